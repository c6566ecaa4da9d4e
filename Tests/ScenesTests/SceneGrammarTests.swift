import Scenes
import Tensors
import Testing

@Suite struct SceneGrammarTests {
  private func parts() throws -> (SceneComposer, SceneGrammar) {
    let catalog = try SceneStickers.catalog.get()
    return (SceneComposer(catalog: catalog, canvas: 128), SceneGrammar(catalog))
  }

  private let red = ScenePrompt.Part(thing: .shape(.star), colour: .red)
  private let key = ScenePrompt.Part(thing: .shape(.ring), colour: .blue, size: .small)

  private func read(_ text: String) -> SceneDescription? {
    SceneGrammar(.shapes).description(of: text)
  }

  @Test(arguments: SceneKind.allCases, SceneComposer.Split.allCases)
  func everyWordingOfEveryPromptIsRead(
    _ kind: SceneKind, _ split: SceneComposer.Split
  ) throws {
    let (composer, grammar) = try parts()
    var generator = SplitMix64(seed: 5)
    for _ in 0..<60 {
      let composed = try composer.compose(kind, split, using: &generator)
      let prompt = composed.prompt
      let read = grammar.description(of: prompt.text)
      #expect(read?.named.map(\.part) == prompt.parts, "\(prompt.text)")
      #expect(read?.background?.pattern == prompt.background?.pattern, "\(prompt.text)")
      #expect(read?.background?.colours == prompt.background?.colours, "\(prompt.text)")
      #expect(read?.namesObjects(of: composed.scene) == true, "\(prompt.text)")
      let hasPlace = prompt.relation != nil || prompt.corner != nil
      #expect(
        read.flatMap { $0.truePlaces(besides: $0, in: composed.scene) } == (hasPlace ? 1 : nil),
        "\(prompt.text)")
    }
  }

  @Test(arguments: SceneComposer.Split.allCases)
  func captionsOfScenesAreTrueOfThem(_ split: SceneComposer.Split) throws {
    let (composer, grammar) = try parts()
    var (generator, places) = (SplitMix64(seed: 6), 0)
    for number in 0..<120 {
      let scene = try composer.scene(of: 1 + number % 4, split, using: &generator)
      let short = grammar.description(of: scene.caption)
      #expect(short?.namesObjects(of: scene) == true, "\(scene.caption)")
      let long = grammar.description(of: scene.longCaption)
      #expect(long?.namesObjects(of: scene) == true, "\(scene.longCaption)")
      #expect(long?.namesSizes(of: scene) == true, "\(scene.longCaption)")
      let share = long.flatMap { $0.truePlaces(besides: $0, in: scene) }
      #expect(share ?? 1 == 1, "\(scene.longCaption)")
      places += share == nil ? 0 : 1
    }
    #expect(places > 100)
  }

  @Test func whatIsSaidOfAnObjectGoesWithIt() throws {
    let scene = try #require(
      read(
        "a red star in the middle, a small blue ring to the left of the star, all on a red to "
          + "grey gradient background, flat scene"))
    #expect(scene.named.map(\.part) == [red, key])
    #expect(scene.named[0].location == .cell(SceneCell(row: 1, column: 1)))
    #expect(scene.named[1].location == .relation(.leftOf, to: .init(thing: .shape(.star))))
    #expect(scene.background?.pattern == .gradient && scene.background?.colours == [.red, .grey])
    let corner = read("in the top left corner is a star in red.")
    #expect(corner?.named == [.init(red, .cell(SceneCell(row: 0, column: 0)))])
    let both = read("the small ring is blue and the star is red")
    #expect(both?.named.map(\.part) == [key, red])
  }

  @Test(arguments: [
    "", "star", "a red", "a red star on", "a star on a red", "two star", "a stars",
    "a star on a red and white background", "a star is", "a star is nice", "a star in the bin",
    "a star a ring", "a key", "a star on a red background and a ring", "a star inside",
  ])
  func whatIsNoSuchSentenceIsNotRead(_ text: String) { #expect(read(text) == nil) }

  @Test(arguments: [
    ("a red square and a blue circle", true, 0.0),
    ("a red square and a blue circle to the right of the square", true, 1),
    ("a red square to the left of the circle and a blue circle on the right", true, 1),
    ("a red square to the right of the circle and a blue circle", true, 0),
    ("a red square on the left and a blue circle on the left", true, 0.5),
    ("a red square and a blue circle to the right of the star", true, 0),
    ("a blue square to the left of the circle and a blue circle", false, 0),
    ("a square and a circle on a white background", true, 0),
    ("a square and a circle on a grey background", false, 0),
    ("a red square", false, 0),
    ("a red square, a blue circle and a blue circle", false, 0),
    ("two red squares and a blue circle", false, 0),
  ])
  func falseWordsAreFound(_ text: String, _ isNamed: Bool, _ places: Double) throws {
    let description = try #require(read(text))
    #expect(description.namesObjects(of: HandMade.scene) == isNamed)
    let truth = try #require(read("a red square and a blue circle to the right of the square"))
    #expect(description.truePlaces(besides: truth, in: HandMade.scene) == places)
  }

  @Test func falseSizesAreFound() throws {
    let small = try #require(read("a small red square and a blue circle"))
    let large = try #require(read("a large red square and a blue circle"))
    #expect(small.namesSizes(of: HandMade.scene) && !large.namesSizes(of: HandMade.scene))
  }
}
