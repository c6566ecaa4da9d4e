import ArgumentParser
import Evaluation
import Foundation
import Generation
import Imaging
import Scenes

/// `leon eval tasks`: all tasks about composed scenes, by their records.
struct EvalTasksCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tasks",
    abstract: "Have a model do the tasks that it is tuned on, and check what comes.",
    discussion: """
      Every answer and every picture is checked against the record of its scene,
      which shows a combination that training never shows. Beside pictures stands the
      ceiling: the true picture through the image tokenizer; beside words, what the
      commonest answer reaches.

      Right: captions name all objects and no false colour, long ones all places too;
      boxes from an IoU of 0.5 on; edits show the record after it, and are kept from
      25 dB outside of what was to change; pictures from lines, maps, depth and
      normals follow the figure from an IoU of 0.7 on, maps of pictures from a mean
      IoU of 0.7 on; 85 of 100 joints lie within 5 % of the side; letters are read
      back. The mean is that of places, things, IoUs, joints or letters. Ctrl-C tells
      what is there. A hundred samples of all tasks take leon-mini about eleven
      minutes on two busy cores.

      Examples:
        leon eval tasks --count 100 -o evaluation
        leon eval tasks --task scribble --task edges
      """)

  @Option(help: "How many of each task.")
  var count = 50
  @Option(
    help: ArgumentHelp(
      "A task (\(TaskEvaluation.tasks.map(\.argument).joined(separator: ", "))); may be repeated; "
        + "all unless given."))
  var task: [SceneTask] = []
  @Option(help: "Combinations that training never shows (unseen), or others (seen).")
  var combinations = SceneComposer.Split.unseen
  @OptionGroup var options: ComposedOptions

  private struct Report: Encodable {
    var model: String
    var modelHash: String
    var count: Int
    var seed: UInt64
    var combinations: SceneComposer.Split
    var scores: [TaskScore]
  }

  private static let samplesOnSheet = 12

  func validate() throws {
    try EvaluationOptions.check("--count", count, 10...10_000)
    if task.contains(.picture) {
      throw ValidationError(
        "--task picture is what 'leon eval scenes' counts, by kinds of prompts.")
    }
  }

  func run() throws {
    let catalog = try SceneCatalog(stickers: try Resources().path(of: "stickers"))
    let loaded = try options.model.load()
    guard Scene.canvases.contains(loaded.imageSide) else {
      throw SceneError.canvas(loaded.imageSide)
    }
    let tasks = task.isEmpty ? TaskEvaluation.tasks : task
    let composer = SceneComposer(catalog: catalog, canvas: loaded.imageSide)
    let evaluation = try TaskEvaluation(
      TaskWriter(composer, split: combinations),
      roundTrip: { loaded.decode(loaded.encode($0)) },
      worker: try TaskWorker(loaded, tasks, seed: options.seed).worker)
    let report = Report(
      model: loaded.name, modelHash: loaded.hash, count: count, seed: options.seed,
      combinations: combinations,
      scores: try scores(tasks, evaluation))
    try options.tell(
      "\(loaded.name) \(loaded.hash), \(combinations.rawValue) combinations, seed \(options.seed), "
        + "95 % intervals", Self.table(report.scores), report)
  }

  /// Scores as many tasks as there is patience for.
  private func scores(_ tasks: [SceneTask], _ evaluation: TaskEvaluation) throws -> [TaskScore] {
    Interruption.listen()
    var progress = ProgressLine(total: tasks.count * count, unit: "tasks")
    defer { progress.clear() }
    var (scores, done) = ([TaskScore](), 0)
    for task in tasks where !Interruption.isRequested {
      var samples: [TaskEvaluation.Sample] = []
      let score = try evaluation.score(
        task, count: count, seed: options.seed, until: { Interruption.isRequested }
      ) { sample in
        if samples.count < Self.samplesOnSheet { samples.append(sample) }
        done += 1
        progress.show(done)
      }
      if score.right.trials > 0 { scores.append(score) }
      try writeSheet(samples, task)
    }
    if Interruption.isRequested { Console.complain("stopped: this is what was done until then") }
    return scores
  }

  // MARK: what is told

  private static func table(_ scores: [TaskScore]) -> FigureTable {
    var table = FigureTable([
      "task", "samples", "right", "ceiling", "mean, %", "its ceiling", "kept", "commonest",
    ])
    for score in scores {
      let commonest = score.commonest.map { String(format: "%.1f %%", 100 * $0) }
      table.add([
        score.task.rawValue, "\(score.right.trials)", score.right.percent,
        score.ceiling?.percent ?? "", score.mean?.text(1, scale: 100) ?? "",
        score.ceilingMean?.text(1, scale: 100) ?? "", score.kept?.percent ?? "", commonest ?? "",
      ])
    }
    return table
  }

  /// What was given, the truth, and what came, with the words in a file beside.
  private func writeSheet(_ samples: [TaskEvaluation.Sample], _ task: SceneTask) throws {
    let rows = samples.map { sample in
      sample.document.pictures + (sample.drawn.map { [$0] } ?? [])
    }
    let labels = zip(samples, rows).flatMap { sample, row in
      row.dropFirst().map { _ in "" } + [Self.label(sample)]
    }
    let lines = samples.map { sample in
      sample.document.text + (sample.answer.map { " → \($0)" } ?? "")
    }
    let count = rows.first?.count ?? 0
    let parts = count == 1 ? ["given"] : ["given", "wanted", "drawn"].suffix(count)
    try options.write(
      "task-\(task.argument)", title: "\(task.rawValue): \(parts.joined(separator: ", "))", lines,
      columns: 6, rows.flatMap { $0 }, labels: labels)
  }

  private static func label(_ sample: TaskEvaluation.Sample) -> String {
    let verdict = sample.verdict.isRight ? "right" : "wrong"
    let share = sample.verdict.share.map { String(format: " %.0f %%", 100 * $0) } ?? ""
    return verdict + share + (sample.answer.map { ": \($0)" } ?? "")
  }
}

extension SceneTask: ExpressibleByArgument {
  /// As it is named on a command line, "soft-edges".
  var argument: String { rawValue.replacing(" ", with: "-") }

  /// Takes a name with hyphens or with spaces.
  public init?(argument: String) {
    self.init(rawValue: argument.replacing("-", with: " "))
  }

  /// All names.
  public static var allValueStrings: [String] { allCases.map(\.argument) }
}

extension SceneComposer.Split: ExpressibleByArgument {}
