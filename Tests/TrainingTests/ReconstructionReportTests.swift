import Foundation
import Imaging
import Tensors
import TestSupport
import Testing
import Training

@Suite struct ReconstructionReportTests {
  /// A line of `similarity.json`, which scikit-image computed (make_references.md says how).
  private struct Measured: Codable {
    var a: String
    var b: String
    var mse: Double
    var psnr_255: Double
    var ssim_uniform7: Double
  }

  private func picture(_ name: String) throws -> Image {
    try PNG.decode([UInt8](reference(name)))
  }

  private func colours(_ image: Image) -> [Float] {
    image.pixels.indices.filter { $0 % 4 != 3 }.map { Float(image.pixels[$0]) }
  }

  private func tensor(_ image: Image) -> Tensor {
    Tensor([1, image.height, image.width, 3], colours(image).map { $0 / 127.5 - 1 })
  }

  private func box(_ image: Image) -> PixelBox {
    PixelBox(rows: 0..<image.height, columns: 0..<image.width)
  }

  @Test(arguments: 0..<3)
  func similarityAndRatioAreThoseOfScikitImage(pair: Int) throws {
    let all = try JSONDecoder().decode([Measured].self, from: reference("similarity.json"))
    let (a, b) = (try picture(all[pair].a), try picture(all[pair].b))
    let similarity = structuralSimilarity(
      colours(a)[...], colours(b)[...], width: a.width, channels: 3)
    #expect(abs(similarity - all[pair].ssim_uniform7) < 1e-6)
    var meter = ReconstructionMeter()
    meter.add(tensor(a), tensor(b), boxes: [box(a)], codes: [])
    let report = meter.report(codeCount: 4)
    #expect(abs(report.psnr - all[pair].psnr_255) < 1e-6)
    #expect(report.opaquePSNR == report.psnr)
    #expect(abs(report.ssim - all[pair].ssim_uniform7) < 1e-6)
  }

  @Test func equalPicturesHaveSimilarityOneAndNoColourError() throws {
    let a = try picture("m1_a.png")
    var meter = ReconstructionMeter()
    meter.add(tensor(a), tensor(a), boxes: [box(a)], codes: [])
    let report = meter.report(codeCount: 4)
    #expect(abs(report.ssim - 1) < 1e-12)
    #expect(report.colourError == 0)
    #expect(report.psnr > 75)
  }

  /// Half of the picture is off by 10 of 255: 28.13 dB there, 3.01 dB more over all of it.
  @Test func theOpaqueBoxIsMeasuredByItself() {
    let side = 8
    let x = Tensor([1, side, side, 3], [Float](repeating: 1, count: side * side * 3))
    let y = x.copy()
    for i in 0..<side * side * 3 where i / 3 % side < 4 { y[i] = 1 - 10 / 127.5 }
    var meter = ReconstructionMeter()
    meter.add(x, y, boxes: [PixelBox(rows: 0..<8, columns: 0..<4)], codes: [])
    let report = meter.report(codeCount: 4)
    #expect(abs(report.opaquePSNR - 28.1308) < 1e-3)
    #expect(abs(report.psnr - 31.1411) < 1e-3)
  }

  /// Red drawn as (200, 50, 0): R−G falls by 105, G−B rises by 50, white ground does not count.
  @Test func colourErrorIsTheMeanOverWhatIsNotWhite() {
    let x = Tensor([1, 8, 8, 3], [Float](repeating: 1, count: 192))
    let y = x.copy()
    for c in 0..<3 {
      x[c] = [255, 0, 0][c] / 127.5 - 1
      y[c] = [200, 50, 0][c] / 127.5 - 1
    }
    var meter = ReconstructionMeter()
    meter.add(x, y, boxes: [PixelBox(rows: 0..<8, columns: 0..<8)], codes: [])
    #expect(abs(meter.report(codeCount: 4).colourError - 77.5) < 1e-9)
  }

  @Test func theShareOfCodesCountsEachOnceOverAllBatches() {
    let x = Tensor([1, 8, 8, 3])
    let whole = PixelBox(rows: 0..<8, columns: 0..<8)
    var meter = ReconstructionMeter()
    meter.add(x, x, boxes: [whole], codes: [1, 1, 2])
    meter.add(x, x, boxes: [whole], codes: [2, 5])
    let report = meter.report(codeCount: 12)
    #expect(report.codesUsed == 0.25)
    // Shares of 2/5, 2/5 and 1/5: e to their entropy.
    #expect(abs(report.codePerplexity - 2.8717) < 1e-4)
    #expect(report.pictures == 2)
  }
}
