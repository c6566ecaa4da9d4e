import Testing
import Tokenizers

@Suite struct PreTokenizerTests {
  private func pieces(_ text: String, _ stages: PreTokenizer.Stage...) -> [String] {
    PreTokenizer(stages: stages).pieces(of: text)
  }

  @Test func sentinelsStandAlone() {
    #expect(pieces("a<sentinel:12>b", .sentinels) == ["a", "<sentinel:12>", "b"])
    #expect(pieces("<sentinel:1><sentinel:2>", .sentinels) == ["<sentinel:1>", "<sentinel:2>"])
    for text in ["<sentinel:>", "<sentinel:1", "<sentinel:x>", "sentinel:1>"] {
      #expect(pieces(text, .sentinels) == [text])
    }
  }

  @Test func imageCodesStandAloneUnlessTheyHoldANine() {
    #expect(pieces("xIMGIMGABZy", .imageCodes) == ["x", "IMGIMGABZ", "y"])
    for text in ["IMGIMGJZ", "IMGIMGZ", "IMGIMGABCDEZ", "IMGIMGAB"] {
      #expect(pieces(text, .imageCodes) == [text])
    }
    #expect(pieces("IMGIMGABCDZ", .imageCodes) == ["IMGIMGABCDZ"])
  }

  @Test func whiteSpaceIsCutInFoursTwosAndSingles() {
    #expect(pieces("a\tb\n", .whitespace) == ["a", "\t", "b", "\n"])
    #expect(pieces("a b", .whitespace) == ["a b"])
    #expect(pieces("a  b", .whitespace) == ["a", "  ", "b"])
    #expect(pieces("a   b", .whitespace) == ["a", "  ", " b"])
    #expect(pieces("       ", .whitespace) == ["    ", "  ", " "])
    #expect(pieces("\r\u{A0}\u{A0}", .whitespace) == ["\r\u{A0}\u{A0}"])
  }

  /// Every category N, none of M or P.
  @Test func everyNumberStandsAlone() {
    #expect(pieces("a12b", .digits) == ["a", "1", "2", "b"])
    #expect(pieces("٣½Ⅷ²①", .digits) == ["٣", "½", "Ⅷ", "²", "①"])
    #expect(pieces("五x", .digits) == ["五x"])
  }

  /// ASCII's punctuation, symbols among it, and the category P.
  @Test func punctuationStandsAlone() {
    #expect(pieces("a,b!?", .punctuation) == ["a", ",", "b", "!", "?"])
    #expect(pieces("1+1=$2^", .punctuation) == ["1", "+", "1", "=", "$", "2", "^"])
    #expect(pieces("“a”…—¿", .punctuation) == ["“", "a", "”", "…", "—", "¿"])
    // Symbols beyond ASCII are none.
    #expect(pieces("€×→🍎", .punctuation) == ["€×→🍎"])
  }

  @Test(arguments: [
    ("hello world", ["hello", " world"]), ("  hello", [" ", " hello"]), ("a ", ["a", " "]),
    ("it's we'll 'twas", ["it", "'s", " we", "'ll", " '", "twas"]),
    ("x12 34y", ["x", "12", " 34", "y"]), ("a\n\nb", ["a", "\n", "\n", "b"]),
    ("a \n b", ["a", " \n", " b"]), ("naïve café", ["naïve", " café"]), (" 🍎🍎 x", [" 🍎🍎", " x"]),
    ("漢字 かな", ["漢字", " かな"]), ("e\u{301}a", ["e", "\u{301}", "a"]),
    ("a\u{A0}b", ["a", "\u{A0}", "b"]), ("½x Ⅷ", ["½", "x", " Ⅷ"]), ("\t x", ["\t", " x"]),
    ("ªǅʰ", ["ªǅʰ"]),
  ])
  func wordsAreThoseOfGPT2(text: String, expected: [String]) {
    #expect(pieces(text, .words) == expected)
  }

  @Test func everyStageCutsThePiecesOfTheOneBefore() {
    #expect(
      PreTokenizer().pieces(of: "it's 12<sentinel:3>  ok")
        == ["it", "'", "s", " ", "1", "2", "<", "sentinel", ":", "3", ">", "  ", "ok"])
  }

  @Test func piecesJoinToTheText() {
    for text in [
      "", " ", "a\u{0}b", "👩‍🚀, 1st!\n\n  x", "\r\n", String(repeating: "ab 1 ", count: 500),
    ] {
      #expect(PreTokenizer().pieces(of: text).joined() == text)
    }
  }
}
