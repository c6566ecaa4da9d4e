import Scenes
import Testing

@Suite struct ScenePromptTests {
  private static let star = ScenePrompt.Part(thing: .shape(.star))
  private static let anchor = ScenePrompt.Part(thing: .sticker("anchor"), colour: .orange)
  private static let crosses = ScenePrompt.Part(thing: .shape(.cross), count: 3, size: .small)

  static let cases: [(ScenePrompt, String)] = [
    (ScenePrompt(kind: .single, parts: [star]), "a star"),
    (ScenePrompt(kind: .single, parts: [star], wording: 2), "there is a star"),
    (
      ScenePrompt(
        kind: .single, parts: [star],
        background: SceneBackground(
          pattern: .checker, colours: [.red, .white],
          paints: [SceneColour.red.value, SceneColour.white.value]), wording: 1),
      "a picture of a star on a red and white checkered background"
    ),
    (ScenePrompt(kind: .two, parts: [star, anchor], wording: 2), "a star with an orange anchor"),
    (ScenePrompt(kind: .counting, parts: [crosses], wording: 2), "there are three small crosses"),
    (ScenePrompt(kind: .counting, parts: [crosses], wording: 3), "exactly three small crosses"),
    (ScenePrompt(kind: .colour, parts: [anchor]), "an orange anchor"),
    (ScenePrompt(kind: .colour, parts: [anchor], wording: 2), "an anchor in orange"),
    (
      ScenePrompt(
        kind: .colour, parts: [anchor],
        background: SceneBackground(
          pattern: .plain, colours: [.black], paints: [SceneColour.black.value]), wording: 3),
      "the anchor is orange, on a black background"
    ),
    (
      ScenePrompt(kind: .position, parts: [star, anchor], relation: .leftOf),
      "a star to the left of an orange anchor"
    ),
    (
      ScenePrompt(kind: .position, parts: [star, anchor], relation: .inside, wording: 2),
      "a star is inside an orange anchor"
    ),
    (
      ScenePrompt(kind: .position, parts: [anchor], corner: .topLeft, wording: 1),
      "in the top left corner is an orange anchor"
    ),
    (
      ScenePrompt(
        kind: .attribution,
        parts: [
          ScenePrompt.Part(thing: .shape(.star), colour: .red, size: .large), anchor,
        ], wording: 2),
      "the large star is red and the anchor is orange"
    ),
  ]

  @Test(arguments: [
    ("star", "stars"), ("cross", "crosses"), ("trophy", "trophies"), ("key", "keys"),
    ("box", "boxes"), ("brush", "brushes"),
  ])
  func nounsHaveTheirPlurals(_ one: String, _ several: String) {
    #expect(SceneThing(named: one).plural == several)
  }

  @Test(arguments: cases.indices)
  func promptsReadAsEnglish(_ index: Int) {
    var (prompt, text) = Self.cases[index]
    #expect(prompt.text == text + ", flat scene")
    prompt.namesStyle = false
    #expect(prompt.text == text)
  }

  @Test(arguments: SceneKind.allCases)
  func everyWordingFillsItsSlots(_ kind: SceneKind) {
    var prompt = ScenePrompt(
      kind: kind,
      parts: [ScenePrompt.Part(thing: .shape(.star), colour: .red), Self.anchor],
      relation: kind == .position ? .above : nil)
    for wording in prompt.wordings.indices {
      prompt.wording = wording
      #expect(prompt.text.contains("star"))
      #expect(!prompt.text.contains { "{}".contains($0) } && !prompt.text.contains("  "))
      #expect(prompt.text == prompt.text.lowercased())
    }
  }

  @Test func thereAreADozenWordingsAndMore() {
    let all = SceneKind.allCases.flatMap { kind in
      ScenePrompt(kind: kind, parts: [Self.star]).wordings
    }
    #expect(all.count >= 12)
  }
}
