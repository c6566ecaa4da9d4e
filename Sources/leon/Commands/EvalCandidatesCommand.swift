import ArgumentParser
import Evaluation
import Foundation
import Generation

/// `leon eval candidates`: what the best of N is worth, by sampler.
struct EvalCandidatesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "candidates",
    abstract: "Draw candidates with four samplers, keep the likeliest, and measure.",
    discussion: """
      Top-p (the given knobs), temperature (nothing cut off), CD-K, and half top-p
      and half CD-K. Of each prompt's first N candidates the one is kept whose
      picture makes the words likeliest to the model (caption likelihood), or lies
      nearest to them by the vectors of its bi-encoder.

      Example:
        leon eval candidates FOLDER --numbers 1,2,4,8,16,32 --count 40 --plot candidates.png
      """)

  @OptionGroup var corpus: EvaluationOptions
  @Option(help: "Numbers of candidates, with commas between.")
  var numbers = "1,2,4,8"
  @Option(help: "Prompts; as many further pictures are compared with.")
  var count = 40
  @Option(help: "Of the first candidate.")
  var seed: UInt64 = 1
  @OptionGroup var knobs: KnobOptions
  @OptionGroup var features: FeatureOptions
  @OptionGroup var output: PlotOptions

  private static let most = 256

  private var counts: [Int] {
    numbers.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
  }

  func validate() throws {
    try EvaluationOptions.check("--count", count, PictureJudge.least...10_000)
    guard counts.allSatisfy({ (1...Self.most).contains($0) }) else {
      throw ValidationError(
        "--numbers must be whole numbers of 1 to \(Self.most) with commas between, got \(numbers).")
    }
    if knobs.temperature?.start == 0 {
      throw ValidationError("Candidates differ at a temperature above 0 only; got 0.")
    }
  }

  func run() throws {
    let bench = try SweepBench(corpus, features, count: count, colours: 0, seed: seed)
    let curve = try bench.candidates(
      Array(Set(counts)).sorted(), knobs: knobs.applied(to: bench.model.defaultKnobs), seed: seed)
    try output.tell(
      "\(bench.model.name) \(bench.model.hash), \(count) prompts, features: \(curve.features)",
      curve.table, curve.plots, ModelFigures(bench.model, curve))
  }
}
