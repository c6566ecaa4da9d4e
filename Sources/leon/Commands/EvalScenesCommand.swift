import ArgumentParser
import Evaluation
import Foundation
import Generation
import Imaging
import Scenes
import Tensors
import Tokenizers
import Tokens

/// `leon eval scenes`: how often a model draws what composed prompts ask for.
struct EvalScenesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scenes",
    abstract: "Count how often a model draws the scene that a prompt asks for.",
    discussion: """
      Prompts of six kinds name things, numbers, colours and places; a reader without
      any learned part says whether a picture shows them. Half of the prompts combine
      parts in a way that training never shows. Beside each share stands the ceiling:
      the same scenes rendered and sent through the image tokenizer; and how many of
      them are read as they were rendered. Ctrl-C tells what is there.

      Example:
        leon eval scenes --prompts 100 -o evaluation
      """)

  @Option(help: "Prompts of each kind, seen and unseen apart.")
  var prompts = 100
  @Option(
    help:
      "One kind of prompts (single, two, counting, colour, position, attribution); all unless given."
  )
  var kind: SceneKind?
  @Flag(help: "Draw nothing: only the rendered scenes, through the tokenizer and as they are.")
  var ceilingOnly = false
  @OptionGroup var options: ComposedOptions

  /// What is told at the end.
  private struct Report: Encodable {
    var model: String
    var prompts: Int
    var seed: UInt64
    var scores: [SceneScore]
  }

  func validate() throws {
    guard (10...10_000).contains(prompts) else {
      throw ValidationError("--prompts must be 10 to 10000, got \(prompts).")
    }
  }

  func run() throws {
    let folder = try options.model.folder()
    let catalog = try SceneCatalog(stickers: try Resources().path(of: "stickers"))
    let evaluation = try ceilingOnly ? ceiling(folder, catalog) : drawing(folder, catalog)
    let scores = try scores(kind.map { [$0] } ?? SceneKind.allCases, evaluation)
    try tell(
      Report(
        model: URL(fileURLWithPath: folder).lastPathComponent, prompts: prompts, seed: options.seed,
        scores: scores))
  }

  /// Scores as many kinds as there is patience for.
  private func scores(_ kinds: [SceneKind], _ evaluation: SceneEvaluation) throws -> [SceneScore] {
    Interruption.listen()
    var progress = ProgressLine(total: 2 * kinds.count * prompts, unit: "scenes")
    defer { progress.clear() }
    var (scores, done) = ([SceneScore](), 0)
    for kind in kinds {
      for split in SceneComposer.Split.allCases where !Interruption.isRequested {
        var samples: [SceneEvaluation.Sample] = []
        let score = try evaluation.score(
          kind, split, count: prompts, seed: options.seed, until: { Interruption.isRequested }
        ) { sample in
          if samples.count < Self.samplesOnSheet { samples.append(sample) }
          done += 1
          progress.show(done)
        }
        if score.clean.trials > 0 { scores.append(score) }
        try writeSheet(samples, "scenes-\(kind)-\(split)")
      }
    }
    if Interruption.isRequested { Console.complain("stopped: this is what was done until then") }
    return scores
  }

  // MARK: who draws

  /// The image tokenizer alone.
  private func ceiling(_ folder: String, _ catalog: SceneCatalog) throws -> SceneEvaluation {
    let tokenizer = try ImageTokenizer(
      folder: folder + "/image_tokenizer", on: try Compute(threads: options.model.threadCount))
    return try SceneEvaluation(
      catalog: catalog, canvas: tokenizer.configuration.resolution,
      roundTrip: { tokenizer.decode(tokenizer.encode($0)) }, draw: nil)
  }

  private func drawing(_ folder: String, _ catalog: SceneCatalog) throws -> SceneEvaluation {
    let loaded = try LoadedModel(folder: folder, threads: options.model.threadCount)
    var next = Seed(options.seed)
    return try SceneEvaluation(
      catalog: catalog, canvas: loaded.imageSide,
      roundTrip: { $0.map { loaded.decode(loaded.encode($0)) } },
      draw: { prompts in
        defer { next = next.advanced(by: prompts.count) }
        return try draw(each: prompts, seed: next, knobs: loaded.defaultKnobs, model: loaded)
      })
  }

  // MARK: what is told

  private func tell(_ report: Report) throws {
    var table = FigureTable(["kind", "", "drawn", "ceiling", "clean"])
    for score in report.scores {
      table.add([
        score.kind.rawValue, score.combinations.rawValue, score.drawn?.percent ?? "",
        score.ceiling.percent, score.clean.percent,
      ])
    }
    try options.tell(
      "\(report.model), \(prompts) prompts a line, seed \(options.seed), 95 % intervals", table,
      report)
  }

  private static let samplesOnSheet = 12

  /// Each scene as rendered, through the tokenizer and, where there is one, as drawn.
  private func writeSheet(_ samples: [SceneEvaluation.Sample], _ name: String) throws {
    let rows = samples.map { [$0.clean, $0.coded] + ($0.drawn.map { [$0] } ?? []) }
    let labels = rows.flatMap { ["rendered", "tokenizer", "drawn"].prefix($0.count) }
    try options.write(
      name, title: name, samples.map(\.prompt), columns: 3 * (rows.first?.count ?? 1),
      rows.flatMap { $0 },
      labels: labels)
  }
}

extension SceneKind: ExpressibleByArgument {}
