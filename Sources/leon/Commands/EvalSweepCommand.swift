import ArgumentParser
import Evaluation
import Foundation
import Generation
import Tokens

/// `leon eval sweep`: what a knob does to pictures, in figures.
struct EvalSweepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep",
    abstract: "Draw the same prompts under several values of one knob, and measure.",
    discussion: """
      Of each value: KID and Fréchet distance to real pictures, the model's
      likelihood of the words, how near its bi-encoder finds words and picture
      (cosine), its own captions of the pictures, how often a picture finds its
      concept among real pictures of other styles, and whether "COLOUR NOUN, STYLE"
      has that colour. The last row says what real pictures of the prompts reach.
      With few pictures the Fréchet distance is far above zero even for these; go by
      KID.

      Examples:
        leon eval sweep cfg FOLDER --values 1,2,3,4,6,8 --plot guidance.png
        leon eval sweep cd-k FOLDER --values 1,4,8,16 --cd-alpha 0.3
        leon eval sweep documents FOLDER --bank mine.bank
      """)

  /// The knobs that are swept.
  enum Knob: String, ExpressibleByArgument, CaseIterable {
    case cfg, temperature
    case topP = "top-p"
    case contrastiveK = "cd-k"
    case alpha = "cd-alpha"
    /// How many documents are looked at first, by the words of each prompt.
    case documents

    /// What comparisons call it; nil for what depends on the prompt.
    var subject: ComparisonAxis.Subject? {
      switch self {
      case .documents: nil
      case .cfg: .guidance
      case .temperature: .temperature
      case .topP: .topP
      case .contrastiveK: .contrastiveK
      case .alpha: .alpha
      }
    }

    /// What is compared unless values are given.
    var values: [String] {
      switch self {
      case .cfg: ["1", "1.5", "2", "3", "4", "6", "8"]
      case .temperature: ["0.6", "0.8", "1", "1.2"]
      case .topP: ["0.7", "0.8", "0.9", "0.95", "1"]
      case .contrastiveK: ["1", "2", "4", "8", "16"]
      case .alpha: ["0", "0.2", "0.4", "0.6", "0.8"]
      case .documents: GenerationRequest.documentCounts.map { "\($0)" }
      }
    }
  }

  @Argument(help: "The knob: cfg, temperature, top-p, cd-k, cd-alpha or documents.")
  var knob: Knob
  @OptionGroup var corpus: EvaluationOptions
  @Option(help: "Its values, two to sixteen, with commas between.")
  var values: String?
  @Option(help: "Prompts; as many further pictures are compared with.")
  var count = 100
  @Option(help: "Further prompts that name a colour; 0 for none.")
  var colours = 50
  @Option(help: "Of the first picture.")
  var seed: UInt64 = 1
  @OptionGroup var knobs: KnobOptions
  @OptionGroup var bank: BankOptions
  @OptionGroup var features: FeatureOptions
  @OptionGroup var output: PlotOptions

  func validate() throws {
    try EvaluationOptions.check("--count", count, PictureJudge.least...10_000)
    try EvaluationOptions.check("--colours", colours, 0...10_000)
    if knob != .documents, bank.bank != nil {
      throw ValidationError("--bank belongs to the knob documents, not to \(knob.rawValue).")
    }
    do {
      let request = try GenerationRequest(
        prompt: "x", seed: Seed(seed), knobs: fixed(Knobs()))
      if let axis = try axis() { _ = try Comparison(of: request, [axis]) } else { _ = try counts() }
    } catch let error as ValidationError {
      throw error
    } catch {
      throw ValidationError("\(error)")
    }
  }

  private var chosen: [String] {
    values.map { $0.split(separator: ",").map(String.init) } ?? knob.values
  }

  private func axis() throws -> ComparisonAxis? {
    try knob.subject.map { try ComparisonAxis($0, chosen) }
  }

  /// The values as numbers of documents.
  private func counts() throws -> [Int] {
    let counts = chosen.compactMap(Int.init)
    let known = GenerationRequest.documentCounts
    guard counts.count == chosen.count, !counts.isEmpty, counts.allSatisfy(known.contains) else {
      throw ValidationError(
        "--values of documents must be whole numbers of \(known.lowerBound) to \(known.upperBound) "
          + "with commas between, got \(values ?? "").")
    }
    return counts
  }

  /// The other knobs; α has a say under CD-K only.
  private func fixed(_ defaults: Knobs) -> Knobs {
    var result = knobs.applied(to: defaults)
    if knob == .alpha || knob == .contrastiveK { result.setContrastive(k: nil) }
    return result
  }

  func run() throws {
    let bench = try SweepBench(corpus, features, count: count, colours: colours, seed: seed)
    let fixed = fixed(bench.model.defaultKnobs)
    let sweep =
      try axis().map { try bench.sweep($0, knobs: fixed, seed: seed) }
      ?? bench.sweep(documents: counts(), bank, knobs: fixed, seed: seed)
    try output.tell(
      "\(bench.model.name) \(bench.model.hash), \(count) prompts, features: \(sweep.features)",
      sweep.table, sweep.plots, ModelFigures(bench.model, sweep))
  }
}
