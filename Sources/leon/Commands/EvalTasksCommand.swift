import ArgumentParser
import Evaluation
import Foundation
import Generation
import Imaging
import Scenes
import Tokens

/// `leon eval tasks`: questions, captions, boxes and edits about composed scenes.
struct EvalTasksCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tasks",
    abstract: "Ask a model about composed scenes and have it edit them.",
    discussion: """
      Every answer is checked against the scene's record. Beside questions stands what the commonest
      answer reaches, beside edits the ceiling of the image tokenizer, and how many leave the rest of
      the picture alone (25 dB outside what was to change).

      Example:
        leon eval tasks --count 100 --task count -o evaluation
      """)

  @Option(help: "How many of each task.")
  var count = 50
  @Option(
    help: ArgumentHelp(
      "One task (\(TaskEvaluation.tasks.map(\.rawValue).joined(separator: ", "))); all unless given."
    )
  )
  var task: SceneTask?
  @Option(help: "The seed of scenes and pictures.")
  var seed: UInt64 = 2
  @Option(
    name: .shortAndLong, help: "Where a sheet of each kind of edit is written; none unless given.",
    completion: .directory)
  var output: String?
  @Flag(help: "Tell the figures as JSON.")
  var json = false
  @OptionGroup var model: ModelOptions

  private struct Report: Encodable {
    var model: String
    var count: Int
    var seed: UInt64
    var scores: [TaskScore]
  }

  func validate() throws {
    guard (10...10_000).contains(count) else {
      throw ValidationError("--count must be 10 to 10000, got \(count).")
    }
    if let task, !TaskEvaluation.tasks.contains(task) {
      throw ValidationError(
        "--task \(task.rawValue) has no check; there are "
          + "\(TaskEvaluation.tasks.map(\.rawValue).joined(separator: ", ")).")
    }
  }

  func run() throws {
    let catalog = try SceneCatalog(stickers: try Resources().path(of: "stickers"))
    let loaded = try model.load()
    guard Scene.canvases.contains(loaded.imageSide) else {
      throw SceneError.canvas(loaded.imageSide)
    }
    let evaluation = try TaskEvaluation(
      SceneComposer(catalog: catalog, canvas: loaded.imageSide),
      roundTrip: { loaded.decode(loaded.encode($0)) },
      worker: try SceneWorker(loaded, seed: seed).worker)
    let tasks = task.map { [$0] } ?? TaskEvaluation.tasks
    var progress = ProgressLine(total: tasks.count * count, unit: "tasks")
    var (scores, done) = ([TaskScore](), 0)
    for task in tasks {
      var edits: [TaskEvaluation.Sample] = []
      scores.append(
        try evaluation.score(task, count: count, seed: seed) { sample in
          if sample.drawn != nil, edits.count < 12 { edits.append(sample) }
          done += 1
          progress.show(done)
        })
      try writeSheet(edits, task)
    }
    progress.clear()
    try tell(
      Report(model: loaded.name, count: count, seed: seed, scores: scores))
  }

  private func tell(_ report: Report) throws {
    if json { return try Console.print(json: report) }
    Console.print("\(report.model), \(count) of each task, seed \(seed), 95 % intervals")
    Console.print(Self.line(["task", "right", "kept", "ceiling", "commonest answer"]))
    for score in report.scores {
      let commonest = score.commonest.map { String(format: "%.1f %%", 100 * $0) }
      Console.print(
        Self.line([
          score.task.rawValue, score.right.percent, score.kept?.percent ?? "",
          score.ceiling?.percent ?? "", commonest ?? "",
        ]))
    }
  }

  private static func line(_ columns: [String]) -> String {
    columns.map { $0.padding(toLength: max(18, $0.count), withPad: " ", startingAt: 0) }
      .joined(separator: " ")
  }

  /// Before, as it should be, and as drawn.
  private func writeSheet(_ samples: [TaskEvaluation.Sample], _ task: SceneTask) throws {
    guard let output, !samples.isEmpty else { return }
    var sheet = ContactSheet(columns: 6)
    sheet.title = "\(task.rawValue): before, wanted, drawn"
    let images = samples.flatMap { sample in
      sample.document.pictures + (sample.drawn.map { [$0] } ?? [])
    }
    let labels = samples.flatMap { ["", "", $0.isRight ? "right" : "wrong"] }
    let texts = samples.map { "\($0.document.text)\n" }.joined()
    let path = "\(output)/task-\(task.rawValue)"
    try OutputFile.write(
      try PNG.encode(sheet.image(of: images, labels: labels)), to: path + ".png")
    try OutputFile.write(Array(texts.utf8), to: path + ".txt")
  }
}

/// A model that does the tasks of scenes with the settings of the table of tasks.
private struct SceneWorker {
  private let model: LoadedModel
  private let words: Knobs
  private let edit: Knobs
  private let seed: UInt64

  init(_ model: LoadedModel, seed: UInt64) throws {
    self.model = model
    self.seed = seed
    words = try TaskFile.task("question").knobs ?? model.defaultKnobs
    edit = try TaskFile.task("edit").knobs ?? model.defaultKnobs
  }

  var worker: TaskEvaluation.Worker {
    TaskEvaluation.Worker(
      answer: { document in
        try model.infill(pieces(of: document), seed: Seed(seed), knobs: words)
      },
      draw: { document in
        let given = document.segments[..<document.answer.segment]
        guard case .words(let prompt) = given.last else {
          preconditionFailure("an edit without an instruction")
        }
        let request = try model.request(
          prompt.joined(separator: " "), behind: given.dropLast().map(segment),
          seed: Seed(seed), knobs: edit)
        let session = try model.session(request)
        while session.next() != nil {}
        return session.images()[0]
      })
  }

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

extension Proportion {
  /// "12.5 % (8-19)".
  var percent: String {
    String(
      format: "%.1f %% (%.0f-%.0f)", 100 * share, 100 * interval.lowerBound,
      100 * interval.upperBound)
  }
}

extension SceneTask: ExpressibleByArgument {}
