import Testing
import Tokens

@Suite struct WordCountsTests {
  @Test func wordsAreRunsOfLettersAndDigitsInSmallLetters() {
    #expect(
      CaptionWord.all(in: "A red T-shirt, 3D icon") == ["a", "red", "t", "shirt", "3d", "icon"])
    #expect(CaptionWord.all(in: "Women’s 'hat' d'") == ["women's", "hat", "d"])
    #expect(CaptionWord.all(in: " ,-") == [])
    #expect(CaptionWord.ranges(in: Array("a  bé")) == [0..<1, 3..<5])
  }

  @Test func tableIsReadAsItIsWritten() throws {
    let counts = WordCounts(["red": 5, "apple": 7, "boat": 5, "none": 0])
    #expect(counts.tsv == "apple\t7\nboat\t5\nred\t5\n")
    #expect(try WordCounts(tsv: counts.tsv) == counts)
    #expect(counts["Apple"] == 7 && counts["pear"] == 0)
  }

  @Test func completionsComeByFrequencyWithoutTheWordItself() {
    let counts = WordCounts(["app": 3, "apple": 40, "apples": 7, "boat": 9])
    #expect(counts.completions(of: "App", atMost: 9).map(\.word) == ["apple", "apples"])
    #expect(counts.completions(of: "ap", atMost: 1).map(\.word) == ["apple"])
    #expect(counts.completions(of: "", atMost: 9).isEmpty)
  }

  @Test(arguments: ["apple 7", "apple\tmany", "apple\t0", "\t3", "apple\t3\t4"])
  func brokenLineIsNamed(_ line: String) {
    let error = #expect(throws: WordCountsError.self) { try WordCounts(tsv: "red\t1\n\(line)\n") }
    #expect(error?.line == 2)
  }
}
