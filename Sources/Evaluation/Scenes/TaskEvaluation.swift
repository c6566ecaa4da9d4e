package import Imaging
package import Scenes
internal import Tensors

/// Has tasks about composed scenes done, and checks by their records what comes.
///
/// The scenes are other ones than training's where the seed is; their combinations are not.
package struct TaskEvaluation {
  /// What does the tasks.
  package struct Worker {
    /// The words of the answer in a document.
    package var answer: (TaskDocument) throws -> String
    /// The picture behind a document's other segments.
    package var draw: (TaskDocument) throws -> Image

    /// Makes a worker of both.
    package init(
      answer: @escaping (TaskDocument) throws -> String,
      draw: @escaping (TaskDocument) throws -> Image
    ) {
      self.answer = answer
      self.draw = draw
    }
  }

  /// A task and what came of it.
  package struct Sample {
    /// The task.
    package var document: TaskDocument
    /// What was answered; nil for a picture.
    package var answer: String?
    /// What was drawn; nil for words.
    package var drawn: Image?
    /// Whether it is right.
    package var isRight: Bool
  }

  /// Tasks with a check: captions, questions, boxes of things, edits.
  package static let tasks =
    [SceneTask.caption, .grounding] + SceneTask.Group.answers.tasks + SceneTask.Group.edits.tasks

  /// An edit leaves the rest alone where its peak signal-to-noise ratio reaches this, in dB.
  package static let keptRatio = 25.0

  private let writer: TaskWriter
  private let reader: SceneReader
  private let roundTrip: (Image) -> Image
  private let worker: Worker

  /// Makes an evaluation.
  ///
  /// - Parameters:
  ///   - composer: of the scenes.
  ///   - roundTrip: sends a picture through the image tokenizer.
  ///   - worker: does the tasks.
  /// - Throws: `SceneError`.
  package init(
    _ composer: SceneComposer, roundTrip: @escaping (Image) -> Image, worker: Worker
  ) throws {
    writer = TaskWriter(composer)
    reader = try SceneReader(composer.catalog)
    self.roundTrip = roundTrip
    self.worker = worker
  }

  /// Scores a task.
  ///
  /// - Parameters:
  ///   - task: one of `tasks`.
  ///   - count: how many, at least 1.
  ///   - seed: draws them.
  ///   - each: called with each of them.
  /// - Returns: the score.
  /// - Throws: `SceneError`, or what the worker throws.
  package func score(
    _ task: SceneTask, count: Int, seed: UInt64, each: (Sample) -> Void = { _ in }
  ) throws -> TaskScore {
    precondition(Self.tasks.contains(task) && count > 0, "\(count) of \(task)")
    var score = TaskScore(task)
    var generator = SplitMix64(seed: seed)
    var truths: [String: Int] = [:]
    for _ in 0..<count {
      let document = try document(task, &generator)
      if let truth = document.truth { truths[AnswerForm.normal(truth), default: 0] += 1 }
      each(try note(document, in: &score))
    }
    score.commonest = truths.values.max().map { Double($0) / Double(count) }
    return score
  }

  /// A document whose answer is asked for as users ask: words before the picture, an edit behind it.
  private func document(
    _ task: SceneTask, _ generator: inout SplitMix64
  ) throws -> TaskDocument {
    while true {
      let document = try writer.document(task, using: &generator)
      if task.group == .edits || document.answer.segment == 0 { return document }
    }
  }

  private func note(_ document: TaskDocument, in score: inout TaskScore) throws -> Sample {
    if case .edit(let before, let after) = document.record {
      return try noteEdit(document, before, after, in: &score)
    }
    let answer = try worker.answer(document)
    let isRight = document.isAnswered(by: answer)
    score.right.note(isRight)
    return Sample(document: document, answer: answer, isRight: isRight)
  }

  private func noteEdit(
    _ document: TaskDocument, _ before: Scene, _ after: Scene, in score: inout TaskScore
  ) throws -> Sample {
    let drawn = try worker.draw(document)
    let (old, new) = (roundTrip(document.pictures[0]), roundTrip(document.pictures[1]))
    let isRight = after.isShown(in: reader.reading(of: drawn), task: document.task)
    score.right.note(isRight)
    score.ceiling = score.ceiling ?? Proportion()
    score.ceiling?.note(after.isShown(in: reader.reading(of: new), task: document.task))
    if document.task != .background {
      score.kept = score.kept ?? Proportion()
      let ratio = Self.ratio(old, drawn, outside: before.boxes(changedIn: after))
      score.kept?.note(ratio >= Self.keptRatio)
    }
    return Sample(document: document, drawn: drawn, isRight: isRight)
  }

  /// The peak signal-to-noise ratio in dB of the pixels outside some boxes; infinite where none is.
  static func ratio(_ a: Image, _ b: Image, outside boxes: [PixelBox]) -> Double {
    precondition(a.width == b.width && a.height == b.height, "pictures of two sizes")
    var (sum, count) = (0.0, 0)
    for y in 0..<a.height {
      for x in 0..<a.width
      where !boxes.contains(where: { $0.contains(PixelBox(x: x, y: y, width: 1, height: 1)) }) {
        for channel in 0..<3 {
          let place = 4 * (y * a.width + x) + channel
          let difference = Double(a.pixels[place]) - Double(b.pixels[place])
          sum += difference * difference
        }
        count += 3
      }
    }
    return count == 0
      ? .infinity : peakSignalToNoise(meanSquaredError: sum / Double(count))
  }
}

extension TaskDocument {
  /// The words of the answer; nil for a picture.
  package var truth: String? {
    guard case .words(let pieces) = segments[answer.segment] else { return nil }
    return pieces[answer.piece]
  }

  /// Whether words answer it: a box within an IoU of 0.5, a caption that names every object and no
  /// colour that is not there, else the same words by the normal form of VQA.
  package func isAnswered(by words: String) -> Bool {
    switch record {
    case .box(let scene, let index):
      let box = PixelBox(corners: words, canvas: scene.canvas)
      return box.map { $0.intersectionOverUnion(with: scene.objects[index].box) >= 0.5 } ?? false
    case .scene(let scene) where task == .caption:
      let there = Set(scene.objects.map(\.colour) + scene.background.colours)
      return scene.objects.allSatisfy { words.contains($0.thing.name) }
        && SceneColour.allCases.allSatisfy { there.contains($0) || !words.contains($0.rawValue) }
    default:
      return AnswerForm.normal(words) == AnswerForm.normal(truth ?? "")
    }
  }
}

extension Scene {
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
          && $0.box.intersectionOverUnion(with: object.box) >= 0.5
          && (task != .resize || $0.size == object.size)
      }
      guard let place else { return false }
      rest.remove(at: place)
    }
    return true
  }

  /// The boxes of objects that another scene has otherwise, with their borders.
  fileprivate func boxes(changedIn other: Scene) -> [PixelBox] {
    let changed =
      objects.filter { !other.objects.contains($0) }
      + other.objects.filter { !objects.contains($0) }
    return changed.map { $0.box.grown(by: canvas * 6 / 128) }
  }
}
