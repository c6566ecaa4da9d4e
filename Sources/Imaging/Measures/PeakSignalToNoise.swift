import Foundation

/// 10 log₁₀(255² / mean squared error) in dB.
///
/// - Parameter meanSquaredError: of values 0…255; below 0.001 it counts as that, so that equal pictures
///   have a ratio too: 78.1 dB.
/// - Returns: the ratio.
package func peakSignalToNoise(meanSquaredError: Double) -> Double {
  10 * log10(255 * 255 / max(meanSquaredError, 1e-3))
}

extension Image {
  /// How near another picture of the same size comes to this one, both laid on white.
  ///
  /// - Parameter other: of the same size.
  /// - Returns: the mean squared error of red, green and blue, and their structural similarity (sides of
  ///   at least 7 pixels).
  package func distance(to other: Image) -> (meanSquaredError: Double, similarity: Double) {
    precondition(
      width == other.width && height == other.height,
      "\(width) × \(height) against \(other.width) × \(other.height) pixels")
    let (a, b) = (channels, other.channels)
    let squares = zip(a, b).reduce(0.0) { $0 + Double(($1.0 - $1.1) * ($1.0 - $1.1)) }
    return (
      squares / Double(a.count), structuralSimilarity(a[...], b[...], width: width, channels: 3)
    )
  }

  /// Mean absolute difference of red, green and blue, 0…255, both pictures opaque.
  ///
  /// - Parameters:
  ///   - other: of the same size.
  ///   - limit: where counting ends, since the difference is already as large.
  /// - Returns: the difference, or some number of at least `limit`.
  package func meanDifference(to other: Image, limit: Double = .infinity) -> Double {
    precondition(
      width == other.width && height == other.height,
      "\(width) × \(height) against \(other.width) × \(other.height) pixels")
    precondition(isOpaque && other.isOpaque, "a transparent picture")
    let count = 3 * width * height
    let most = limit * Double(count)
    var sum = 0
    for row in 0..<height {
      for i in row * 4 * width..<(row + 1) * 4 * width where i & 3 != 3 {
        sum += abs(Int(pixels[i]) - Int(other.pixels[i]))
      }
      if Double(sum) >= most { break }
    }
    return Double(sum) / Double(count)
  }

  /// Red, green and blue of each pixel on white, `[H, W, 3]`, 0…255.
  private var channels: [Float] { composited(on: .white).rgb.map(Float.init) }
}
