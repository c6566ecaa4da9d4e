import Imaging
import Scenes
import Tensors
import Testing

@Suite struct SceneComposerTests {
  private func composer(_ canvas: Int = 128) throws -> SceneComposer {
    SceneComposer(catalog: try SceneStickers.catalog.get(), canvas: canvas)
  }

  @Test func oneSeedComposesOneSeriesOfScenes() throws {
    func series(_ seed: UInt64) throws -> [SceneComposer.Composed] {
      var generator = SplitMix64(seed: seed)
      return try SceneKind.allCases.map { try composer().compose($0, .seen, using: &generator) }
    }
    #expect(try series(1) == series(1))
    #expect(try series(1) != series(2))
  }

  @Test(arguments: SceneKind.allCases)
  func trainingNeverSeesAHeldOutCombination(_ kind: SceneKind) throws {
    var generator = SplitMix64(seed: 5)
    for _ in 0..<150 {
      let scene = try composer().compose(kind, .seen, using: &generator).scene
      #expect(!scene.combinations.contains { $0.isHeldOut })
    }
  }

  @Test(arguments: 1...4)
  func neitherDoScenesOfManyThings(_ count: Int) throws {
    var generator = SplitMix64(seed: 6)
    for _ in 0..<60 {
      let scene = try composer().scene(of: count, using: &generator)
      #expect(scene.objects.count == count)
      #expect(!scene.combinations.contains { $0.isHeldOut })
    }
  }

  @Test(arguments: SceneKind.allCases)
  func testsAskForAHeldOutCombinationThatThePromptSays(_ kind: SceneKind) throws {
    var generator = SplitMix64(seed: 7)
    for _ in 0..<50 {
      let composed = try composer().compose(kind, .unseen, using: &generator)
      let (parts, prompt) = (composed.prompt.parts, composed.prompt)
      let said: [SceneCombination] =
        switch kind {
        case .single: [.ground(try #require(prompt.background).colours[0], parts[0].thing)]
        case .two: [.pair(parts[0].thing, parts[1].thing)]
        case .counting: [.four(parts[0].thing)]
        case .colour, .attribution:
          try parts.map { .colour(try #require($0.colour), $0.thing) }
        case .position:
          [.relation(parts[0].thing, try #require(prompt.relation), parts[1].thing)]
        }
      #expect(said.contains { $0.isHeldOut }, "\(prompt.text)")
    }
  }

  @Test func aCombinationIsHeldOutWhicheverWayItIsSaid() throws {
    let things = try SceneStickers.catalog.get().things
    for a in things {
      for b in things where a != b {
        for relation in [SceneRelation.leftOf, .above] {
          let inverse = try #require(relation.inverse)
          #expect(
            SceneCombination.relation(a, relation, b).isHeldOut
              == SceneCombination.relation(b, inverse, a).isHeldOut)
        }
        #expect(
          SceneCombination.pair(a, b).isHeldOut == SceneCombination.pair(b, a).isHeldOut)
      }
    }
  }

  @Test func aboutFifteenOfAHundredAreHeldOutAndEveryPartIsSeen() throws {
    let things = try SceneStickers.catalog.get().things
    var heldOut = 0
    for thing in things {
      let colours = SceneColour.allCases.filter { SceneCombination.colour($0, thing).isHeldOut }
      heldOut += colours.count
      #expect(colours.count < 7, "\(thing.name) is seen in too few colours")
    }
    let share = Double(heldOut) / Double(things.count * SceneColour.allCases.count)
    #expect((0.1...0.2).contains(share), "\(share)")
    let fours = things.count { SceneCombination.four($0).isHeldOut }
    #expect((2...9).contains(fours), "\(fours) of \(things.count) things")
  }

  @Test(arguments: [64, 128])
  func atLeastNineTenthsOfEveryObjectAreSeen(_ canvas: Int) throws {
    let composer = try composer(canvas)
    var generator = SplitMix64(seed: 8)
    for _ in 0..<60 {
      let scene = try composer.scene(of: 4, using: &generator)
      let seen = try scene.rendering(from: composer.catalog).masks.map(\.count)
      for (object, seen) in zip(scene.objects, seen) {
        let alone = Scene(canvas: canvas, background: scene.background, objects: [object])
        let whole = try alone.rendering(from: composer.catalog).masks[0].count
        #expect(seen * 10 >= whole * 9, "\(object.thing.name): \(seen) of \(whole)")
      }
    }
  }

  @Test func namedRelationsCountsAndCornersHoldInTheRecord() throws {
    var generator = SplitMix64(seed: 9)
    for _ in 0..<100 {
      let placed = try composer().compose(.position, .seen, using: &generator)
      let boxes = placed.prompt.parts.compactMap { part in
        placed.scene.objects.first { $0.thing == part.thing }?.box
      }
      if let relation = placed.prompt.relation {
        #expect(relation.holds(boxes[0], to: boxes[1]), "\(placed.prompt.text)")
      } else {
        #expect(try #require(placed.prompt.corner).holds(boxes[0], canvas: 128))
      }
      let counted = try composer().compose(.counting, .seen, using: &generator)
      #expect(counted.scene.objects.count == counted.prompt.parts[0].count)
    }
  }
}
