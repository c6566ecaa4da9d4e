import Imaging
import Scenes
import Tensors
import Testing

@Suite struct SceneReaderTests {
  private let catalog: SceneCatalog
  private let reader: SceneReader

  init() throws {
    catalog = try SceneStickers.catalog.get()
    reader = try SceneReader(catalog)
  }

  @Test(arguments: SceneSize.allCases)
  func everyThingIsFoundWithItsColourSizeAndBox(_ size: SceneSize) throws {
    for (number, thing) in catalog.things.enumerated() {
      let extent = try catalog.extent(of: thing, side: size.side(canvas: 128))
      let box = PixelBox(x: 30, y: 40, width: extent.width, height: extent.height)
      let colour = SceneColour.allCases[number % 9]
      let scene = Scene(
        canvas: 128, background: .plain(.white),
        objects: [.plain(thing, colour, box, size: size)])
      let reading = reader.reading(of: try scene.rendering(from: catalog).image)
      #expect(reading.background.colours == [.white] && reading.background.pattern == .plain)
      let found = try #require(reading.objects.first, "no \(thing.name)")
      #expect(reading.objects.count == 1)
      #expect(found.thing == thing && found.colour == colour, "\(thing.name): \(reading.text)")
      #expect(found.size == size && found.box.intersectionOverUnion(with: box) > 0.85)
    }
  }

  @Test(arguments: SceneKind.allCases, SceneComposer.Split.allCases)
  func whatWasComposedIsReadBack(_ kind: SceneKind, _ split: SceneComposer.Split) throws {
    let composer = SceneComposer(catalog: catalog, canvas: 128)
    var generator = SplitMix64(seed: 3)
    var misses: [String] = []
    for _ in 0..<10 {
      let composed = try composer.compose(kind, split, using: &generator)
      let reading = reader.reading(of: try composed.scene.rendering(from: catalog).image)
      if !composed.prompt.holds(in: reading) {
        misses.append("\(composed.prompt.text): \(reading.text)")
      }
    }
    #expect(misses.isEmpty, "\(misses)")
  }

  /// A red star left of a blue ring.
  private func starAndRing() throws -> SceneReading {
    let scene = Scene(
      canvas: 128, background: .plain(.white),
      objects: [
        .plain(.shape(.star), .red, PixelBox(x: 8, y: 40, width: 40, height: 40), size: .small),
        .plain(.shape(.ring), .blue, PixelBox(x: 70, y: 30, width: 52, height: 52)),
      ])
    return reader.reading(of: try scene.rendering(from: catalog).image)
  }

  @Test func aPromptDoesNotHoldWithAnythingElseInIt() throws {
    let reading = try starAndRing()
    let star = ScenePrompt.Part(thing: .shape(.star), colour: .red, size: .small)
    let ring = ScenePrompt.Part(thing: .shape(.ring), colour: .blue, size: .medium)
    func holds(_ a: ScenePrompt.Part, _ b: ScenePrompt.Part, _ relation: SceneRelation?) -> Bool {
      ScenePrompt(kind: .position, parts: [a, b], relation: relation).holds(in: reading)
    }
    #expect(holds(star, ring, .leftOf) && holds(ring, star, .rightOf) && holds(star, ring, nil))
    for relation in SceneRelation.allCases where relation != .leftOf {
      #expect(!holds(star, ring, relation), "\(relation)")
    }
    var other = star
    other.colour = .blue
    #expect(!holds(other, ring, nil))
    other = star
    other.size = .large
    #expect(!holds(other, ring, nil))
    other = star
    other.count = 2
    #expect(!holds(other, ring, nil))
    other = star
    other.thing = .shape(.heart)
    #expect(!holds(other, ring, nil))
    let onBlack = ScenePrompt(kind: .single, parts: [star], background: .plain(.black))
    #expect(!onBlack.holds(in: reading))
    #expect(!ScenePrompt(kind: .position, parts: [star], corner: .topRight).holds(in: reading))
  }

  @Test func aBlankPictureShowsNothing() {
    let reading = reader.reading(of: Image(width: 128, height: 128, fill: .white))
    #expect(reading.objects.isEmpty)
    #expect(reading.text == "nothing on a white background")
  }

  @Test func noiseAndBlotsAreNoThings() {
    var generator = SplitMix64(seed: 4)
    var image = Image(width: 64, height: 64, fill: .white)
    for at in image.pixels.indices where at % 4 != 3 {
      image.pixels[at] = UInt8.random(in: 0...255, using: &generator)
    }
    #expect(reader.reading(of: image).objects.allSatisfy { $0.thing == nil })
  }
}
