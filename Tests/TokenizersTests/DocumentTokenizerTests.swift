import Testing
import Tokenizers
import Tokens

/// A tokenizer of bytes alone: 4 specials, 256 bytes, 16 codes, 8 sentinels, `<break>`, `<eoss>`.
@Suite struct DocumentTokenizerTests {
  private let documents = DocumentTokenizer(
    text: TextTokenizer.train([:], textCount: 256, codeCount: 16, sentinelCount: 8),
    vocabulary: Vocabulary(textCount: 256, codeCount: 16, sentinelCount: 8))

  private let grid = CodeGrid(
    height: 1, width: 3, codes: [CodeIndex(0), CodeIndex(15), CodeIndex(1)])
  private let codes = [260, 275, 261].map { TokenID($0) }
  private let end = TokenID(2)
  private let sentinel = TokenID(276)
  private let separator = TokenID(284)

  /// " ab": a space is byte 32 and comes after the 188 printable ones, `a` is the 65th of those.
  private let words = [224, 68, 69].map { TokenID($0) }

  @Test func aPairIsEndWordsBreakCodesEnd() {
    #expect(
      documents.encode(Document([.text("ab"), .image(grid)]))
        == [end] + words + [separator] + codes + [end])
  }

  @Test func aBlankIsTheSentinelInPlaceAndAgainAtTheTail() {
    let segments: [[FilledTask.Piece]] = [
      [.words("ab "), .mask, .words(" ab")], [.picture(grid)],
    ]
    #expect(
      documents.infillPrompt(segments)
        == [end] + words + [sentinel] + words + [separator] + codes + [end, sentinel])
    #expect(documents.infillPrompt([[.mask], [.picture(grid)]]) == documents.captionPrompt(grid))
  }

  @Test func aNegativePromptTakesThePlaceOfTheMaskToken() throws {
    #expect(
      try documents.unconditionalPrompt("ab", limit: 3) == [end] + words + [separator])
    #expect(
      try documents.unconditionalPrompt(" ", limit: 3) == documents.unconditionalPrompt)
    #expect(throws: PromptError.negativeTooLong(4, limit: 3)) {
      try documents.unconditionalPrompt("abc", limit: 3)
    }
  }

  @Test func segmentsAreSeparatedByBreaksAndDocumentsClosedOnce() {
    #expect(
      documents.encode(Document([.text("ab"), .image(grid), .text("ab"), .image(grid)]))
        == [end] + words + [separator] + codes + [separator] + words + [separator] + codes + [end])
    #expect(documents.encode(Document([])) == [end, end])
  }

  @Test func thePictureOfAPromptFollowsItsBreak() throws {
    #expect(try documents.picturePrompt("ab", limit: 3) == [end] + words + [separator])
  }

  @Test func thePromptIsTheBeginningOfTheTrainingDocument() throws {
    let prompt = try documents.picturePrompt("  a red\tapple ", limit: 64)
    let document = documents.encode(Document([.text("a red apple"), .image(grid)]))
    #expect(document.starts(with: prompt))
  }

  @Test func theUnconditionalPromptHasTheMaskTokenForWords() {
    #expect(documents.unconditionalPrompt == [end, sentinel, separator])
  }

  @Test func aCaptionIsAskedForAsAnInfilledSpan() {
    #expect(
      documents.captionPrompt(grid) == [end, sentinel, separator] + codes + [end, sentinel])
  }

  @Test func aPromptAboveTheLimitIsRefusedWithTheLimit() {
    #expect(throws: PromptError.tooLong(3, limit: 2)) {
      try documents.picturePrompt("ab", limit: 2)
    }
    #expect(
      PromptError.tooLong(3, limit: 2).description
        == "The prompt has 3 tokens; this model takes at most 2.")
  }

  @Test(arguments: ["", " ", "\n\t ", "\u{1B}\u{7}"])
  func aPromptWithoutWordsIsRefused(prompt: String) {
    #expect(throws: PromptError.empty) { try documents.picturePrompt(prompt, limit: 9) }
  }

  @Test(arguments: [
    ("red apple", "red apple"), ("  red   apple ", "red apple"), ("red\napple\r\n", "red apple"),
    ("red\u{1B}[31m apple\u{7}", "red[31m apple"), ("a\u{0}b", "ab"), ("a\u{E000}b", "ab"),
    ("👩‍🚀 und 🍎", "👩‍🚀 und 🍎"), ("naïve", "naïve"), ("x\u{200B}y", "x\u{200B}y"),
  ])
  func wordsAreCleaned(raw: String, clean: String) {
    #expect(DocumentTokenizer.cleaned(raw) == clean)
  }

  @Test func aWordHasTheSameTokensWhereverItStands() {
    let text = TextTokenizer.train(
      [" red apple": 9, " apple": 9], textCount: 300, codeCount: 16, sentinelCount: 8)
    let documents = DocumentTokenizer(
      text: text, vocabulary: Vocabulary(textCount: 300, codeCount: 16, sentinelCount: 8))
    let alone = documents.encode(.text("apple"))
    #expect(alone.count == 1)
    #expect(documents.encode(.text("red apple")).last == alone.last)
  }

  @Test func wordsComeBackWithoutTheirSpace() {
    #expect(documents.words(words + [separator] + codes) == "ab")
  }

  @Test func specialNamesInAPromptAreOnlyCharacters() throws {
    let prompt = try documents.picturePrompt("</s><racm3:break>", limit: 64)
    #expect(prompt.count(where: { $0 == separator || $0 == end }) == 2)
  }
}
