import Decoding
import Testing
import Tokens

@Suite struct TokenIteratorTests {
  private let model = TableModel()

  private func picture(
    _ seed: UInt64 = 1, words: [Int] = [5, 6], _ change: (inout Knobs) -> Void = { _ in }
  ) -> Continuation {
    var knobs = Knobs()
    change(&knobs)
    let end = model.vocabulary.id(of: .end)
    let separator = model.vocabulary.id(of: .modalityBreak)
    return Continuation(
      prompt: [end] + words.map { TokenID($0) } + [separator],
      unconditionalPrompt: [end, model.vocabulary.id(of: .sentinel(0)), separator],
      seed: Seed(seed), variationSeed: Seed(99), knobs: knobs)
  }

  private func iterator(_ pictures: [Continuation], model: TableModel? = nil) -> TokenIterator {
    TokenIterator(
      pictures, grammar: ImageGrammar(self.model.vocabulary, count: 16), model: model ?? self.model)
  }

  /// Draws to the end and returns the tokens of each picture.
  private func drawn(_ pictures: [Continuation]) -> [[TokenID]] {
    var tokens = iterator(pictures)
    while tokens.next() != nil {}
    return pictures.indices.map { tokens.written($0) }
  }

  @Test func drawsExactlyTheCodesOfThePictureThenStops() {
    var tokens = iterator([picture()])
    for position in 0..<16 {
      #expect(tokens.stopReason(0) == nil)
      let draws = tokens.next()
      #expect(draws?.map(\.position) == [position])
      #expect(draws?.allSatisfy { model.vocabulary.code(of: $0.token) != nil } == true)
    }
    #expect(tokens.stopReason(0) == .imageComplete)
    #expect(tokens.next() == nil)
  }

  @Test func sameRequestSameTokens() {
    #expect(drawn([picture(3)]) == drawn([picture(3)]))
    #expect(drawn([picture(3)]) != drawn([picture(4)]))
  }

  @Test func aPictureDoesNotDependOnTheBatchItRanIn() {
    let pictures = [
      picture(1), picture(2), picture(1, words: [9, 9, 4]),
      picture(1) { $0.blend = .contrastive(k: 4, alpha: 0.5, amateurTemperature: 0.5) },
      picture(1) { $0.temperature = 0 }, picture(1) { $0.blend = .guidance(scale: 1) },
      picture(1) { $0.topK = 3 },
    ]
    #expect(drawn(pictures) == pictures.map { drawn([$0])[0] })
  }

  @Test func allLanesOfAllPicturesShareOneStepAndEqualPromptsOnePrefill() {
    let counted = TableModel()
    var tokens = iterator([picture(1), picture(2), picture(3)], model: counted)
    _ = tokens.next()
    #expect(counted.calls == [.prefill(idCount: 4), .prefill(idCount: 3)])
    _ = tokens.next()
    #expect(counted.calls.dropFirst(2) == [.step(rowCount: 6)])
  }

  /// A branch costs one step, however long the picture is that stays.
  @Test func aRewindCutsTheCacheAndComputesNothingAgain() {
    let counted = TableModel()
    var tokens = iterator([picture()], model: counted)
    for _ in 0..<10 { _ = tokens.next() }
    let before = counted.calls.count
    tokens.rewind(to: 6)
    _ = tokens.next(forcing: [0: TokenID(model.vocabulary.imageRange.lowerBound)])
    _ = tokens.next()
    #expect(counted.calls.dropFirst(before) == [.step(rowCount: 2)])
  }

  @Test func scaleOneNeedsNoSecondLane() {
    let counted = TableModel()
    var tokens = iterator([picture { $0.blend = .guidance(scale: 1) }], model: counted)
    while tokens.next() != nil {}
    #expect(
      counted.calls == [.prefill(idCount: 4)]
        + [TableModel.Call](repeating: .step(rowCount: 1), count: 15))
  }

  @Test func temperatureZeroTakesTheMostProbableCode() {
    let picture = picture { knobs in
      knobs.temperature = 0
      knobs.blend = .guidance(scale: 1)
    }
    var ids = picture.prompt
    for token in drawn([picture])[0] {
      let logits = model.logits(behind: ids, model.vocabulary.imageRange)
      #expect(logits[token.index - model.vocabulary.imageRange.lowerBound] == logits.max())
      ids.append(token)
    }
  }

  @Test func aLaneThatIsWantedLateIsWhatItWouldHaveBeen() {
    // Half of the picture at scale 1 or at a scale so near 1 that the tokens are the same: the second
    // keeps its unconditional lane from the start.
    for late: Knobs.Blend in [
      .guidance(scale: 4), .contrastive(k: 8, alpha: 0.3, amateurTemperature: 0.7),
    ] {
      let written = [1, 1 + Float.ulpOfOne].map { scale in
        var tokens = iterator([picture { $0.blend = .guidance(scale: scale) }])
        for _ in 0..<8 { _ = tokens.next() }
        var knobs = Knobs()
        knobs.blend = late
        tokens.replaceKnobs(0, by: knobs)
        while tokens.next() != nil {}
        return tokens.written(0)
      }
      #expect(written[0] == written[1])
    }
  }

  @Test func knobsAreHeardAtTheNextToken() {
    var tokens = iterator([picture { $0.temperature = 5 }])
    for _ in 0..<6 { _ = tokens.next() }
    let before = tokens.written(0)
    tokens.replaceKnobs(0, by: picture { $0.temperature = 0 }.knobs)
    _ = tokens.next()
    #expect(Array(tokens.written(0).prefix(6)) == before)
    // The seventh is the greedy choice behind the first six.
    let range = model.vocabulary.imageRange
    let full = model.logits(behind: picture().prompt + before, range)
    let unconditional = model.logits(behind: picture().unconditionalPrompt + before, range)
    let row = ClassifierFreeGuidance(scale: 3).blend([full, unconditional])
    #expect(row[tokens.written(0)[6].index - range.lowerBound] == row.max())
  }

  @Test(arguments: [0, 1, 7, 15, 16])
  func afterARewindTheSameTokensFollow(_ position: Int) {
    let pictures = [picture(1), picture(2, words: [7])]
    var tokens = iterator(pictures)
    while tokens.next() != nil {}
    tokens.rewind(to: position)
    #expect(tokens.written(0).count == position)
    while tokens.next() != nil {}
    #expect([tokens.written(0), tokens.written(1)] == drawn(pictures))
  }

  @Test func textsOfDifferentLengthEndEachInItsTurn() {
    let grammar = CaptionGrammar(model.vocabulary, limit: 12)
    let texts = (0..<12).map { picture(UInt64($0)) { $0.blend = .guidance(scale: 1) } }
    var tokens = TokenIterator(texts, grammar: grammar, model: model)
    while let draws = tokens.next() {
      #expect(Set(draws.map(\.position)).count == 1)
    }
    let lengths = texts.indices.map { tokens.written($0).count }
    #expect(Set(lengths).count > 2)
    for index in texts.indices {
      let last = tokens.written(index).last
      #expect((last == model.vocabulary.id(of: .endOfSpan)) == (tokens.stopReason(index) == .end))
      #expect(!tokens.written(index).isEmpty && lengths[index] <= 12)
    }
  }

  @Test func topPIsOffUnderContrastiveDecodingUnlessAsked() {
    let contrastive: (inout Knobs) -> Void = {
      $0.blend = .contrastive(k: 32, alpha: 0, amateurTemperature: 1)
      $0.topP = 0.01
    }
    let off = drawn([picture(4, contrastive)])
    let asked = drawn([
      picture(4) {
        contrastive(&$0)
        $0.topPUnderContrastive = true
      }
    ])
    let full = drawn([
      picture(4) {
        contrastive(&$0)
        $0.topP = 1
      }
    ])
    #expect(off == full)
    #expect(asked != full)
  }

  @Test func aForcedTokenIsReadAndCostsNoStepOfItsOwn() {
    let counted = TableModel()
    let codes = model.vocabulary.imageRange
    var tokens = iterator([picture(1), picture(2)], model: counted)
    _ = tokens.next()
    let calls = counted.calls.count
    let given = TokenID(codes.lowerBound + 3)
    #expect(tokens.next(forcing: [0: given, 1: given])?.map(\.token) == [given, given])
    #expect(counted.calls.count == calls)
    while tokens.next() != nil {}
    #expect(tokens.written(0)[1] == given && tokens.written(1)[1] == given)
    // What follows is drawn behind the forced token: the same as if it had been drawn there.
    var replay = iterator([picture(1)])
    for token in tokens.written(0).prefix(2) { _ = replay.next(forcing: [0: token]) }
    while replay.next() != nil {}
    #expect(replay.written(0) == tokens.written(0))
  }

  @Test func oneContinuationIsForcedWhileTheOtherDraws() {
    let alone = drawn([picture(2)])[0]
    var tokens = iterator([picture(1), picture(2)])
    let given = TokenID(model.vocabulary.imageRange.lowerBound)
    while let draws = tokens.next(forcing: [0: given]) {
      #expect(draws.map(\.continuation) == [0, 1] && draws[0].token == given)
    }
    #expect(tokens.written(1) == alone)
  }
}
