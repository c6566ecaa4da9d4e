import Decoding
import Foundation
import TestSupport
import Testing
import Tokens

@Suite struct TokenInspectionTests {
  private let model = TableModel()
  private var codes: Range<Int> { model.vocabulary.imageRange }

  private func drawn(
    _ change: (inout Knobs) -> Void
  ) -> (tokens: TokenIterator, knobs: Knobs, picture: Continuation) {
    var knobs = Knobs()
    change(&knobs)
    let end = model.vocabulary.id(of: .end)
    let separator = model.vocabulary.id(of: .modalityBreak)
    let picture = Continuation(
      prompt: [end, TokenID(5), separator],
      unconditionalPrompt: [end, model.vocabulary.id(of: .sentinel(0)), separator],
      seed: Seed(3), variationSeed: Seed(9), knobs: knobs)
    var tokens = TokenIterator(
      [picture], grammar: ImageGrammar(model.vocabulary, count: 16), model: model)
    while tokens.next() != nil {}
    return (tokens, knobs, picture)
  }

  private func all(_ tokens: TokenIterator, _ knobs: Knobs) -> [TokenInspection] {
    tokens.inspections(0, knobs: tokens.written(0).map { _ in knobs })
  }

  @Test(arguments: [
    Knobs.Blend.guidance(scale: 1), .guidance(scale: 4),
    .contrastive(k: 5, alpha: 0.4, amateurTemperature: 0.5),
  ])
  func aGreedyCodeHasRankOneEverywhere(_ blend: Knobs.Blend) {
    let (tokens, knobs, _) = drawn {
      $0.temperature = 0
      $0.blend = blend
    }
    let inspections = all(tokens, knobs)
    #expect(inspections.count == 16)
    for inspection in inspections {
      #expect(inspection.rank == 1)
      #expect(inspection.alternatives.allSatisfy { $0.probability <= inspection.probability })
    }
  }

  @Test func probabilitiesAreTheSoftmaxOfTheBlendedLogits() {
    let (tokens, knobs, picture) = drawn { $0.temperature = 0.7 }
    let written = tokens.written(0)
    for inspection in all(tokens, knobs) {
      let before = Array(written.prefix(inspection.position))
      let full = model.logits(behind: picture.prompt + before, codes)
      let other = model.logits(behind: picture.unconditionalPrompt + before, codes)
      let row = ClassifierFreeGuidance(scale: 3).blend([full, other]).map { Double($0) / 0.7 }
      let sum = row.reduce(0) { $0 + exp($1) }
      let p = row.map { exp($0) / sum }
      let q = softmax(full.map { Double($0) / 0.7 })
      let chosen = inspection.code.index
      #expect(written[inspection.position] == model.vocabulary.id(of: inspection.code))
      #expect(abs(Double(inspection.probability) - p[chosen]) < 1e-5)
      #expect(inspection.rank == 1 + p.count { $0 > p[chosen] })
      #expect(abs(Double(inspection.entropy) + p.reduce(0) { $0 + $1 * log($1) }) < 1e-4)
      let divergence = zip(p, q).reduce(0) { $0 + $1.0 * log($1.0 / $1.1) }
      #expect(abs(Double(inspection.guidanceStrength) - divergence) < 1e-4)
      let usual = softmax(full.map { Double($0) })
      let least = 0.4 * usual.sorted(by: >)[7] * (1 - 1e-6)
      #expect(inspection.plausibleCount == usual.count { $0 >= least }, "CD-K's usual k is 8")
      let order = p.indices.filter { $0 != chosen }.sorted { p[$0] > p[$1] }.prefix(10)
      #expect(inspection.alternatives.map(\.code.index) == Array(order))
    }
  }

  private func softmax(_ row: [Double]) -> [Double] {
    let sum = row.reduce(0) { $0 + exp($1) }
    return row.map { exp($0) / sum }
  }

  @Test func oneCodeIsToldAsAmongAll() {
    for blend: Knobs.Blend in [
      .guidance(scale: 1), .guidance(scale: 3),
      .contrastive(k: 4, alpha: 0.5, amateurTemperature: 1),
    ] {
      let (tokens, knobs, _) = drawn { $0.blend = blend }
      let inspections = all(tokens, knobs)
      for position in 0..<16 {
        #expect(tokens.inspect(0, at: position, knobs: knobs) == inspections[position])
      }
    }
  }

  @Test func withoutASecondLaneGuidanceHasNoStrength() {
    let (tokens, knobs, _) = drawn { $0.blend = .guidance(scale: 1) }
    #expect(all(tokens, knobs).allSatisfy { $0.guidanceStrength == 0 })
  }

  @Test func theNucleusIsTheSmallestSetThatReachesTopP() {
    let (tokens, knobs, _) = drawn { $0.topP = 0.6 }
    for inspection in all(tokens, knobs) {
      // A code that was drawn lies in the nucleus, and so do all that are likelier.
      #expect(inspection.rank <= inspection.nucleusCount)
      let place = inspection.nucleusCount
      let others = inspection.alternatives
      // Ranks of the alternatives: the chosen one takes a place before, between or behind them.
      for (index, other) in others.enumerated() {
        let rank = index + 1 + (inspection.rank <= index + 1 ? 1 : 0)
        #expect((other.exclusion == .topP) == (rank > place))
      }
    }
  }

  @Test func topKAndContrastiveDecodingAreNamedWhereTheyRuleOut() {
    let (limited, knobs, _) = drawn {
      $0.topK = 3
      $0.topP = 1
    }
    for inspection in all(limited, knobs) {
      #expect(inspection.alternatives.count { $0.exclusion == nil } == 2)
      #expect(inspection.alternatives.dropFirst(2).allSatisfy { $0.exclusion == .topK })
    }
    let (contrastive, sharp, _) = drawn {
      $0.blend = .contrastive(k: 1, alpha: 0.5, amateurTemperature: 1)
    }
    for inspection in all(contrastive, sharp) {
      let plausible = inspection.plausibleCount
      #expect(plausible >= 1 && inspection.rank <= plausible)
      let open = inspection.alternatives.count { $0.exclusion == nil }
      #expect(open == min(10, plausible - 1))
      #expect(
        inspection.alternatives.dropFirst(open).allSatisfy {
          $0.exclusion == .contrastive && $0.probability == 0
        })
    }
  }

  @Test func lookingChangesNothingThatIsDrawnLater() {
    let (whole, knobs, picture) = drawn { _ in }
    var tokens = TokenIterator(
      [picture], grammar: ImageGrammar(model.vocabulary, count: 16), model: model)
    while tokens.next() != nil {
      _ = tokens.inspect(0, at: tokens.written(0).count / 2, knobs: knobs)
    }
    #expect(tokens.written(0) == whole.written(0))
  }
}
