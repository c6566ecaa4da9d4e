import Decoding
import Testing
import Tokens

@Suite struct GrammarTests {
  let vocabulary = Vocabulary(textCount: 6, codeCount: 8, sentinelCount: 2)

  @Test func aPictureIsExactlyItsCodesThenTheEnd() {
    let grammar = ImageGrammar(vocabulary, count: 3)
    let code = vocabulary.id(of: CodeIndex(5))
    for position in 0..<3 {
      #expect(grammar.allowed(at: position).ranges == [vocabulary.imageRange])
    }
    #expect(grammar.stopReason(after: code, at: 0) == nil)
    #expect(grammar.stopReason(after: code, at: 1) == nil)
    #expect(grammar.stopReason(after: code, at: 2) == .imageComplete)
  }

  @Test func aCaptionHasAWordBeforeItEnds() {
    let grammar = CaptionGrammar(vocabulary, limit: 4)
    let end = vocabulary.id(of: .endOfSpan)
    #expect(grammar.allowed(at: 0).ranges == [vocabulary.textRange])
    #expect(grammar.allowed(at: 1).token(at: 6) == end)
    #expect(grammar.stopReason(after: TokenID(5), at: 0) == nil)
    #expect(grammar.stopReason(after: end, at: 1) == .end)
    #expect(grammar.stopReason(after: TokenID(5), at: 3) == .length)
  }

  @Test func rowsAreNarrowedToTheAllowedTokens() {
    let allowed = AllowOnly([4..<6, 9..<10])
    #expect(allowed.hull == 4..<10)
    #expect(allowed.narrow([3, 4, 5, 6, 7, 8, 9, 10][...], of: 3..<11) == [4, 5, 9])
    #expect((0..<3).map { allowed.token(at: $0).index } == [4, 5, 9])
  }
}
