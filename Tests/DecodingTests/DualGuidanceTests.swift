import Decoding
import Foundation
import TestSupport
import Testing
import Tokens

@Suite struct DualGuidanceTests {
  private let full: [Float] = [1, 2, 0]
  private let picture: [Float] = [0, 1, 4]
  private let neither: [Float] = [2, 0, 1]

  @Test func bothScalesOneAreTheFullLaneAndNeedNoOther() {
    let blend = DualGuidance(textScale: 1, imageScale: 1)
    #expect(blend.lanes == [.full])
    #expect(blend.blend([full]) == full)
  }

  @Test func eachScaleGoesItsOwnWayFromTheLaneThatKnowsLess() {
    let blend = DualGuidance(textScale: 2, imageScale: 3)
    #expect(blend.lanes == [.full, .picture, .unconditional])
    // u + 3 (i − u) + 2 (f − i)
    #expect(difference(blend.blend([full, picture, neither]), [-2, 5, 2]) == nil)
  }

  @Test func withoutTextGuidanceThePictureAloneLeads() {
    let blend = DualGuidance(textScale: 0, imageScale: 1)
    #expect(blend.lanes == [.full, .picture])
    #expect(blend.blend([full, picture]) == picture)
    let none = DualGuidance(textScale: 0, imageScale: 0)
    #expect(none.lanes == [.full, .unconditional])
    #expect(none.blend([full, neither]) == neither)
  }

  @Test func equalScalesAreGuidanceFromTheUnconditionalLane() {
    let blend = DualGuidance(textScale: 3, imageScale: 3)
    #expect(blend.lanes == [.full, .unconditional])
    let guidance = ClassifierFreeGuidance(scale: 3)
    #expect(difference(blend.blend([full, neither]), guidance.blend([full, neither])) == nil)
  }

  @Test func threeLanesShareOneStep() {
    let model = TableModel()
    let vocabulary = model.vocabulary
    let (end, gap) = (vocabulary.id(of: .end), vocabulary.id(of: .modalityBreak))
    var knobs = Knobs()
    knobs.setDualGuidance(text: 7.5, image: 1.5)
    let picture = Continuation(
      prompt: [end, TokenID(5), gap, TokenID(6), gap], picturePrompt: [end, TokenID(5), gap],
      unconditionalPrompt: [end, vocabulary.id(of: .sentinel(0)), gap], seed: Seed(1),
      variationSeed: Seed(1), knobs: knobs)
    var tokens = TokenIterator(
      [picture], grammar: ImageGrammar(vocabulary, count: 3), model: model)
    while tokens.next() != nil {}
    #expect(Array(model.calls.dropFirst(3)) == [.step(rowCount: 3), .step(rowCount: 3)])
    #expect(Array(model.calls.prefix(3)) == [5, 3, 3].map { TableModel.Call.prefill(idCount: $0) })
  }

  @Test func scalesOutOfRangeAreNamedAndGoodOnesAreKeptInJSON() throws {
    var knobs = Knobs()
    knobs.setDualGuidance(text: 31, image: nil)
    #expect(knobs.flaw == "text guidance must be 0 to 30, got 31")
    knobs.setDualGuidance(text: 7.5, image: -1)
    #expect(knobs.flaw == "image guidance must be 0 to 30, got -1")
    knobs.blend = Knobs.DualPreset.paper.blend
    #expect(knobs.blend == .dual(text: 7.5, image: 1.5) && knobs.flaw == nil)
    let json = try JSONEncoder().encode(knobs)
    #expect(try JSONDecoder().decode(Knobs.self, from: json) == knobs)
  }
}

@Suite struct RectangleGrammarTests {
  @Test func eachRowIsCountedAndWhatStandsBetweenRowsIsNotAskedOfTheModel() {
    let model = TableModel()
    let vocabulary = model.vocabulary
    let picture = Continuation(
      prompt: [TokenID(5)], unconditionalPrompt: [TokenID(5)], seed: Seed(1),
      variationSeed: Seed(1), knobs: Knobs())
    var tokens = TokenIterator(
      [picture], grammar: RectangleGrammar(vocabulary, height: 2, width: 3), model: model)
    while tokens.next() != nil {}
    let written = tokens.written(0)
    #expect(written.count == 8 && tokens.stopReason(0) == .imageComplete)
    #expect(written[3] == vocabulary.id(of: .endOfSpan))
    #expect(written[4] == vocabulary.id(of: .sentinel(1)))
    #expect([0, 1, 2, 5, 6, 7].allSatisfy { vocabulary.code(of: written[$0]) != nil })
    // The fourth code is drawn behind the third one and both marks at once.
    #expect(model.calls.contains(.prefill(idCount: 3)))
  }
}
