import Retrieval
import Tensors
import Testing
import Tokens

@Suite struct DocumentSelectionTests {
  /// Which documents at these angles are taken for a query at 0°.
  private func taken(
    _ count: Int, of degrees: [Float], threshold: Float = 0.9, excluding: Set<Fingerprint> = []
  ) throws -> [Int] {
    try TinyRetriever.with { retriever, _ in
      let bank = try TinyRetriever.bank(retriever, degrees)
      let selection = DocumentSelection(threshold: threshold)
      return selection.documents(
        count, of: bank, for: TinyRetriever.vector(0), excluding: excluding, on: retriever.compute
      ).map(\.index)
    }
  }

  @Test func theNearestAreTakenInOrder() throws {
    #expect(try taken(2, of: [140, 30, 90]) == [1, 2])
  }

  /// cos 20° is 0.94, cos 30° is 0.87.
  @Test func noneAboveTheThresholdIsTaken() throws {
    #expect(try taken(2, of: [0, 20, 30, 90]) == [2, 3])
    #expect(try taken(2, of: [0, 20, 30, 90], threshold: 1) == [0, 1])
    #expect(try taken(2, of: [0, 20, 30], threshold: 0.5).isEmpty)
  }

  @Test func noneTooNearToOneAlreadyTakenIsTaken() throws {
    #expect(try taken(3, of: [40, 45, 75, -60]) == [0, 3, 2])
  }

  @Test func excludedPicturesAreNotTaken() throws {
    let own: Set = [TinyRetriever.picture(0).fingerprint]
    #expect(try taken(1, of: [40, 80], excluding: own) == [1])
    #expect(try taken(2, of: [40], excluding: own).isEmpty)
  }

  /// The first hundred lie above the threshold: the list is read further.
  @Test func aLongListIsReadToItsEnd() throws {
    let near = (0..<200).map { Float($0) / 20 }
    #expect(try taken(2, of: near + [50, 120]) == [200, 201])
    #expect(try taken(3, of: near + [50, 120]).count == 2)
  }

  @Test func aQueryLosesAShareOfItsWordsAndNeverAll() {
    var generator = SplitMix64(seed: 5)
    var kept = 0
    for _ in 0..<2000 {
      let words = droppedOut(Array(0..<10), share: 0.2, using: &generator)
      #expect(!words.isEmpty && words == words.sorted())
      kept += words.count
    }
    #expect(abs(Double(kept) / 20_000 - 0.8) < 0.01)
    #expect(droppedOut([7], share: 1, using: &generator) == [7])
    #expect(droppedOut([Int](), share: 0.5, using: &generator).isEmpty)
    #expect(droppedOut([1, 2, 3], share: 0, using: &generator) == [1, 2, 3])
  }
}
