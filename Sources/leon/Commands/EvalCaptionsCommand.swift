import ArgumentParser
import Evaluation
import Foundation
import Generation
import Tokens
import Training

/// `leon eval captions`: a model's captions against those of the corpus.
struct EvalCaptionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "captions",
    abstract: "Score a model's captions of pictures against those of the corpus.",
    discussion: """
      CIDEr-D, BLEU, ROUGE-L, exact match and F1 of the words, as coco-caption
      computes them: of "CAPTION, STYLE", and of the caption without the style.

      Example:
        leon eval captions FOLDER --count 300 --json captions.json
      """)

  @OptionGroup var corpus: EvaluationOptions
  @Option(help: "Pictures to caption.")
  var count = 200
  @Option(help: "Divides the logits; 0, the likeliest words, to 10.")
  var temperature: Float = 0
  @Option(help: "Of the words, where the temperature is above 0.")
  var seed: UInt64 = 1
  @OptionGroup var report: ReportOptions

  func validate() throws {
    try EvaluationOptions.check("--count", count, 2...100_000)
    var knobs = Knobs()
    knobs.temperature = temperature
    if let flaw = knobs.flaw { throw ValidationError("\(flaw).") }
  }

  private struct Captioned: Encodable {
    var file: String
    var reference: String
    var caption: String
  }

  private struct Figures: Encodable {
    var whole: CaptionScores
    var withoutStyle: CaptionScores
    var captions: [Captioned]
  }

  func run() throws {
    let folder = try corpus.folder()
    let entries = try corpus.entries(folder, count: count)
    let model = try corpus.model.load()
    let captions = try captioned(entries, folder, model)
    let short = zip(captions, entries).map { caption, entry in
      CaptionCase(
        candidate: Self.withoutStyle(caption.caption, entry), references: [entry.text])
    }
    let figures = Figures(
      whole: try CaptionScores(
        captions.map { CaptionCase(candidate: $0.caption, references: [$0.reference]) }),
      withoutStyle: try CaptionScores(short), captions: captions)
    var table = FigureTable(["", "CAPTION, STYLE", "CAPTION"])
    for (whole, short) in zip(figures.whole.rows, figures.withoutStyle.rows) {
      let isCider = whole.name == "CIDEr-D"
      let text = { (estimate: Estimate) in isCider ? estimate.text(2) : estimate.text(3) }
      table.add([whole.name, text(whole.estimate), text(short.estimate)])
    }
    try report.tell(
      "\(model.name) \(model.hash), \(captions.count) pictures captioned", table,
      ModelFigures(model, figures))
  }

  private func captioned(
    _ entries: [CorpusEntry], _ folder: ImageFolder, _ model: LoadedModel
  ) throws -> [Captioned] {
    var knobs = model.defaultKnobs
    knobs.setTemperature(temperature)
    var line = ProgressLine(total: entries.count, unit: "pictures")
    defer { line.clear() }
    return try entries.enumerated().map { number, entry in
      let caption = model.caption(
        try folder.image(of: entry), seed: Seed(seed).advanced(by: number), knobs: knobs)
      line.show(number + 1)
      return Captioned(file: entry.fileName, reference: entry.prompt, caption: caption)
    }
  }

  /// What stands before the last comma, where the corpus puts a style behind one.
  private static func withoutStyle(_ caption: String, _ entry: CorpusEntry) -> String {
    guard entry.style != nil, let comma = caption.lastIndex(of: ",") else { return caption }
    return String(caption[..<comma])
  }
}
