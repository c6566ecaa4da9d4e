package import Imaging
package import Scenes
internal import Tensors

/// Has tasks about composed scenes done, and checks by their records what comes.
///
/// Scenes show combinations that training never shows, unless the writer is told otherwise; solids,
/// persons and words in letters are new ones.
package struct TaskEvaluation {
  /// What does the tasks.
  package struct Worker {
    /// The words of the answer in a document.
    package var answer: (TaskDocument) throws -> String
    /// The pictures behind the other segments of documents of one task, at most `batch` of them.
    package var draw: ([TaskDocument]) throws -> [Image]
    /// Whether a document can be asked for at all: many boxes in words may be too long.
    package var accepts: (TaskDocument) -> Bool

    /// Makes a worker, which accepts everything unless told otherwise.
    package init(
      answer: @escaping (TaskDocument) throws -> String,
      draw: @escaping ([TaskDocument]) throws -> [Image],
      accepts: @escaping (TaskDocument) -> Bool = { _ in true }
    ) {
      self.answer = answer
      self.draw = draw
      self.accepts = accepts
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
    /// What is thought of it.
    package var verdict: TaskVerdict
    /// What is thought of the true picture after the image tokenizer; nil for words.
    package var ceiling: TaskVerdict?
    /// Whether an edit left the rest of the picture alone; nil where there is no rest.
    package var isKept: Bool?
  }

  /// Tasks with a check: all but pictures from words, which `SceneEvaluation` counts by their kinds.
  package static let tasks = SceneTask.allCases.filter { $0 != .picture }

  /// Pictures that are drawn together.
  package static let batch = 16

  /// An edit leaves the rest alone where its peak signal-to-noise ratio reaches this, in dB.
  package static let keptRatio = 25.0

  private let writer: TaskWriter
  private let judge: TaskJudge
  private let roundTrip: (Image) -> Image
  private let worker: Worker

  /// Makes an evaluation.
  ///
  /// - Parameters:
  ///   - writer: of the tasks.
  ///   - roundTrip: sends a picture through the image tokenizer.
  ///   - worker: does the tasks.
  /// - Throws: `SceneError`.
  package init(
    _ writer: TaskWriter, roundTrip: @escaping (Image) -> Image, worker: Worker
  ) throws {
    self.writer = writer
    judge = try TaskJudge(writer, roundTrip: roundTrip)
    self.roundTrip = roundTrip
    self.worker = worker
  }

  /// Scores a task.
  ///
  /// - Parameters:
  ///   - task: one of `tasks`.
  ///   - count: how many, at least 1.
  ///   - seed: draws them.
  ///   - isStopped: asked before each batch.
  ///   - each: called with each of them.
  /// - Returns: the score of what was done until then.
  /// - Throws: `SceneError`, or what the worker throws.
  package func score(
    _ task: SceneTask, count: Int, seed: UInt64, until isStopped: () -> Bool = { false },
    each: (Sample) -> Void = { _ in }
  ) throws -> TaskScore {
    precondition(Self.tasks.contains(task) && count > 0, "\(count) of \(task)")
    var generator = SplitMix64(seed: seed)
    var samples: [Sample] = []
    while samples.count < count, !isStopped() {
      let documents = try (samples.count..<min(count, samples.count + Self.batch)).map { _ in
        try document(task, &generator)
      }
      let some = try self.samples(of: documents)
      some.forEach(each)
      samples += some
    }
    return TaskScore(task, of: samples)
  }

  /// A document whose answer is asked for as users ask: words before the picture, a picture behind all;
  /// others are written again.
  private func document(
    _ task: SceneTask, _ generator: inout SplitMix64
  ) throws -> TaskDocument {
    while true {
      let document = try writer.document(task, using: &generator)
      let isAskable = document.truth == nil || document.answer.segment == 0
      if isAskable, worker.accepts(document) { return document }
    }
  }

  private func samples(of documents: [TaskDocument]) throws -> [Sample] {
    guard documents[0].truth == nil else {
      return try documents.map { document in
        let answer = try worker.answer(document)
        return Sample(
          document: document, answer: answer, verdict: judge.verdict(on: answer, document))
      }
    }
    return try zip(documents, try worker.draw(documents)).map { document, drawn in
      Sample(
        document: document, drawn: drawn, verdict: try judge.verdict(on: drawn, document),
        ceiling: try judge.verdict(on: roundTrip(document.pictures.last ?? drawn), document),
        isKept: isKept(document, drawn))
    }
  }

  private func isKept(_ document: TaskDocument, _ drawn: Image) -> Bool? {
    guard case .edit(let before, let after) = document.record, document.task != .background else {
      return nil
    }
    let boxes = before.boxes(changedIn: after)
    return Self.ratio(roundTrip(document.pictures[0]), drawn, outside: boxes) >= Self.keptRatio
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
}

extension Scene {
  /// The boxes of objects that another scene has otherwise, with their borders.
  fileprivate func boxes(changedIn other: Scene) -> [PixelBox] {
    let changed =
      objects.filter { !other.objects.contains($0) }
      + other.objects.filter { !objects.contains($0) }
    return changed.map { $0.box.grown(by: canvas * 6 / 128) }
  }
}
