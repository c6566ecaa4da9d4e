import ArgumentParser
import Evaluation
import Foundation
import Generation
import Imaging

/// `leon eval paper`: the sweeps that mirror CM3Leon's figures, as a page.
struct EvalPaperCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "paper",
    abstract: "Run the sweeps of the paper's figures and write a report.",
    discussion: """
      Guidance, CD-K's k, candidates by sampler and, where the model has a bank,
      documents: report.md, a PNG and a JSON for each. Small numbers by default;
      KID's error tells how far to trust them.

      Example:
        leon eval paper FOLDER --count 200 -o .build/paper
      """)

  @OptionGroup var corpus: EvaluationOptions
  @Option(name: .shortAndLong, help: "Where the report is written.", completion: .directory)
  var output = ".build/paper"
  @Option(help: "Prompts of the guidance and CD-K sweeps.")
  var count = 64
  @Option(help: "Prompts of the candidates.")
  var candidatePrompts = 16
  @Option(help: "Of the first picture.")
  var seed: UInt64 = 1
  @OptionGroup var bank: BankOptions
  @OptionGroup var features: FeatureOptions

  func validate() throws {
    try EvaluationOptions.check("--count", count, PictureJudge.least...10_000)
    try EvaluationOptions.check(
      "--candidate-prompts", candidatePrompts, PictureJudge.least...10_000)
  }

  /// A section of the report.
  private struct Section {
    var name: String
    var title: String
    var words: String
    var table: FigureTable
    var plots: [LinePlot]
    var json: [UInt8]
  }

  func run() throws {
    let bench = try SweepBench(corpus, features, count: count, colours: count / 2, seed: seed)
    var sections = [
      try section(
        .guidance, ["1", "1.5", "2", "3", "4", "6", "8"], "guidance", "Guidance",
        "In the paper the curve has its minimum inside the range, at much the same scale for all sizes "
          + "of the model (figure 4, left).", bench),
      try section(
        .contrastiveK, ["1", "2", "4", "8", "16"], "cd-k", "CD-K",
        "The plausible code that CD-K sets against the best; the paper names no k.", bench),
    ]
    sections.append(try candidates())
    if bank.bank != nil || DocumentFinder.hasBank(bench.model.folder) {
      sections.append(try documents(bench))
    }
    try write(sections, bench.model)
  }

  private func section(
    _ knob: ComparisonAxis.Subject, _ values: [String], _ name: String, _ title: String,
    _ words: String, _ bench: SweepBench
  ) throws -> Section {
    Console.complain("\(title): \(values.joined(separator: ", "))")
    let sweep = try bench.sweep(
      ComparisonAxis(knob, values), knobs: bench.model.defaultKnobs, seed: seed)
    return try section(of: sweep, name, title, words)
  }

  private func documents(_ bench: SweepBench) throws -> Section {
    let counts = Array(GenerationRequest.documentCounts)
    Console.complain("Documents: \(counts.map { "\($0)" }.joined(separator: ", "))")
    let sweep = try bench.sweep(
      documents: counts, bank, knobs: bench.model.defaultKnobs, seed: seed)
    return try section(
      of: sweep, "documents", "Documents",
      "In the paper retrieval lowers the distance to real pictures, two documents more than one "
        + "(table 1).")
  }

  private func section(
    of sweep: KnobSweep, _ name: String, _ title: String, _ words: String
  ) throws -> Section {
    Section(
      name: name, title: title, words: "\(words) \(count) prompts.", table: sweep.table,
      plots: sweep.plots, json: try Console.json(sweep))
  }

  private func candidates() throws -> Section {
    Console.complain("Candidates: 1, 2, 4, 8")
    let bench = try SweepBench(corpus, features, count: candidatePrompts, colours: 0, seed: seed)
    let curve = try bench.candidates(
      [1, 2, 4, 8], knobs: bench.model.defaultKnobs, seed: seed)
    return Section(
      name: "candidates", title: "Candidates by sampler",
      words: "In the paper half and half is at least as good as either sampler (figure 4, right). "
        + "\(candidatePrompts) prompts.", table: curve.table, plots: curve.plots,
      json: try Console.json(curve))
  }

  private func write(_ sections: [Section], _ model: LoadedModel) throws {
    var page = """
      # \(model.name) \(model.hash)

      Corpus \(corpus.corpus), concepts \(corpus.concepts.rawValue), seed \(seed). Intervals are of
      95 %; KID's error is the standard error by the jackknife. The last row of a table is what real
      pictures of the prompts reach.

      """
    for section in sections {
      try OutputFile.write(
        PNG.encode(PlotOptions.page(section.plots)), to: "\(output)/\(section.name).png")
      try OutputFile.write(section.json, to: "\(output)/\(section.name).json")
      page += """

        ## \(section.title)

        \(section.words)

        \(section.table.markdown)

        ![\(section.title)](\(section.name).png)

        """
    }
    try OutputFile.write(Array(page.utf8), to: output + "/report.md")
    Console.print("\(output)/report.md")
  }
}
