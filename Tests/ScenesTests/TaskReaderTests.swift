import Imaging
import Scenes
import Tensors
import Testing

/// Letters, joints, maps and figures are read off the pictures that tasks want, and off no others.
@Suite struct TaskReaderTests {
  // MARK: letters

  @Test func everyLetterIsReadBack() {
    let sheet = LetterSheet(canvas: 128, ground: .white, ink: SceneColour.blue.value)
    let reader = LetterReader()
    for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789" {
      #expect(reader.word(in: sheet.image(of: String(letter))) == String(letter))
    }
    for word in ["I1", "O0Q", "WIN", "8B", "B88", "IL1", "LEO", "42"] {
      #expect(reader.word(in: sheet.image(of: word)) == word)
    }
  }

  @Test func lettersAreReadInAllColoursAndALittleAside() throws {
    var generator = SplitMix64(seed: 2)
    let reader = LetterReader()
    for _ in 0..<40 {
      let document = try HandMade.writer.document(.letters, using: &generator)
      guard case .letters(let word) = document.record else { continue }
      let picture = document.pictures[0]
      #expect(reader.word(in: picture) == word)
      #expect(reader.word(in: picture.shifted(3, -5)) == word)
    }
  }

  @Test func picturesWithoutLettersHaveNoWord() throws {
    let reader = LetterReader()
    #expect(reader.word(in: Image(width: 128, height: 128, fill: .white)) == nil)
    let scene = try HandMade.scene.rendering(from: .shapes).image
    #expect(reader.word(in: scene) == nil)
  }

  // MARK: joints

  private func figure(_ action: StickFigure.Action, seed: UInt64 = 6) -> StickFigure {
    var generator = SplitMix64(seed: seed)
    return StickFigure(action, using: &generator)
  }

  @Test(arguments: StickFigure.Action.allCases)
  func jointsAreFoundOnTheirPersonUpToTheTolerance(_ action: StickFigure.Action) {
    let figure = figure(action)
    let silhouette = figure.silhouette(canvas: 128)
    let reader = JointReader(figure)
    #expect(reader.share(in: silhouette) == 1)
    #expect(reader.share(in: silhouette.shifted(4, 4)) == 1)
    #expect(reader.share(in: silhouette.shifted(8, 6)) <= 0.4)
    #expect(reader.share(in: PixelMask(width: 128, height: 128)) == 0)
    let full = PixelMask(width: 128, height: 128, bits: .init(repeating: true, count: 128 * 128))
    #expect(reader.share(in: full) < 0.5)
  }

  @Test func anotherPoseHasFewOfTheJoints() {
    let all = StickFigure.Action.allCases
    let shares = zip(all, all.dropFirst() + all.prefix(1)).map { wanted, drawn in
      JointReader(figure(wanted)).share(in: figure(drawn, seed: 7).silhouette(canvas: 128))
    }
    #expect(shares.reduce(0, +) / Double(shares.count) < 0.3, "\(shares)")
  }

  @Test func anArmThatIsRaisedInsteadCostsItsJoints() {
    let share = JointReader(figure(.waving)).share(in: figure(.standing).silhouette(canvas: 128))
    #expect(share < 0.95)
  }

  // MARK: maps and figures

  @Test func theColoursOfAMapAreItsClasses() throws {
    let reader = ClassMapReader(HandMade.writer)
    let rendering = try HandMade.scene.rendering(from: .shapes)
    let classes = reader.classes(
      of: HandMade.writer.segmentationMap(of: HandMade.scene, rendering))
    let things = SceneCatalog.shapes.things
    let square = 1 + (things.firstIndex(of: .shape(.square)) ?? 0)
    let circle = 1 + (things.firstIndex(of: .shape(.circle)) ?? 0)
    #expect(reader.classCount == things.count + 1)
    for (at, found) in classes.enumerated() {
      let wanted = rendering.masks[0].bits[at] ? square : rendering.masks[1].bits[at] ? circle : 0
      if found != wanted { Issue.record("\(found) for \(wanted) at \(at)") }
    }
  }

  @Test(arguments: [SceneTask.scribble, .normals, .pose])
  func whatStandsOutIsTheRecordsFigure(_ task: SceneTask) throws {
    let reader = try SceneReader(.shapes)
    var generator = SplitMix64(seed: 8)
    for _ in 0..<12 {
      let document = try HandMade.writer.document(task, using: &generator)
      let wanted =
        switch document.record {
        case .figure(let figure): figure.silhouette(canvas: 128)
        case .solids(let solids):
          PixelMask(
            width: 128, height: 128,
            bits: (0..<128 * 128).map { at in
              solids.contains { $0.normal(x: at % 128, y: at / 128) != nil }
            })
        case .scene(let scene):
          PixelMask(
            width: 128, height: 128,
            bits: try union(scene.rendering(from: .shapes).masks.map(\.bits)))
        default: PixelMask(width: 128, height: 128)
        }
      let found = reader.figure(of: document.pictures[1])
      #expect(found.intersectionOverUnion(with: wanted) > 0.9, "\(document.text)")
    }
  }

  /// Whether any of several masks has a pixel.
  private func union(_ masks: [[Bool]]) -> [Bool] {
    masks[0].indices.map { at in masks.contains { $0[at] } }
  }
}

extension Image {
  /// Moved, with the border's pixels drawn out.
  fileprivate func shifted(_ dx: Int, _ dy: Int) -> Image {
    var result = self
    for y in 0..<height {
      for x in 0..<width {
        let (column, row) = (min(width - 1, max(0, x - dx)), min(height - 1, max(0, y - dy)))
        let (to, from) = (4 * (y * width + x), 4 * (row * width + column))
        result.pixels.replaceSubrange(to..<to + 4, with: pixels[from..<from + 4])
      }
    }
    return result
  }
}

extension PixelMask {
  fileprivate func shifted(_ dx: Int, _ dy: Int) -> PixelMask {
    var result = PixelMask(width: width, height: height)
    for (at, isSet) in bits.enumerated() where isSet {
      let (x, y) = (at % width + dx, at / width + dy)
      if (0..<width).contains(x), (0..<height).contains(y) { result.bits[y * width + x] = true }
    }
    return result
  }
}
