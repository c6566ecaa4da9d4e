#if canImport(Glibc)
  private import Glibc
#endif

/// A seeded generator: SplitMix64 (Steele, Lea & Flood 2014), whole state in one word.
package struct SplitMix64: RandomNumberGenerator, Codable, Hashable, Sendable {
  /// The state; saved, it continues the stream.
  package var state: UInt64

  /// Starts a stream.
  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Draws from the standard normal distribution (Box & Muller).
package func normal(_ generator: inout some RandomNumberGenerator) -> Float {
  let u = Float.random(in: Float.leastNormalMagnitude...1, using: &generator)
  let v = Float.random(in: 0..<1, using: &generator)
  return (-2 * log(u)).squareRoot() * cos(2 * .pi * v)
}

/// Draws from the normal distribution cut at ±`cut` deviations, by rejection.
package func truncatedNormal(
  deviation: Float, cut: Float = 3, _ generator: inout some RandomNumberGenerator
) -> Float {
  while true {
    let value = normal(&generator)
    if abs(value) <= cut { return value * deviation }
  }
}
