import ArgumentParser
import Evaluation
import Foundation
import Generation
import Imaging
import Tokens
import Training

/// `leon eval copies`: how many drawn pictures are copies of training pictures.
struct EvalCopiesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "copies",
    abstract: "Find the nearest training picture of drawn ones, and count copies.",
    discussion: """
      A copy differs from a training picture by less than 5 of 255 in the mean. The
      prompts are captions that were trained on; beside them stands how often
      kept-out real pictures are such copies.

      Example:
        leon eval copies FOLDER --count 200 --sheet copies.png
      """)

  @Argument(help: "An image folder: what the model was trained on.", completion: .directory)
  var corpus: String
  @Option(help: "Pictures to draw.")
  var count = 100
  @Option(help: "Share of the concepts that were kept out of training.")
  var heldOutShare = 0.03
  @Option(help: "Of the first picture.")
  var seed: UInt64 = 1
  @Option(help: "Write the nearest pairs to this PNG, drawn beside trained.")
  var sheet: String?
  @OptionGroup var knobs: KnobOptions
  @OptionGroup var report: ReportOptions
  @OptionGroup var model: ModelOptions

  func validate() throws {
    try EvaluationOptions.check("--count", count, 1...100_000)
    guard (0...1).contains(heldOutShare) else {
      throw ValidationError("--held-out-share must be 0 to 1, got \(heldOutShare).")
    }
  }

  private struct Copy: Encodable {
    var prompt: String
    var file: String
    var difference: Double
  }

  private struct Figures: Encodable {
    var copies: Estimate
    var copiesOfHeldOut: Estimate?
    var nearest: [Copy]
  }

  func run() throws {
    let folder = try ImageFolder(corpus)
    let split = KnownCaptions(folder.entries, heldOutShare: heldOutShare)
    guard split.trained.count >= count else {
      throw EvaluationError.tooFew(
        "Training pictures of \(corpus)", count: split.trained.count, needed: count)
    }
    let loaded = try model.load()
    let trained = try TrainedPictures(split.trained, folder, side: loaded.imageSide)
    let prompts = split.trained.spread(count).map(\.prompt)
    let drawn = try images(prompts, loaded)
    let nearest = try drawn.map(trained.nearest(to:))
    let real = try split.heldOut.spread(count).map {
      try trained.nearest(to: trained.fitted(folder.image(of: $0)))
    }
    let figures = Figures(
      copies: Estimate(share: nearest.count(where: \.isCopy), of: nearest.count),
      copiesOfHeldOut: real.isEmpty
        ? nil : Estimate(share: real.count(where: \.isCopy), of: real.count),
      nearest: zip(prompts, nearest).map {
        Copy(prompt: $0, file: split.trained[$1.index].fileName, difference: $1.difference)
      }.sorted { $0.difference < $1.difference })
    try tell(figures, loaded)
    if let sheet { try write(sheet, drawn, nearest, trained) }
  }

  private func images(_ prompts: [String], _ loaded: LoadedModel) throws -> [Image] {
    let knobs = knobs.applied(to: loaded.defaultKnobs)
    let requests = try prompts.enumerated().map { number, prompt in
      try GenerationRequest(prompt: prompt, seed: Seed(seed).advanced(by: number), knobs: knobs)
    }
    var line = ProgressLine(total: count, unit: "pictures")
    defer { line.clear() }
    var done = 0
    return try draw(requests, model: loaded) {
      done += $0
      line.show(done)
    }.map(loaded.decode)
  }

  private func tell(_ figures: Figures, _ loaded: LoadedModel) throws {
    var table = FigureTable(["", "copies, %", "pictures"])
    table.add(["drawn from trained captions", figures.copies.percent, "\(figures.copies.count)"])
    if let real = figures.copiesOfHeldOut {
      table.add(["real, kept out", real.percent, "\(real.count)"])
    }
    let differences = figures.nearest.map(\.difference)
    let summary = String(
      format: "nearest training picture: difference %.1f at least, %.1f in the middle, of 255",
      differences[0], differences[differences.count / 2])
    try report.tell(
      "\(loaded.name) \(loaded.hash), \(summary)", table, ModelFigures(loaded, figures))
  }

  /// At most 32 pairs, the nearest first.
  private func write(
    _ path: String, _ drawn: [Image], _ nearest: [CopySearch.Nearest], _ trained: TrainedPictures
  ) throws {
    let order = nearest.indices.sorted { nearest[$0].difference < nearest[$1].difference }
    let pairs = try order.prefix(32).flatMap {
      [drawn[$0], try trained.image(nearest[$0].index)]
    }
    try OutputFile.write(try PNG.encode(ContactSheet(columns: 8).image(of: pairs)), to: path)
  }
}

/// The training pictures, read from disk when they are asked for.
private struct TrainedPictures {
  private let entries: [CorpusEntry]
  private let folder: ImageFolder
  private let side: Int
  private var search = CopySearch()

  /// Reads all of them once.
  init(_ entries: [CorpusEntry], _ folder: ImageFolder, side: Int) throws {
    (self.entries, self.folder, self.side) = (entries, folder, side)
    var line = ProgressLine(total: entries.count, unit: "training pictures read")
    for index in entries.indices {
      let picture = try image(index)
      search.add(picture)
      line.show(index + 1)
    }
    line.clear()
  }

  func image(_ index: Int) throws -> Image { fitted(try folder.image(of: entries[index])) }

  func fitted(_ image: Image) -> Image { image.fitting(side: side, on: .white) }

  func nearest(to image: Image) throws -> CopySearch.Nearest {
    guard let nearest = try search.nearest(to: image, load: self.image) else {
      throw EvaluationError.tooFew("Training pictures", count: 0, needed: 1)
    }
    return nearest
  }
}
