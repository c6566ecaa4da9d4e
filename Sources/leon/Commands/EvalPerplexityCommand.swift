import ArgumentParser
import Evaluation
import Generation
import Training

/// `leon eval perplexity`: how well a model foresees captioned pictures.
struct EvalPerplexityCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "perplexity",
    abstract: "Measure bits per image code and per byte of text on captioned pictures.",
    discussion: """
      Pictures behind their captions, captions in front of their pictures, and
      captions told from their pictures (infilling).

      Example:
        leon eval perplexity FOLDER --json perplexity.json
      """)

  @OptionGroup var corpus: EvaluationOptions
  @Option(help: "Captioned pictures to read.")
  var count = 200
  @OptionGroup var report: ReportOptions

  func validate() throws { try EvaluationOptions.check("--count", count, 1...100_000) }

  func run() throws {
    let folder = try corpus.folder()
    let entries = try corpus.entries(folder, count: count)
    let model = try corpus.model.load()
    let pairs = try entries.map { (caption: $0.prompt, image: try folder.image(of: $0)) }
    var line = ProgressLine(total: pairs.count, unit: "pictures")
    let figures = try Perplexity(pairs, model: model) { line.show($0) }
    line.clear()
    var table = FigureTable(["", "bits", "perplexity"])
    table.add([
      "image code behind a caption", figures.bitsPerCode.text(3),
      "\(Int(figures.codePerplexity.rounded())) a code",
    ])
    table.add([
      "byte of a caption alone", figures.bitsPerByte.text(3),
      "\(Int(figures.wordPerplexity.rounded())) a token",
    ])
    table.add(["byte of a caption of its picture", figures.bitsPerByteOfPictures.text(3), ""])
    try report.tell(
      "\(model.name) \(model.hash), \(figures.documents) captioned pictures", table,
      ModelFigures(model, figures))
  }
}
