private import Foundation
package import Imaging
package import Scenes

/// Says by the records of what was asked whether answers and pictures are right.
///
/// | task | right | share |
/// |---|---|---|
/// | from lines, maps, depth, normals | IoU ≥ 0.7 of what stands out with what was to | that IoU |
/// | segmentation | mean IoU of the picture's classes ≥ 0.7 | mean IoU over classes |
/// | pose | 85 of 100 joints within 5 % of the side | those joints |
/// | letters | the word | its letters, each in its place |
/// | boxes | IoU ≥ 0.5 of every thing | those things |
/// | caption | all objects, nothing else, no false colour | |
/// | long caption | the same, sizes and all places | true places |
/// | grounding | IoU ≥ 0.5 | |
/// | questions | the same answer by the normal form of VQA | |
/// | edits | ground and objects of the record after it, each with IoU ≥ 0.5 | |
package struct TaskJudge {
  private let writer: TaskWriter
  private let reader: SceneReader
  private let letters = LetterReader()
  private let maps: ClassMapReader
  private let shownMaps: ClassMapReader
  private let grammar: SceneGrammar

  /// From here on a figure counts as followed, and a map as right.
  static let followed = 0.7
  /// From here on a box counts as found.
  static let found = 0.5
  /// The share of a person's joints from which on the pose counts as right.
  static let posed = 0.85

  /// Makes a judge of what a writer writes.
  ///
  /// - Parameters:
  ///   - writer: of the tasks.
  ///   - roundTrip: sends a picture through the image tokenizer, whose colours maps are read by.
  /// - Throws: `SceneError`.
  package init(_ writer: TaskWriter, roundTrip: (Image) -> Image) throws {
    self.writer = writer
    reader = try SceneReader(writer.composer.catalog)
    maps = ClassMapReader(writer)
    shownMaps = ClassMapReader(writer, shownBy: roundTrip)
    grammar = SceneGrammar(writer.composer.catalog)
  }

  // MARK: words

  /// What is thought of words that answer a document.
  package func verdict(on words: String, _ document: TaskDocument) -> TaskVerdict {
    switch document.record {
    case .box(let scene, let index):
      let box = PixelBox(corners: words, canvas: scene.canvas)
      let overlap = box?.intersectionOverUnion(with: scene.objects[index].box)
      return TaskVerdict(overlap ?? 0 >= Self.found)
    case .scene(let scene) where document.task == .caption:
      return TaskVerdict(grammar.description(of: words)?.namesObjects(of: scene) ?? false)
    case .scene(let scene) where document.task == .longCaption:
      return longCaption(words, document, scene)
    default:
      let truth = Self.conclusion(of: document.truth ?? "")
      return TaskVerdict(AnswerForm.normal(Self.conclusion(of: words)) == AnswerForm.normal(truth))
    }
  }

  private func longCaption(
    _ words: String, _ document: TaskDocument, _ scene: Scene
  ) -> TaskVerdict {
    let truth = document.truth.flatMap(grammar.description)
    let told = grammar.description(of: words) ?? SceneDescription(named: [], background: nil)
    let places = truth.flatMap { told.truePlaces(besides: $0, in: scene) }
    var verdict = TaskVerdict(
      told.namesObjects(of: scene) && told.namesSizes(of: scene) && places ?? 1 == 1)
    verdict.share = places
    return verdict
  }

  /// What stands behind a reason; all of it where there is none.
  static func conclusion(of answer: String) -> String {
    let words = answer.lowercased()
    guard let reason = words.range(of: "the answer is", options: .backwards) else { return answer }
    return String(words[reason.upperBound...])
  }

  // MARK: pictures

  /// What is thought of a picture that answers a document.
  ///
  /// - Throws: `SceneError`.
  package func verdict(on picture: Image, _ document: TaskDocument) throws -> TaskVerdict {
    switch document.record {
    case .edit(_, let after):
      return TaskVerdict(after.isShown(in: reader.reading(of: picture), task: document.task))
    case .letters(let word): return verdict(onLetters: picture, word)
    case .figure(let figure):
      let joints = JointReader(figure).share(in: reader.figure(of: picture))
      return TaskVerdict(share: joints, rightFrom: Self.posed)
    case .solids(let solids): return followed(solids.mask(canvas: picture.width), in: picture)
    case .scene(let scene), .box(let scene, _), .question(let scene, _):
      return try verdict(on: picture, document, of: scene)
    }
  }

  private func verdict(
    on picture: Image, _ document: TaskDocument, of scene: Scene
  ) throws -> TaskVerdict {
    switch document.task {
    case .segmentation: return verdict(onMap: picture, document.pictures[1])
    case .boxes:
      let things = scene.placedThings(in: reader.reading(of: picture))
      return TaskVerdict(share: things, rightFrom: 1)
    default:
      let masks = try scene.rendering(from: writer.composer.catalog).masks
      return followed(masks.dropFirst().reduce(masks[0]) { $0.union(with: $1) }, in: picture)
    }
  }

  private func followed(_ wanted: PixelMask, in picture: Image) -> TaskVerdict {
    TaskVerdict(
      share: reader.figure(of: picture).intersectionOverUnion(with: wanted),
      rightFrom: Self.followed)
  }

  private func verdict(onLetters picture: Image, _ word: String) -> TaskVerdict {
    let read = letters.word(in: picture) ?? ""
    let same = zip(read, word).count { $0 == $1 }
    return TaskVerdict(
      share: read.count == word.count ? Double(same) / Double(word.count) : 0, rightFrom: 1)
  }

  private func verdict(onMap map: Image, _ truth: Image) -> TaskVerdict {
    let tally = ClassTally(
      wanted: maps.classes(of: truth), found: shownMaps.classes(of: map),
      classCount: maps.classCount)
    var verdict = TaskVerdict(
      share: ClassTally.meanIntersectionOverUnion([tally]), rightFrom: Self.followed)
    verdict.tally = tally
    return verdict
  }
}

extension [ShadedSolid] {
  /// The pixels of all of them.
  fileprivate func mask(canvas: Int) -> PixelMask {
    PixelMask(
      width: canvas, height: canvas,
      bits: (0..<canvas * canvas).map { at in
        contains { $0.normal(x: at % canvas, y: at / canvas) != nil }
      })
  }
}

extension PixelMask {
  fileprivate func union(with other: PixelMask) -> PixelMask {
    PixelMask(width: width, height: height, bits: zip(bits, other.bits).map { $0 || $1 })
  }
}

extension Scene {
  /// The share of the objects whose thing is found within their box; each that is found counts once.
  fileprivate func placedThings(in reading: SceneReading) -> Double {
    var rest = reading.objects
    let placed = objects.count { object in
      let place = rest.firstIndex {
        $0.thing == object.thing
          && $0.box.intersectionOverUnion(with: object.box) >= TaskJudge.found
      }
      if let place { rest.remove(at: place) }
      return place != nil
    }
    return Double(placed) / Double(objects.count)
  }

  /// Whether a reading has this ground and these objects, each in its place; for a resizing, of its size.
  fileprivate func isShown(in reading: SceneReading, task: SceneTask) -> Bool {
    guard reading.objects.count == objects.count,
      reading.background.pattern == background.pattern,
      reading.background.colours == background.colours
    else { return false }
    var rest = reading.objects
    for object in objects {
      let place = rest.firstIndex {
        $0.thing == object.thing && $0.colour == object.colour
          && $0.box.intersectionOverUnion(with: object.box) >= TaskJudge.found
          && (task != .resize || $0.size == object.size)
      }
      guard let place else { return false }
      rest.remove(at: place)
    }
    return true
  }
}
