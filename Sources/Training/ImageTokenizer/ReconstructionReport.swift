import Foundation
import Imaging
package import Tensors

/// How well pictures come back from their codes.
package struct ReconstructionReport: Codable, Sendable {
  /// Mean of the pictures' peak signal-to-noise ratios in dB, 8 bits, whole picture.
  package var psnr: Double
  /// Their median.
  package var medianPSNR: Double
  /// Mean ratio over the box of the opaque part, where the ground does not flatter it.
  package var opaquePSNR: Double
  /// Mean structural similarity, at most 1.
  package var ssim: Double
  /// Mean absolute error of R−G and G−B, 0…255, of pixels that are not white in the original.
  package var colourError: Double
  /// Share of the codebook that occurs.
  package var codesUsed: Double
  /// e to the entropy of the codes: how many equally frequent ones would say as much.
  package var codePerplexity: Double
  /// Pictures measured.
  package var pictures: Int

  /// One line for a log.
  package var line: String {
    String(
      format: "PSNR %.2f dB (median %.2f, opaque box %.2f), SSIM %.3f, colour error %.1f, "
        + "codes used %.1f %%, perplexity %.0f, %d pictures",
      psnr, medianPSNR, opaquePSNR, ssim, colourError, codesUsed * 100, codePerplexity, pictures)
  }
}

/// Gathers a `ReconstructionReport` batch by batch.
package struct ReconstructionMeter {
  /// The pictures' peak signal-to-noise ratios in dB.
  package private(set) var ratios: [Double] = []
  /// Their structural similarities.
  package private(set) var similarities: [Double] = []
  private var opaqueSum = 0.0
  private var colourSum = 0.0
  private var colourCount = 0
  private var uses: [Int32: Int] = [:]

  /// Starts with no pictures.
  package init() {}

  /// Takes in a batch.
  ///
  /// - Parameters:
  ///   - x: originals `[B, H, W, 3]` in −1…1.
  ///   - y: reconstructions of the same shape.
  ///   - boxes: the box of each original's opaque part.
  ///   - codes: the codes between.
  package mutating func add(_ x: Tensor, _ y: Tensor, boxes: [PixelBox], codes: [Int32]) {
    precondition(x.shape == y.shape && boxes.count == x.shape[0], "\(x.shape) and \(y.shape)")
    for code in codes { uses[code, default: 0] += 1 }
    let (height, width) = (x.shape[1], x.shape[2])
    let whole = PixelBox(rows: 0..<height, columns: 0..<width)
    let size = height * width * 3
    let (a, b) = (x.values.map(Self.byte), y.values.map(Self.byte))
    for (i, box) in boxes.enumerated() {
      let range = i * size..<(i + 1) * size
      ratios.append(Self.ratio(a[range], b[range], width, in: whole))
      opaqueSum += Self.ratio(a[range], b[range], width, in: box)
      similarities.append(
        structuralSimilarity(a[range], b[range], width: width, channels: 3))
    }
    addColours(a, b)
  }

  /// The figures so far.
  package func report(codeCount: Int) -> ReconstructionReport {
    let sorted = ratios.sorted()
    let count = Double(max(1, ratios.count))
    return ReconstructionReport(
      psnr: ratios.reduce(0, +) / count,
      medianPSNR: sorted.isEmpty ? 0 : sorted[sorted.count / 2], opaquePSNR: opaqueSum / count,
      ssim: similarities.reduce(0, +) / count, colourError: colourSum / Double(max(1, colourCount)),
      codesUsed: Double(uses.count) / Double(codeCount), codePerplexity: exp(entropy),
      pictures: ratios.count)
  }

  /// Of the codes, in nats.
  private var entropy: Double {
    let all = Double(uses.values.reduce(0, +))
    return uses.values.reduce(0) { $0 - Double($1) / all * log(Double($1) / all) }
  }

  private mutating func addColours(_ a: [Float], _ b: [Float]) {
    for i in stride(from: 0, to: a.count, by: 3) where a[i] + a[i + 1] + a[i + 2] < 3 * 250 {
      let redGreen = abs((a[i] - a[i + 1]) - (b[i] - b[i + 1]))
      let greenBlue = abs((a[i + 1] - a[i + 2]) - (b[i + 1] - b[i + 2]))
      colourSum += Double(redGreen + greenBlue) / 2
      colourCount += 1
    }
  }

  /// The ratio inside a box, in dB.
  private static func ratio(
    _ a: ArraySlice<Float>, _ b: ArraySlice<Float>, _ width: Int, in box: PixelBox
  ) -> Double {
    var squares = 0.0
    for y in box.rows {
      let row = a.startIndex + 3 * (y * width + box.columns.lowerBound)
      for i in row..<row + 3 * box.columns.count {
        let d = Double(a[i] - b[i])
        squares += d * d
      }
    }
    let count = Double(3 * box.rows.count * box.columns.count)
    return peakSignalToNoise(meanSquaredError: squares / count)
  }

  private static func byte(_ value: Float) -> Float {
    ((max(-1, min(1, value)) + 1) * 127.5).rounded()
  }
}
