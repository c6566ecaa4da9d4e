import Testing
import Tokens

@Suite struct VocabularyTests {
  let vocabulary = Vocabulary(textCount: 300, codeCount: 64, sentinelCount: 8)

  @Test func rangesFollowEachOtherWithoutGaps() {
    #expect(vocabulary.textRange == 4..<304)
    #expect(vocabulary.imageRange == 304..<368)
    #expect(vocabulary.sentinelRange == 368..<376)
    #expect(vocabulary.count == 378)
  }

  @Test func codesAndIdsTranslateBothWays() {
    for code in 0..<64 {
      #expect(vocabulary.code(of: vocabulary.id(of: CodeIndex(code))) == CodeIndex(code))
    }
    #expect(vocabulary.code(of: TokenID(303)) == nil)
    #expect(vocabulary.code(of: TokenID(368)) == nil)
  }
}
