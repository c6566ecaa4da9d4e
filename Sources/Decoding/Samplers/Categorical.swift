package import Tokens

/// Draws from the softmax of a row by adding noise that belongs to seed, position and token.
package struct Categorical: Sampler {
  private let noise: GumbelNoise
  private let other: GumbelNoise
  private let variation: Float

  /// Makes a sampler.
  ///
  /// - Parameters:
  ///   - seed: of the noise.
  ///   - variationSeed: of the noise that some positions take instead.
  ///   - variation: the share of such positions, 0…1; a larger share keeps those of a smaller.
  package init(seed: Seed, variationSeed: Seed = Seed(0), variation: Float = 0) {
    noise = GumbelNoise(seed)
    other = GumbelNoise(variationSeed)
    self.variation = variation
  }

  package func sample(_ logits: [Float], _ allowed: AllowOnly, position: Int) -> Int {
    let source = other.rank(of: position) < variation ? other : noise
    var row = logits
    var start = 0
    for range in allowed.ranges {
      source.add(to: &row, from: start, ids: range, position: position)
      start += range.count
    }
    return indexOfMaximum(row)
  }
}
