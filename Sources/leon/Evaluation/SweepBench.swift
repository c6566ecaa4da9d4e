import Evaluation
import Foundation
import Generation
import Imaging
import Retrieval
import Tokens
import Training

/// What sweeps draw and are judged by: prompts of a corpus and its real pictures.
struct SweepBench {
  let model: LoadedModel
  let judge: PictureJudge
  /// "COLOUR NOUN, STYLE" of things that the corpus names in one word.
  let colours: [KnobSweep.ColourPrompt]

  /// Pictures among which drawn ones look for their concepts; each is encoded once.
  private static let gallery = 1000

  /// Reads the pictures and measures the floor.
  ///
  /// - Parameters:
  ///   - options: of the corpus.
  ///   - features: what pictures are compared by.
  ///   - count: prompts; as many further entries, their neighbours in the corpus, are what pictures are
  ///     compared with.
  ///   - colours: prompts that name a colour.
  ///   - seed: of KID's subsets.
  /// - Throws: `EvaluationError.tooFew`, `CorpusError`, or an error of the model.
  init(
    _ options: EvaluationOptions, _ features: FeatureOptions, count: Int, colours: Int,
    seed: UInt64
  ) throws {
    let folder = try options.folder()
    let entries = try options.entries(folder, count: 2 * count)
    let model = try options.model.load()
    func every(_ rest: Int) -> [CorpusEntry] {
      entries.indices.filter { $0 % 2 == rest }.map { entries[$0] }
    }
    let asked = every(0)
    var instruments = try features.instruments(model, threads: options.model.threadCount)
    let hung = Self.gallery(options.entries(folder), besides: asked)
    instruments.gallery = ConceptGallery(
      of: hung.map(\.label),
      instruments.extractor.features(of: try hung.map(folder.image(of:))),
      asked: asked.map(\.label))
    judge = try PictureJudge(
      prompts: asked.map(\.prompt), real: asked.map(folder.image(of:)),
      others: every(1).map(folder.image(of:)), instruments: instruments, seed: seed)
    let things = KnownCaptions(folder.entries, heldOutShare: options.heldOutShare).singleWords
    self.colours = things.spread(colours).enumerated().map { number, entry in
      let colour = ColourName.asked[number % ColourName.asked.count]
      return KnobSweep.ColourPrompt(words: "\(colour.rawValue) \(entry.prompt)", colour: colour)
    }
    self.model = model
  }

  /// The pictures of the prompts' concepts, and others up to the gallery's size.
  private static func gallery(
    _ entries: [CorpusEntry], besides asked: [CorpusEntry]
  ) -> [CorpusEntry] {
    let concepts = Set(asked.map(\.conceptKey))
    let own = entries.filter { concepts.contains($0.conceptKey) }
    let others = entries.filter { !concepts.contains($0.conceptKey) }
    return own + others.spread(max(0, gallery - own.count))
  }

  /// Draws and judges the values of a knob.
  func sweep(_ knob: String, _ variants: [KnobSweep.Variant], seed: UInt64) throws -> KnobSweep {
    var work = Drawing(KnobSweep.count(variants, judge, colours))
    defer { work.end() }
    return try KnobSweep(
      knob, variants, judge: judge, colours: colours, seed: Seed(seed), model: model
    ) { work.add($0) }
  }

  /// The same of an axis of comparisons.
  func sweep(_ axis: ComparisonAxis, knobs: Knobs, seed: UInt64) throws -> KnobSweep {
    try sweep(axis.subject.rawValue, KnobSweep.Variant.all(of: axis, knobs: knobs), seed: seed)
  }

  /// The same of numbers of documents that are looked at first.
  ///
  /// - Throws: `RetrievalError` where there is no retriever or bank.
  func sweep(documents counts: [Int], _ bank: BankOptions, knobs: Knobs, seed: UInt64) throws
    -> KnobSweep
  {
    let open = try OpenBank(model, bank)
    let variants = counts.map { count in
      KnobSweep.Variant(value: "\(count)") { prompt, seed in
        let documents = try open.finder.documents(count, for: prompt, of: open.bank)
        return try GenerationRequest(
          prompt: prompt, seed: seed, knobs: knobs, documents: documents)
      }
    }
    return try sweep("documents", variants, seed: seed)
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
