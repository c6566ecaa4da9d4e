import Testing
import Training

@Suite struct CaptionCensusTests {
  private func entry(_ text: String, style: String? = "clip art", tags: [String] = [])
    -> CorpusEntry
  {
    CorpusEntry(
      fileName: "\(text).png", text: text, style: style, tags: tags,
      colors: [CorpusEntry.ColorShare(name: "red", share: 0.9)])
  }

  @Test func everyPictureCountsAWordOnce() {
    let census = CaptionCensus(
      [entry("apple", tags: ["fruit", "apple tree"]), entry("apple pie")], heldOutShare: 0)
    #expect(census.words["apple"] == 2 && census.words["fruit"] == 1)
    #expect(census.words["red"] == 2 && census.words["clip"] == 2 && census.words["astronaut"] == 0)
  }

  @Test func conceptsThatAreKeptOutAreNotCounted() {
    let census = CaptionCensus([entry("apple")], heldOutShare: 1)
    #expect(census.words.isEmpty && census.prompts.isEmpty)
  }

  @Test func promptsAreDifferentShortAndTheSameEveryTime() {
    let entries =
      (0..<50).map { entry("apple \($0 % 20)") }
      + [entry("plain", style: nil), entry(String(repeating: "long ", count: 12))]
    let census = CaptionCensus(entries, heldOutShare: 0, promptCount: 10)
    #expect(census.prompts.count == 10 && Set(census.prompts).count == 10)
    #expect(census.prompts.allSatisfy { $0.hasPrefix("red apple ") && $0.hasSuffix(", clip art") })
    #expect(
      census.prompts == CaptionCensus(entries, heldOutShare: 0, promptCount: 10).prompts)
  }
}
