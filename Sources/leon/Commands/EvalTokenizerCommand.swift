import ArgumentParser
import Evaluation
import Foundation
import Tensors
import Tokenizers
import Training

/// `leon eval tokenizer`: how well pictures come back from their codes.
struct EvalTokenizerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tokenizer",
    abstract: "Measure how well pictures come back from their codes.",
    discussion: """
      PSNR, SSIM, the share of the codebook in use and its perplexity, of the model's
      image tokenizer.

      Example:
        leon eval tokenizer FOLDER --count 500
      """)

  @OptionGroup var corpus: EvaluationOptions
  @Option(help: "Pictures to encode.")
  var count = 200
  @OptionGroup var report: ReportOptions

  func validate() throws { try EvaluationOptions.check("--count", count, 1...100_000) }

  private struct Figures: Encodable {
    var tokenizer: String
    var psnr: Estimate
    var ssim: Estimate
    var report: ReconstructionReport
  }

  func run() throws {
    let folder = try corpus.folder()
    let entries = try corpus.entries(folder, count: count)
    let path = try corpus.model.folder() + "/image_tokenizer"
    let tokenizer = try ImageTokenizer(
      folder: path, on: Compute(threads: corpus.model.threadCount))
    let pictures = PictureSet(
      folder, entries: entries, side: tokenizer.configuration.resolution
    ) { _, _ in }
    CorpusLoading.tellSkipped(pictures.skipped)
    guard pictures.count > 0 else { throw TrainingError.noPictures(corpus.corpus) }
    let meter = measured(pictures, tokenizer)
    let figures = Figures(
      tokenizer: path, psnr: Estimate(meanOf: meter.ratios),
      ssim: Estimate(meanOf: meter.similarities),
      report: meter.report(codeCount: tokenizer.configuration.codeCount))
    try report.tell("\(path), \(pictures.count) pictures", table(figures), figures)
  }

  private func measured(
    _ pictures: PictureSet, _ tokenizer: ImageTokenizer
  ) -> ReconstructionMeter {
    var meter = ReconstructionMeter()
    var line = ProgressLine(total: pictures.count, unit: "pictures")
    let x = Tensor([1, pictures.side, pictures.side, 3])
    for index in 0..<pictures.count {
      pictures.write([PictureSet.Placement(index: index)], into: x)
      let codes = tokenizer.encode(x)
      meter.add(
        x, tokenizer.decode(codes: codes, count: 1), boxes: [pictures.opaqueBox(index)],
        codes: codes)
      line.show(index + 1)
    }
    line.clear()
    return meter
  }

  private func table(_ figures: Figures) -> FigureTable {
    let report = figures.report
    var table = FigureTable(["", "figure"])
    table.add(["PSNR, dB", figures.psnr.text(2)])
    table.add(["median PSNR, dB", String(format: "%.2f", report.medianPSNR)])
    table.add(["PSNR of the opaque box, dB", String(format: "%.2f", report.opaquePSNR)])
    table.add(["SSIM", figures.ssim.text(3)])
    table.add(["colour error, of 255", String(format: "%.1f", report.colourError)])
    table.add(["codes in use", String(format: "%.1f %%", report.codesUsed * 100)])
    table.add(["perplexity of the codes", String(format: "%.0f", report.codePerplexity)])
    return table
  }
}
