import Decoding
import Testing

@Suite struct TopKTests {
  private func kept(_ logits: [Float], _ k: Int) -> [Int] {
    var row = logits
    TopK(k).process(&row)
    for i in row.indices where row[i] > -.infinity { #expect(row[i] == logits[i]) }
    return row.indices.filter { row[$0] > -.infinity }
  }

  @Test(arguments: [
    (1, [3]), (2, [1, 3]), (3, [1, 3, 4]), (4, [0, 1, 3, 4]), (5, [0, 1, 2, 3, 4]),
    (99, [0, 1, 2, 3, 4]),
  ])
  func keepsTheLargest(_ k: Int, _ expected: [Int]) {
    #expect(kept([-1, 2, -7, 5, 0], k) == expected)
  }

  @Test func ofEqualTokensTheFirstStay() {
    #expect(kept([1, 1, 1, 1], 2) == [0, 1])
    #expect(kept([0, 3, 1, 3, 3], 2) == [1, 3])
  }

  @Test func agreesWithASortOnEveryK() {
    let row = (0..<97).map { Float(($0 * 37) % 97) * 0.25 - 9 }
    for k in 1...97 {
      let sorted = row.indices.sorted { row[$0] > row[$1] }.prefix(k)
      #expect(kept(row, k) == sorted.sorted())
    }
  }

  @Test func aRowOfNaNDoesNotStopTheProgram() {
    var row = [Float](repeating: .nan, count: 8)
    TopK(3).process(&row)
    #expect(row.count == 8)
  }
}
