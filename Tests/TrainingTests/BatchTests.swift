import Layers
import Modeling
import Tensors
import Testing
import Tokens
import Training

@Suite struct BatchTests {
  private let vocabulary = Tiny.sizes.vocabulary

  private func document(_ text: [Int], _ codes: [Int]) -> [TokenID] {
    let end = vocabulary.id(of: .end)
    return [end] + text.map { TokenID($0 + 4) } + [vocabulary.id(of: .modalityBreak)]
      + codes.map { vocabulary.id(of: CodeIndex($0)) } + [end]
  }

  @Test func documentsStandInARowEachFromPositionZero() {
    let (a, b) = (document([1, 2], [3, 4]), document([5], [6]))
    let batch = Batch([a, b], vocabulary: vocabulary, contextLength: 40)
    #expect(batch.rows.offsets == [0, 7, 12])
    #expect(batch.ids == (a + b).map(\.rawValue))
    #expect(batch.positions == [0, 1, 2, 3, 4, 5, 6, 0, 1, 2, 3, 4])
  }

  @Test func targetsAreTheNextIdsAndNoneAtTheEndOfADocument() {
    let (a, b) = (document([1, 2], [3, 4]), document([5], [6]))
    let batch = Batch([a, b], vocabulary: vocabulary, contextLength: 40)
    #expect(
      batch.targets == a.dropFirst().map(\.rawValue) + [-1] + b.dropFirst().map(\.rawValue) + [-1])
    #expect(batch.targetCount == 10)
    #expect(
      batch.targetIsCode
        == [false, false, false, true, true, false, false, false, false, true, false, false])
  }

  @Test func aDocumentThatIsTooLongLosesItsEnd() {
    let long = document(Array(repeating: 1, count: 60), [3])
    let batch = Batch([long], vocabulary: vocabulary, contextLength: 40)
    #expect(batch.ids == long.prefix(40).map(\.rawValue))
    #expect(batch.targets.last == -1)
  }

  /// Attention never crosses documents: each one's losses are those it has alone.
  @Test func thePackedLossesAreThoseOfEachDocumentAlone() throws {
    let documents = [
      document([1, 2, 3], [3, 4, 5, 6]), document([9], [1]), document([7, 8], [0, 0, 2, 7]),
    ]
    var generator = SplitMix64(seed: 3)
    let weights = ModelWeights(Tiny.sizes, training: false, using: &generator)
    // Zero residual writers would hide what attention does.
    for parameter in weights.parameters {
      for i in 0..<parameter.value.count { parameter.value[i] = 0.3 * normal(&generator) }
    }
    let compute = try Tiny.compute()
    func losses(_ documents: [[TokenID]]) -> [Float] {
      let batch = Batch(documents, vocabulary: vocabulary, contextLength: 40)
      let tape = Tape(on: compute, recording: false)
      let logits = TransformerPass.logits(
        batch.ids, positions: batch.positions, rows: batch.rows, weights, on: tape)
      let losses = Tensor([batch.ids.count])
      crossEntropy(
        into: losses, gradient: nil, logits.value, targets: batch.targets, scale: 1, on: compute)
      return losses.values
    }
    let alone = documents.flatMap { losses([$0]) }
    let packed = losses(documents)
    #expect(zip(alone, packed).allSatisfy { abs($0 - $1) < 1e-4 }, "\(alone) \(packed)")
    // And another neighbour changes nothing.
    #expect(
      zip(packed, losses([documents[0], documents[2], documents[1]])).prefix(9).allSatisfy {
        abs($0 - $1) < 1e-4
      })
  }
}
