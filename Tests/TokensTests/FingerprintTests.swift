import Testing
import Tokens

@Suite struct FingerprintTests {
  /// Noll's published values of FNV-1a with 64 bits.
  @Test(arguments: [
    ("", "cbf29ce484222325"), ("a", "af63dc4c8601ec8c"), ("foobar", "85944171f73967e8"),
  ])
  func itIsFNV1a(_ text: String, _ expected: String) {
    #expect("\(Fingerprint(text.utf8))" == expected)
  }

  @Test func copiesOfAPictureAgreeAndOthersDiffer() {
    func grid(_ codes: [Int]) -> CodeGrid {
      CodeGrid(height: 2, width: 2, codes: codes.map { CodeIndex($0) })
    }
    #expect(grid([1, 2, 3, 2000]).fingerprint == grid([1, 2, 3, 2000]).fingerprint)
    #expect(grid([1, 2, 3, 2000]).fingerprint != grid([1, 2, 3, 2001]).fingerprint)
    #expect(grid([1, 2, 3, 2000]).fingerprint != grid([2, 1, 3, 2000]).fingerprint)
  }
}
