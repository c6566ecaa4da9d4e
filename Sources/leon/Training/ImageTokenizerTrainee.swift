import Evaluation
import Imaging
import Tensors
import Tokenizers
import Training

/// An image tokenizer that learns from a corpus.
struct ImageTokenizerTrainee: Trainee {
  private let trainer: ImageTokenizerTrainer
  private let pictures: PictureSet
  private let preview: String
  private let compute: Compute
  private let trained: [Int]
  private let keptOut: [Int]

  /// Splits the corpus by concept.
  ///
  /// - Parameters:
  ///   - trainer: fresh or resumed.
  ///   - pictures: the corpus.
  ///   - preview: a folder for the weights of a sheet.
  ///   - compute: where the sheet is drawn.
  /// - Throws: `TrainingError.noPictures` when nothing is left to train on.
  init(
    _ trainer: ImageTokenizerTrainer, pictures: PictureSet, preview: String, compute: Compute
  ) throws {
    self.trainer = trainer
    self.pictures = pictures
    self.preview = preview
    self.compute = compute
    let share = trainer.settings.heldOutShare
    let isKeptOut = pictures.entries.map { CorpusSplit.isHeldOut($0.conceptKey, share: share) }
    trained = isKeptOut.indices.filter { !isKeptOut[$0] }
    keptOut = isKeptOut.indices.filter { isKeptOut[$0] }
    guard !trained.isEmpty else { throw TrainingError.noPictures("the corpus") }
    Console.print("\(trained.count) to train on, \(keptOut.count) kept out")
  }

  var step: Int { trainer.step }

  func advance() throws -> StepReport {
    let report = try trainer.train(pictures, indices: trained)
    return StepReport(
      [
        .init("loss", report.loss), .init("absolute", report.terms.absolute),
        .init("square", report.terms.square), .init("edges", report.terms.edges),
        .init("colour", report.terms.colour), .init("commitment", report.commitment),
        .init("norm", report.gradientNorm), .init("rate", report.rate),
      ], amount: trainer.settings.batch)
  }

  func evaluate() -> [EventFile.Scalar] {
    guard !keptOut.isEmpty else { return [] }
    // From all over the list: it is sorted by collection, and collections differ by decibels.
    let count = min(keptOut.count, trainer.settings.evaluationPictures)
    let report = trainer.evaluate(
      pictures, indices: (0..<count).map { keptOut[$0 * keptOut.count / count] })
    return [
      .init("PSNR", Float(report.psnr)), .init("median PSNR", Float(report.medianPSNR)),
      .init("opaque box PSNR", Float(report.opaquePSNR)), .init("SSIM", Float(report.ssim)),
      .init("colour error", Float(report.colourError)),
      .init("codes used", Float(report.codesUsed)),
    ]
  }

  /// A row of kept-out pictures above the row of what comes back of them.
  func sampleSheet() throws -> Image? {
    let originals = keptOut.prefix(8).map { pictures.image($0) }
    guard !originals.isEmpty else { return nil }
    try trainer.export(to: preview)
    let tokenizer = try ImageTokenizer(folder: preview, on: compute)
    let images = originals + tokenizer.decode(tokenizer.encode(originals))
    return ContactSheet(columns: originals.count).image(of: images)
  }

  func save(to path: String) throws { try trainer.save(to: path) }
}
