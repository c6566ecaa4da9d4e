import Terminal
import Testing

@Suite struct CellWidthTests {
  @Test(
    arguments: [
      ("a", 1), ("é", 1), ("e\u{301}", 1), ("日", 2), ("ｱ", 1), ("가", 2), ("😀", 2), ("❤", 1),
      ("❤\u{FE0F}", 2), ("👩\u{200D}👩\u{200D}👧", 2), ("🇩🇪", 2), ("👍🏽", 2), ("▀", 1), ("│", 1),
      ("\u{200B}", 0), ("\u{1B}", 0), ("\r\n", 0), ("\u{AD}", 0), ("𠀀", 2), ("Ａ", 2),
    ])
  func aCharacterTakesItsColumns(_ text: String, _ width: Int) {
    #expect(CellWidth.of(text) == width)
  }

  @Test func aTextIsCutBetweenCharacters() {
    #expect(CellWidth.prefix(of: "a日b", columns: 2) == "a")
    #expect(CellWidth.prefix(of: "a日b", columns: 3) == "a日")
    #expect(CellWidth.of("a日b") == 4)
  }
}
