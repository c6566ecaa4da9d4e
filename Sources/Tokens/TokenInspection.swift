/// What a model thought of one place of a picture, under the knobs that its code was drawn with.
///
/// All probabilities are those of the blended lanes behind the temperature (1 where it is 0, which is
/// greedy) and before top-k and top-p. CD-K rules codes out while it blends: they have probability 0
/// and rank behind all others, the likelier in the lane with the words first.
package struct TokenInspection: Hashable, Codable, Sendable {
  /// What keeps a code from being drawn.
  package enum Exclusion: String, Hashable, Codable, Sendable {
    case contrastive = "CD-K"
    case topK = "top-k"
    case topP = "top-p"
  }

  /// A code that might have stood there.
  package struct Alternative: Hashable, Codable, Sendable {
    /// The code.
    package let code: CodeIndex
    /// Its probability.
    package let probability: Float
    /// What kept it from being drawn, the first of them; nil when it might have been.
    package let exclusion: Exclusion?

    /// Makes an alternative.
    package init(code: CodeIndex, probability: Float, exclusion: Exclusion?) {
      self.code = code
      self.probability = probability
      self.exclusion = exclusion
    }
  }

  /// The place in the grid, from 0.
  package var position: Int
  /// The code that stands there.
  package let code: CodeIndex
  /// Its probability.
  package let probability: Float
  /// Its place among all codes by probability, from 1; of equal ones the first goes first.
  package let rank: Int
  /// The entropy of all probabilities, in nats.
  package let entropy: Float
  /// The codes that top-p alone would keep, whether or not it has a say.
  package let nucleusCount: Int
  /// The codes that CD-K finds plausible; without CD-K, those that it would with its usual numbers.
  package let plausibleCount: Int
  /// The Kullback–Leibler divergence KL(blended ‖ lane with the words) in nats: how far guidance or
  /// CD-K moved the probabilities; 0 without a second lane.
  package let guidanceStrength: Float
  /// The ten most probable other codes, the first the most probable.
  package let alternatives: [Alternative]

  /// How many alternatives are listed.
  package static let alternativeCount = 10

  /// Makes an inspection of a code that was given: nothing else might have stood there.
  package init(given code: CodeIndex, position: Int) {
    self.init(
      position: position, code: code, probability: 1, rank: 1, entropy: 0, nucleusCount: 1,
      plausibleCount: 1, guidanceStrength: 0, alternatives: [])
  }

  /// Makes an inspection; the properties say what each part is.
  package init(
    position: Int, code: CodeIndex, probability: Float, rank: Int, entropy: Float,
    nucleusCount: Int, plausibleCount: Int, guidanceStrength: Float, alternatives: [Alternative]
  ) {
    self.position = position
    self.code = code
    self.probability = probability
    self.rank = rank
    self.entropy = entropy
    self.nucleusCount = nucleusCount
    self.plausibleCount = plausibleCount
    self.guidanceStrength = guidanceStrength
    self.alternatives = alternatives
  }
}
