package import Tokens

/// Gumbel noise that depends on nothing but seed, position and token.
///
/// The argmax of logits plus this noise is a draw from their softmax (Gumbel 1954; "Gumbel-max").
/// Because the noise of a token stays where it is when the logits move, a small turn of a knob
/// changes few draws, and a draw does not depend on what is drawn beside it.
/// ```
/// Philox key      seed, low and high 32 bits
/// counter         token / 4, position, version, purpose (0 noise, 1 which positions vary)
/// word token % 4  w; t = (w + ½) / 2³²; noise = −ln(−ln(1 − t))
/// ```
/// Position counts in the picture's grid or in the text, never in the sequence.
package struct GumbelNoise: Sendable {
  /// Changes whenever the same seed would give other noise.
  package static let version: UInt32 = 1
  private let generator: Philox

  /// The noise of a seed.
  package init(_ seed: Seed) {
    let bits = seed.rawValue
    generator = Philox(
      key: (UInt32(truncatingIfNeeded: bits), UInt32(truncatingIfNeeded: bits >> 32)))
  }

  /// Adds the noise of tokens `ids` to a row, the first of them to `row[start]`.
  ///
  /// No noise lifts −∞, so none is made for four tokens that are all ruled out.
  package func add(to row: inout [Float], from start: Int = 0, ids: Range<Int>, position: Int) {
    precondition(start >= 0 && start + ids.count <= row.count, "\(ids) at \(start) of \(row.count)")
    let shift = start - ids.lowerBound
    var id = ids.lowerBound
    while id < ids.upperBound {
      let group = id..<min(id / 4 * 4 + 4, ids.upperBound)
      id = group.upperBound
      if group.allSatisfy({ row[$0 + shift] == -.infinity }) { continue }
      let noise = Self.gumbel(words(group.lowerBound / 4, position, purpose: 0))
      for token in group { row[token + shift] += noise[token % 4] }
    }
  }

  /// A number in 0..<1 that belongs to a position: which positions vary first.
  package func rank(of position: Int) -> Float {
    Float(words(0, position, purpose: 1)[0] >> 8) * 0x1p-24
  }

  @inline(__always)
  private func words(_ group: Int, _ position: Int, purpose: UInt32) -> SIMD4<UInt32> {
    let (a, b, c, d) = generator.block(
      (
        UInt32(truncatingIfNeeded: group), UInt32(truncatingIfNeeded: position), Self.version,
        purpose
      ))
    return SIMD4(a, b, c, d)
  }

  @inline(__always)
  private static func gumbel(_ words: SIMD4<UInt32>) -> SIMD4<Float> {
    // Large noise comes from small t, so t is kept to 32 bits there: what rounding took from 1 − t
    // is given back to first order.
    let high = SIMD4<Float>(SIMD4<Int32>(truncatingIfNeeded: words &>> 8)) * 0x1p-24
    let low = (SIMD4<Float>(SIMD4<Int32>(truncatingIfNeeded: words & 255)) + 0.5) * 0x1p-32
    let sum = high + low
    let t = sum.replacing(with: 1 - 0x1p-24, where: sum .> 1 - 0x1p-24)
    let rest = 1 - t
    return -logarithm(-(logarithm(rest) + ((1 - rest) - t)))
  }
}
