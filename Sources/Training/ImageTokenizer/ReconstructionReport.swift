import Foundation
internal import Tensors

/// How well pictures come back from their codes.
package struct ReconstructionReport: Codable, Sendable {
  /// Mean of the pictures' peak signal-to-noise ratios in dB, 8 bits, whole picture.
  package var psnr: Double
  /// Their median.
  package var medianPSNR: Double
  /// Mean absolute error of R−G and G−B, 0…255, of pixels that are not white in the original.
  package var colourError: Double
  /// Share of the codebook that occurs.
  package var codesUsed: Double
  /// Pictures measured.
  package var pictures: Int

  /// One line for a log.
  package var line: String {
    String(
      format: "PSNR %.2f dB (median %.2f), colour error %.1f, codes used %.1f %%, %d pictures",
      psnr, medianPSNR, colourError, codesUsed * 100, pictures)
  }
}

/// Gathers a `ReconstructionReport` batch by batch.
struct ReconstructionMeter {
  private var ratios: [Double] = []
  private var colourSum = 0.0
  private var colourCount = 0
  private var used: Set<Int32> = []

  /// Takes in originals and reconstructions `[B, H, W, 3]` in −1…1, and the codes between.
  mutating func add(_ x: Tensor, _ y: Tensor, codes: [Int32]) {
    used.formUnion(codes)
    let size = x.count / x.shape[0]
    let (a, b) = (x.values.map(Self.byte), y.values.map(Self.byte))
    for start in stride(from: 0, to: a.count, by: size) {
      var squares = 0.0
      for i in start..<start + size {
        let d = Double(a[i] - b[i])
        squares += d * d
      }
      ratios.append(10 * log10(255 * 255 / max(squares / Double(size), 1e-3)))
    }
    for i in stride(from: 0, to: a.count, by: 3) where a[i] + a[i + 1] + a[i + 2] < 3 * 250 {
      let redGreen = abs((a[i] - a[i + 1]) - (b[i] - b[i + 1]))
      let greenBlue = abs((a[i + 1] - a[i + 2]) - (b[i + 1] - b[i + 2]))
      colourSum += Double(redGreen + greenBlue) / 2
      colourCount += 1
    }
  }

  /// The figures so far.
  func report(codeCount: Int) -> ReconstructionReport {
    let sorted = ratios.sorted()
    return ReconstructionReport(
      psnr: ratios.reduce(0, +) / Double(max(1, ratios.count)),
      medianPSNR: sorted.isEmpty ? 0 : sorted[sorted.count / 2],
      colourError: colourSum / Double(max(1, colourCount)),
      codesUsed: Double(used.count) / Double(codeCount), pictures: ratios.count)
  }

  private static func byte(_ value: Float) -> Float {
    ((max(-1, min(1, value)) + 1) * 127.5).rounded()
  }
}
