import Evaluation
import Foundation
import Generation
import Imaging
import Tokens
import Training

/// What sweeps draw and are judged by: prompts of a corpus and its real pictures.
struct SweepBench {
  let model: LoadedModel
  let judge: PictureJudge
  /// "COLOUR NOUN, STYLE" of things that the corpus names in one word.
  let colours: [KnobSweep.ColourPrompt]

  /// Reads the pictures and measures the floor.
  ///
  /// - Parameters:
  ///   - options: of the corpus.
  ///   - count: prompts; as many further entries, their neighbours in the corpus, are what pictures are
  ///     compared with.
  ///   - colours: prompts that name a colour.
  ///   - seed: of KID's subsets.
  /// - Throws: `EvaluationError.tooFew`, `CorpusError`, or an error of the model.
  init(_ options: EvaluationOptions, count: Int, colours: Int, seed: UInt64) throws {
    let folder = try options.folder()
    let entries = try options.entries(folder, count: 2 * count)
    let model = try options.model.load()
    func every(_ rest: Int) -> [CorpusEntry] {
      entries.indices.filter { $0 % 2 == rest }.map { entries[$0] }
    }
    judge = try PictureJudge(
      prompts: every(0).map(\.prompt), real: every(0).map(folder.image(of:)),
      others: every(1).map(folder.image(of:)),
      extractor: CodebookFeatures(
        tokenizer: options.model.folder() + "/image_tokenizer",
        threads: options.model.threadCount),
      model: model, seed: seed)
    let things = KnownCaptions(folder.entries, heldOutShare: options.heldOutShare).singleWords
    self.colours = things.spread(colours).enumerated().map { number, entry in
      let colour = ColourName.asked[number % ColourName.asked.count]
      return KnobSweep.ColourPrompt(words: "\(colour.rawValue) \(entry.prompt)", colour: colour)
    }
    self.model = model
  }

  /// Draws and judges the values of a knob.
  func sweep(_ axis: ComparisonAxis, knobs: Knobs, seed: UInt64) throws -> KnobSweep {
    var work = Drawing(KnobSweep.count(axis, judge, colours))
    defer { work.end() }
    return try KnobSweep(
      axis, knobs: knobs, judge: judge, colours: colours, seed: Seed(seed), model: model
    ) { work.add($0) }
  }

  /// Draws and ranks candidates.
  func candidates(_ counts: [Int], knobs: Knobs, seed: UInt64) throws -> CandidateCurve {
    var work = Drawing(CandidateCurve.count(counts, prompts: judge.prompts.count))
    defer { work.end() }
    return try CandidateCurve(
      counts: counts, knobs: knobs, judge: judge, seed: Seed(seed), model: model
    ) { work.add($0) }
  }
}

/// The line that tells how many pictures are drawn.
private struct Drawing {
  private var line: ProgressLine
  private var done = 0

  init(_ total: Int) { line = ProgressLine(total: total, unit: "pictures") }

  mutating func add(_ count: Int) {
    done += count
    line.show(done)
  }

  func end() { line.clear() }
}

extension ColourName {
  /// The colours that are asked for.
  static let asked: [ColourName] = [
    .red, .orange, .yellow, .green, .teal, .blue, .purple, .pink, .brown, .black,
  ]
}
