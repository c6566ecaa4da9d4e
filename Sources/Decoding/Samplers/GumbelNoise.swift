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
  package func add(to row: inout [Float], from start: Int = 0, ids: Range<Int>, position: Int) {
    precondition(start >= 0 && start + ids.count <= row.count, "\(ids) at \(start) of \(row.count)")
    let shift = start - ids.lowerBound
    for group in ids.lowerBound / 4..<(ids.upperBound + 3) / 4 {
      let words = words(group, position, purpose: 0)
      let id = 4 * group
      if ids.contains(id) { row[id + shift] += Self.gumbel(words.0) }
      if ids.contains(id + 1) { row[id + 1 + shift] += Self.gumbel(words.1) }
      if ids.contains(id + 2) { row[id + 2 + shift] += Self.gumbel(words.2) }
      if ids.contains(id + 3) { row[id + 3 + shift] += Self.gumbel(words.3) }
    }
  }

  /// A number in 0..<1 that belongs to a position: which positions vary first.
  package func rank(of position: Int) -> Float {
    Float(words(0, position, purpose: 1).0 >> 8) * 0x1p-24
  }

  @inline(__always)
  private func words(_ group: Int, _ position: Int, purpose: UInt32) -> (
    UInt32, UInt32, UInt32, UInt32
  ) {
    generator.block(
      (
        UInt32(truncatingIfNeeded: group), UInt32(truncatingIfNeeded: position), Self.version,
        purpose
      ))
  }

  @inline(__always)
  private static func gumbel(_ word: UInt32) -> Float {
    // Large noise comes from small t, so t is kept to 32 bits there: what rounding took from 1 − t
    // is given back to first order.
    let t = min((Float(word) + 0.5) * 0x1p-32, 1 - 0x1p-24)
    let rest = 1 - t
    return -logarithm(-(logarithm(rest) + ((1 - rest) - t)))
  }
}
