import ArgumentParser
import Evaluation
import Foundation
import Generation
import Imaging
import Retrieval
import Scenes
import Tensors
import Tokens
import Training

/// `leon eval edits`: real pictures in another style, and parts of them drawn again.
struct EvalEditsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edits",
    abstract: "Have pictures of a corpus restyled and parts of them drawn again.",
    discussion: """
      Restyle: a concept's picture, "make it a STYLE", and the corpus's own picture
      of the concept in that style. By vectors of the model's bi-encoder: style is
      how often the nearest real picture of another concept has the style, concept
      how often the nearest of the style shows the concept, nearness the cosine with
      the wanted picture.

      Redraw: a rectangle of a quarter to three quarters of each side, drawn again
      for the picture's caption; the peak signal-to-noise ratio inside, and nearness
      to the whole picture. Edits of composed pictures are scored by 'leon eval
      tasks'.

      Beside what is drawn stand what takes no model (the picture as it was; the mean
      colour of the rest) and the wanted picture through the image tokenizer.

      Scales and knobs are those of restyling; parts are drawn with those of the
      table of tasks.

      Examples:
        leon eval edits FOLDER --count 100 -o evaluation
        leon eval edits FOLDER --temperature 0.8 --image-guidance 1.5
      """)

  @OptionGroup var corpus: EvaluationOptions
  @Option(help: "How many to restyle, and how many to draw a part of again.")
  var count = 50
  @Option(help: "Of what is chosen and drawn.")
  var seed: UInt64 = 1
  @Option(
    name: .shortAndLong, help: "Where a sheet of each is written; none unless given.",
    completion: .directory)
  var output: String?
  @OptionGroup var dual: DualOptions
  @OptionGroup var knobs: KnobOptions
  @OptionGroup var report: ReportOptions

  private static let onSheet = 16
  /// Real pictures that others are held against; each is encoded once.
  private static let gallery = 1000

  func validate() throws {
    try EvaluationOptions.check("--count", count, 2...10_000)
    try dual.check(beside: knobs)
  }

  private struct Restyled: Encodable {
    var drawn: RestyleFigures
    var asItWas: RestyleFigures
    var ceiling: RestyleFigures
  }

  private struct Redrawn: Encodable {
    struct Row: Encodable {
      /// In dB.
      var ratio: Estimate
      var nearness: Estimate
    }
    var drawn: Row
    var filled: Row
    var ceiling: Row
  }

  private struct Figures: Encodable {
    var seed: UInt64
    var restyled: Restyled
    var redrawn: Redrawn
  }

  /// A picture and what the corpus shows of its concept in another style.
  private struct Pair {
    var from: CorpusEntry
    var to: CorpusEntry
    var style: String
    var instruction: String { "make it \(style.withArticle)" }
  }

  func run() throws {
    let folder = try corpus.folder()
    let entries = corpus.entries(folder)
    var generator = SplitMix64(seed: seed)
    let pairs = try pairs(entries, using: &generator)
    let parts = try corpus.entries(folder, count: count)
    let model = try corpus.model.load()
    let features = TowerFeatures(try DocumentFinder(model), model)
    var line = ProgressLine(total: 2 * count, unit: "pictures")
    defer { line.clear() }
    let restyled = try restyled(pairs, entries, folder, model, features) { line.show($0) }
    let redrawn = try redrawn(parts, folder, model, features, using: &generator) {
      line.show(count + $0)
    }
    line.clear()
    try tell(Figures(seed: seed, restyled: restyled, redrawn: redrawn), model)
  }

  /// Pairs of as many concepts as there are, one each before any has two.
  private func pairs(
    _ entries: [CorpusEntry], using generator: inout some RandomNumberGenerator
  ) throws -> [Pair] {
    var rounds: [[Pair]] = []
    for (_, concept) in Dictionary(grouping: entries, by: \.conceptKey).sorted(by: {
      $0.key < $1.key
    }) {
      let all = concept.flatMap { from in
        concept.compactMap { to in
          to.style.flatMap { style in
            from.style == style || from.style == nil ? nil : Pair(from: from, to: to, style: style)
          }
        }
      }
      for (round, pair) in all.shuffled(using: &generator).enumerated() {
        if rounds.count == round { rounds.append([]) }
        rounds[round].append(pair)
      }
    }
    let found = rounds.flatMap { $0.shuffled(using: &generator) }
    guard found.count >= count else {
      throw EvaluationError.tooFew(
        "Pairs of one concept in two styles in \(corpus.corpus) under --concepts "
          + corpus.concepts.rawValue, count: found.count, needed: count)
    }
    return Array(found.prefix(count))
  }

  // MARK: restyle

  private func restyled(
    _ pairs: [Pair], _ entries: [CorpusEntry], _ folder: ImageFolder, _ model: LoadedModel,
    _ features: TowerFeatures, _ progress: (Int) -> Void
  ) throws -> Restyled {
    let task = try TaskRun("edit", model)
    let before = try pairs.map { model.fitted(try folder.image(of: $0.from)) }
    let wanted = try pairs.map { model.fitted(try folder.image(of: $0.to)) }
    let requests = try zip(pairs, before).enumerated().map { number, sample in
      try task.request(
        ["picture": .picture(model.encode(sample.1)), "instruction": .text(sample.0.instruction)],
        seed: Seed(seed).advanced(by: number).rawValue
      ) { dual.applied(to: knobs.applied(to: $0)) }
    }
    var done = 0
    let drawn = try draw(requests, model: model) {
      done += $0
      progress(done)
    }.map(model.decode)
    let hung = entries.filter { $0.style != nil }.spread(Self.gallery)
    let judge = RestyleJudge(
      gallery: hung.map(\.label), features.features(of: try hung.map(folder.image(of:))),
      wanted: pairs.map(\.to.label), features.features(of: wanted))
    func figures(_ images: [Image]) -> RestyleFigures {
      judge.figures(of: features.features(of: images))
    }
    try writeSheet(
      "restyle", "restyle: given, wanted, drawn",
      zip(before, zip(wanted, drawn)).map { [$0, $1.0, $1.1] },
      lines: pairs.map { "\($0.from.prompt): \($0.instruction)" })
    return Restyled(
      drawn: figures(drawn), asItWas: figures(before),
      ceiling: figures(wanted.map { model.decode(model.encode($0)) }))
  }

  // MARK: redraw

  private func redrawn(
    _ entries: [CorpusEntry], _ folder: ImageFolder, _ model: LoadedModel,
    _ features: TowerFeatures, using generator: inout some RandomNumberGenerator,
    _ progress: (Int) -> Void
  ) throws -> Redrawn {
    let task = try TaskRun("redraw", model)
    let pictures = try entries.map { model.fitted(try folder.image(of: $0)) }
    let holes = pictures.map { RectangleHole(in: $0, grid: model.gridSide, using: &generator) }
    // One by one: pictures that are drawn together have one rectangle.
    let drawn = try entries.indices.map { number in
      let request = try task.request(
        [
          "picture": .picture(model.encode(pictures[number])),
          "area": .area(holes[number].rectangle), "prompt": .text(entries[number].prompt),
        ], seed: Seed(seed).advanced(by: number).rawValue
      ) { $0 }
      defer { progress(number + 1) }
      return try draw([request], model: model) { _ in }.map(model.decode)[0]
    }
    let truths = features.features(of: pictures)
    func row(_ images: [Image]) -> Redrawn.Row {
      let found = features.features(of: images)
      return Redrawn.Row(
        ratio: Estimate(meanOf: zip(holes, images).map { $0.ratio(of: $1) }),
        nearness: Estimate(meanOf: truths.cosines(with: found)))
    }
    let filled = holes.map(\.filled)
    try writeSheet(
      "redraw", "redraw: given, drawn", zip(filled, drawn).map { [$0, $1] },
      lines: entries.map(\.prompt))
    return Redrawn(
      drawn: row(drawn), filled: row(filled),
      ceiling: row(pictures.map { model.decode(model.encode($0)) }))
  }

  // MARK: what is told

  private func tell(_ figures: Figures, _ model: LoadedModel) throws {
    var table = FigureTable(["", "style, %", "concept, %", "nearness", "PSNR inside, dB"])
    func add(_ name: String, _ row: RestyleFigures) {
      table.add([name, row.style.percent, row.concept.percent, row.nearness.text(3), ""])
    }
    func add(_ name: String, _ row: Redrawn.Row) {
      table.add([name, "", "", row.nearness.text(3), row.ratio.text(1)])
    }
    add("restyle: drawn", figures.restyled.drawn)
    add("  the picture as it was", figures.restyled.asItWas)
    add("  the wanted one, by codes", figures.restyled.ceiling)
    add("redraw: drawn", figures.redrawn.drawn)
    add("  the mean colour", figures.redrawn.filled)
    add("  the whole, by codes", figures.redrawn.ceiling)
    try report.tell(
      "\(model.name) \(model.hash), \(count) of each, seed \(seed)", table,
      ModelFigures(model, figures))
  }

  private func writeSheet(
    _ name: String, _ title: String, _ rows: [[Image]], lines: [String]
  ) throws {
    guard let output else { return }
    var sheet = ContactSheet(columns: rows[0].count == 3 ? 6 : 8)
    sheet.title = title
    let picture = sheet.image(of: rows.prefix(Self.onSheet).flatMap { $0 })
    let words = lines.prefix(Self.onSheet).map { "\($0)\n" }.joined()
    try OutputFile.write(try PNG.encode(picture), to: "\(output)/eval-\(name).png")
    try OutputFile.write(Array(words.utf8), to: "\(output)/eval-\(name).txt")
  }
}
