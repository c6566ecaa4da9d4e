import Evaluation
import Generation
import Imaging
import Scenes
import Tokens

/// A model that does the tasks of scenes, with the settings of the table of tasks.
final class TaskWorker {
  private let model: LoadedModel
  private let knobs: [SceneTask: Knobs]
  private let seed: Seed
  /// Of the next picture.
  private var next: Seed

  /// Looks up the settings of tasks.
  ///
  /// - Throws: `RunError.task` for one that the table lacks, or an error of its file.
  init(_ model: LoadedModel, _ tasks: [SceneTask], seed: UInt64) throws {
    self.model = model
    self.seed = Seed(seed)
    next = Seed(seed)
    let settings = try tasks.map { task in
      (task, try TaskFile.task(task.template).knobs ?? model.defaultKnobs)
    }
    knobs = Dictionary(settings) { first, _ in first }
  }

  /// What an evaluation wants of it.
  var worker: TaskEvaluation.Worker {
    TaskEvaluation.Worker(answer: answer, draw: drawn, accepts: accepts)
  }

  /// Whether the words in front of a picture that is drawn are no longer than the model takes.
  private func accepts(_ document: TaskDocument) -> Bool {
    guard document.truth == nil,
      case .words(let pieces) = document.segments[..<document.answer.segment].last
    else { return true }
    return model.tokenCount(pieces.joined(separator: " ")) <= model.promptLimit
  }

  private func answer(_ document: TaskDocument) throws -> String {
    try model.infill(pieces(of: document), seed: seed, knobs: knobs(document.task))
  }

  private func drawn(_ documents: [TaskDocument]) throws -> [Image] {
    let requests = try documents.map { document in
      defer { next = next.advanced(by: 1) }
      var given = document.segments[..<document.answer.segment].map(segment)
      var prompt = ""
      if case .text(let words) = given.last {
        prompt = words
        given.removeLast()
      }
      return try model.request(
        prompt, behind: given, seed: next, knobs: knobs(document.task))
    }
    return try draw(requests, model: model) { _ in }.map(model.decode)
  }

  private func knobs(_ task: SceneTask) -> Knobs { knobs[task] ?? model.defaultKnobs }

  private func segment(_ segment: TaskDocument.Segment) -> Segment {
    switch segment {
    case .words(let pieces): .text(pieces.joined(separator: " "))
    case .picture(let image): .image(model.encode(image))
    }
  }

  private func pieces(of document: TaskDocument) -> [[FilledTask.Piece]] {
    document.segments.enumerated().map { number, segment in
      switch segment {
      case .words(let pieces):
        pieces.enumerated().map { piece, words in
          document.answer == .init(segment: number, piece: piece) ? .mask : .words(words)
        }
      case .picture(let image): [.picture(model.encode(image))]
      }
    }
  }
}

extension SceneTask {
  /// Its name in the table of tasks.
  fileprivate var template: String {
    switch group {
    case .edits: "edit"
    case .answers: self == .twoStep ? "question-in-steps" : "question"
    default: rawValue.replacing(" ", with: "-")
    }
  }
}
