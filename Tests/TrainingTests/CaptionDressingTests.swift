import Tensors
import Testing
import Training

@Suite struct CaptionDressingTests {
  private let apple = CorpusEntry(
    fileName: "a.png", text: "apple", style: "3D icon", tags: ["fruit", "apple", "food & drink"],
    colors: [.init(name: "red", share: 0.8), .init(name: "green", share: 0.1)])

  /// How often each caption occurs in 4,000 draws.
  private func drawn(
    _ entry: CorpusEntry, figure: String? = nil, ground: String? = nil
  ) -> [String: Double] {
    var generator = SplitMix64(seed: 5)
    var counts: [String: Double] = [:]
    for _ in 0..<4000 {
      let caption = CaptionDressing().caption(
        for: entry, figureColour: figure, groundColour: ground, using: &generator)
      counts[caption, default: 0] += 1.0 / 4000
    }
    return counts
  }

  @Test(arguments: [
    ("red apple, 3D icon", 0.2), ("apple, 3D icon", 0.3), ("a 3D icon of a red apple", 0.1),
    ("a 3D icon of an apple", 0.15), ("apple", 0.09), ("red apple", 0.06),
    ("apple, fruit, 3D icon", 0.06), ("red apple, fruit, 3D icon", 0.04),
  ])
  func everyWordingOccursInItsShare(caption: String, share: Double) {
    #expect(abs((drawn(apple)[caption] ?? 0) - share) < 0.03, "\(caption)")
  }

  @Test func nothingElseOccurs() {
    #expect(drawn(apple).count == 8)
  }

  @Test func aColourThatIsNotTheMainOneIsNotNamed() {
    var mixed = apple
    mixed.colors = [.init(name: "red", share: 0.4), .init(name: "green", share: 0.35)]
    #expect(drawn(mixed).keys.allSatisfy { !$0.contains("red") && !$0.contains("green") })
  }

  @Test(arguments: ["yellow heart", "man: red hair", "orange", "black-and-white bird"])
  func aCaptionWithAColourGetsNoSecondOne(text: String) {
    var entry = apple
    entry.text = text
    entry.colors = [.init(name: "teal", share: 0.9)]
    #expect(drawn(entry).keys.allSatisfy { !$0.contains("teal") })
  }

  @Test func aWordThatOnlyHoldsAColourIsNoColour() {
    var entry = apple
    entry.text = "bored bird"
    #expect(drawn(entry)["red bored bird, 3D icon"] != nil)
  }

  @Test func aPaintedFigureIsAlwaysNamedByItsPaint() {
    let entry = CorpusEntry(
      fileName: "k.png", text: "black knight helm", style: "silhouette icon",
      colors: [.init(name: "black", share: 1)])
    let captions = drawn(entry, figure: "light blue")
    #expect(captions.keys.allSatisfy { $0.contains("light blue knight helm") })
    #expect(captions.keys.allSatisfy { !$0.contains("black") })
    #expect(captions["light blue knight helm, silhouette icon"] != nil)
  }

  @Test func aColouredGroundIsAlwaysNamed() {
    let captions = drawn(apple, ground: "orange")
    #expect(captions.keys.allSatisfy { $0.contains(" on an orange background") })
    #expect(captions["a 3D icon of a red apple on an orange background"] != nil)
    #expect(captions["apple on an orange background, 3D icon"] != nil)
  }

  @Test func tagsThatNameColoursOrGroupsAreLeftOut() {
    var entry = apple
    entry.colors = nil
    entry.tags = ["green", "food & drink", "food-fruit", "hash(0x85)", "orchard"]
    let tagged = drawn(entry).keys.filter { $0.hasPrefix("apple, ") }.sorted()
    #expect(tagged == ["apple, 3D icon", "apple, orchard, 3D icon"])
  }

  @Test func withoutAStyleTheCaptionStandsAlone() {
    let entry = CorpusEntry(fileName: "a.png", text: "a drawing of my house")
    #expect(Set(drawn(entry).keys) == ["a drawing of my house"])
  }

  @Test(arguments: [
    ("glasses", "a 3D icon of glasses"), ("bus", "a 3D icon of a bus"),
    ("umbrella", "a 3D icon of an umbrella"), ("unicorn", "a 3D icon of a unicorn"),
    ("ufo", "a 3D icon of a ufo"), ("hourglass", "a 3D icon of an hourglass"),
    ("bag of chips", "a 3D icon of a bag of chips"), ("cross", "a 3D icon of a cross"),
  ])
  func articlesFollowTheWord(text: String, caption: String) {
    let entry = CorpusEntry(fileName: "a.png", text: text, style: "3D icon")
    #expect(drawn(entry)[caption] != nil)
  }

  @Test func theTextTokenizerSeesWhatDocumentsHold() {
    let variants = CaptionDressing().variants(of: apple)
    #expect(variants.contains(" red apple, 3D icon"))
    #expect(variants.contains(" a 3D icon of an apple"))
    #expect(variants.contains(" red apple on a red background"))
    #expect(variants.allSatisfy { $0.hasPrefix(" ") })
  }
}
