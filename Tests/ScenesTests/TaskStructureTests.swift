import Imaging
import Scenes
import Tensors
import Testing

@Suite struct TaskStructureTests {
  private func rendering() throws -> SceneRendering { try HandMade.scene.rendering(from: .shapes) }

  @Test func cornersAreThoseOfTheBoxWhateverTheSize() throws {
    #expect(HandMade.square.corners(canvas: 128) == "(32, 88) -> (111, 167)")
    #expect(
      PixelBox(x: 8, y: 22, width: 20, height: 20).corners(canvas: 64) == "(32, 88) -> (111, 167)")
    let whole = PixelBox(x: 0, y: 0, width: 128, height: 128)
    #expect(whole.corners(canvas: 128) == "(0, 0) -> (255, 255)")
    var generator = SplitMix64(seed: 1)
    for canvas in [64, 128] {
      for _ in 0..<200 {
        let (x, y) = (
          Int.random(in: 0..<canvas, using: &generator),
          Int.random(in: 0..<canvas, using: &generator)
        )
        let box = PixelBox(
          x: x, y: y, width: Int.random(in: 1...canvas - x, using: &generator),
          height: Int.random(in: 1...canvas - y, using: &generator))
        #expect(PixelBox(corners: box.corners(canvas: canvas), canvas: canvas) == box)
      }
    }
  }

  @Test(arguments: [
    "", "(1, 2) -> (3)", "(1, 2) -> (300, 4)", "(9, 2) -> (3, 4)", "(1, 2) -> (3, 4, 5)",
  ])
  func cornersThatAreNoneAreRefused(_ words: String) {
    #expect(PixelBox(corners: words, canvas: 128) == nil)
  }

  @Test func boxesAreWrittenInThePapersWordsAndOurs() throws {
    let texts = Set(try HandMade.documents(.boxes).map(\.text))
    let boxes = ["square at (32, 88) -> (111, 167)", "circle at (144, 88) -> (223, 167)"]
    #expect(
      texts.contains(
        "Generate high quality image of \(HandMade.scene.caption) with segmentations "
          + boxes.joined(separator: ", ") + " ¦ ▢"))
    #expect(texts.count >= 4 && texts.allSatisfy { $0.contains("(144, 88) -> (223, 167)") })
    let grounded = try HandMade.documents(.grounding)
    for document in grounded {
      let isOfCircle = document.asked.contains("circle")
      #expect(
        document.answerWords
          == (isOfCircle ? HandMade.circle : HandMade.square).corners(canvas: 128))
    }
    #expect(Set(grounded.map(\.answer.segment)) == [0, 1])
  }

  @Test func theSegmentationMapHasOneColourAClass() throws {
    let map = HandMade.writer.segmentationMap(of: HandMade.scene, try rendering())
    let classes = [SceneThing.shape(.square), .shape(.circle)].map {
      HandMade.writer.classColour(of: $0)
    }
    #expect(classes[0] != classes[1])
    func has(_ x: Int, _ y: Int, _ color: Image.Color) -> Bool {
      map.rgb(x, y) == [color.red, color.green, color.blue]
    }
    #expect(has(16, 44, classes[0]) && has(55, 83, classes[0]) && has(92, 64, classes[1]))
    #expect(has(15, 44, .black) && has(56, 83, .black) && has(73, 45, .black))
    let own = map.pixels.indices.filter { $0 % 4 == 0 }.count {
      map.pixels[$0..<$0 + 3].elementsEqual([classes[0].red, classes[0].green, classes[0].blue])
    }
    #expect(own == 1600)
  }

  @Test func everyClassHasAColourOfItsOwn() throws {
    let catalog = try SceneStickers.catalog.get()
    let writer = TaskWriter(SceneComposer(catalog: catalog, canvas: 128))
    let colours = Set(catalog.things.map { writer.classColour(of: $0) })
    #expect(colours.count == catalog.things.count && !colours.contains(.black))
  }

  @Test func edgesLieOnTheBordersOfForms() throws {
    let filter = EdgeFilter(try rendering().image)
    for y in 50..<80 {
      let line = (0..<64).filter { filter.isEdge($0, y) }
      #expect(line == [15, 16, 55, 56], "\(line)")
    }
    let soft = filter.softEdges
    #expect(
      soft.rgb(16, 60)[0] > 60 && soft.rgb(36, 64) == [0, 0, 0] && soft.rgb(4, 4) == [0, 0, 0])
    let hard = filter.edges
    #expect(hard.rgb(16, 60) == [255, 255, 255] && hard.rgb(36, 64) == [0, 0, 0])
  }

  @Test func outlinesAreBordersAndScribblesLieNearThem() throws {
    var generator = SplitMix64(seed: 1)
    let mask = try rendering().masks[0]
    #expect(Outline.border(of: mask).count == 4 * 39)
    let outline = Outline(of: [mask], shake: 0, &generator).image
    #expect(outline.rgb(16, 60) == [0, 0, 0] && outline.rgb(17, 60) == [0, 0, 0])
    #expect(outline.rgb(15, 60) == [255, 255, 255] && outline.rgb(19, 60) == [255, 255, 255])
    let scribble = Outline(of: [mask], shake: 3, &generator).image
    #expect(scribble != outline)
    for y in 0..<128 {
      for x in 0..<128 where scribble.rgb(x, y) == [0, 0, 0] {
        let isNear = HandMade.square.grown(by: 4).contains(
          PixelBox(x: x, y: y, width: 1, height: 1))
        let isFar = HandMade.square.grown(by: -6).contains(
          PixelBox(x: x, y: y, width: 1, height: 1))
        if !isNear || isFar { Issue.record("a dot at \(x), \(y)") }
      }
    }
  }

  @Test func whatIsInFrontIsLighter() throws {
    let depth = HandMade.writer.depth(of: HandMade.scene, try rendering())
    #expect(depth.rgb(0, 0) == [0, 0, 0])
    #expect(depth.rgb(30, 60) == [167, 167, 167] && depth.rgb(92, 64) == [255, 255, 255])
  }

  @Test(arguments: ShadedSolid.Kind.allCases)
  func normalsHaveLengthOneAndLookToTheViewer(_ kind: ShadedSolid.Kind) throws {
    let solid = ShadedSolid(
      kind: kind, colour: .red, paint: SceneColour.red.value,
      box: PixelBox(x: 20, y: 20, width: 40, height: 40))
    var seen = 0
    for y in 0..<80 {
      for x in 0..<80 {
        guard let normal = solid.normal(x: x, y: y) else { continue }
        seen += 1
        let isSound = abs((normal * normal).sum() - 1) < 1e-9 && normal.z >= 0
        if !isSound { Issue.record("\(normal) at \(x), \(y)") }
      }
    }
    #expect((600...1600).contains(seen), "\(seen)")
    // The light comes from the upper left.
    let image = ShadedSolid.picture([solid], canvas: 128, ground: .white)
    #expect(image.rgb(33, 42)[0] > image.rgb(50, 42)[0])
  }

  @Test(arguments: StickFigure.Action.allCases)
  func everyActionIsInThePictureWithItsBodyOnTheJoints(_ action: StickFigure.Action) {
    var generator = SplitMix64(seed: 6)
    let figure = StickFigure(action, using: &generator)
    #expect(figure.joints.count == 13)
    let person = figure.person(canvas: 128, paint: SceneColour.red.value, ground: .white)
    let skeleton = figure.skeleton(canvas: 128)
    for joint in figure.joints {
      #expect((0.1...0.9).contains(joint.x) && (0.1...0.9).contains(joint.y), "\(action)")
      let (x, y) = (Int(joint.x * 128), Int(joint.y * 128))
      #expect(person.rgb(x, y) == [214, 36, 40])
      #expect(skeleton.rgb(x, y) != [0, 0, 0])
    }
  }

  @Test func thereAreEighteenActionsThatDiffer() {
    var generator = SplitMix64(seed: 6)
    let figures = StickFigure.Action.allCases.map { StickFigure($0, using: &generator) }
    #expect(figures.count == 18)
    #expect(Set(figures.map { $0.skeleton(canvas: 64) }).count == 18)
  }

  @Test func lettersAreTheFontsInTheMiddle() throws {
    let image = LetterSheet(canvas: 128, ground: .white, ink: .black).image(of: "A7")
    let bits = "A7".reduce(0) { sum, letter in
      sum + BitmapFont.rows(of: letter).reduce(0) { $0 + $1.nonzeroBitCount }
    }
    let black = stride(from: 0, to: image.pixels.count, by: 4).count { image.pixels[$0] == 0 }
    #expect(black == bits * 36)
    #expect((0..<128).allSatisfy { image.rgb(20, $0) == [255, 255, 255] })
    var generator = SplitMix64(seed: 1)
    for _ in 0..<20 {
      let document = try HandMade.writer.document(.letters, using: &generator)
      guard case .letters(let word) = document.record else { continue }
      #expect((1...3).contains(word.count) && document.text.contains("\"\(word)\""))
    }
  }
}
