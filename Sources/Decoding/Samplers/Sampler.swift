/// Chooses one of the tokens of a shaped row.
package protocol Sampler: Sendable {
  /// Chooses a token.
  ///
  /// - Parameters:
  ///   - logits: of the allowed tokens, −∞ for those that processors ruled out.
  ///   - allowed: the tokens that the places stand for.
  ///   - position: in the picture's grid or the text.
  /// - Returns: the place of the token in the row.
  func sample(_ logits: [Float], _ allowed: AllowOnly, position: Int) -> Int
}

/// Takes the most probable token, of equal ones the first.
package struct Greedy: Sampler {
  /// Makes the sampler.
  package init() {}

  package func sample(_ logits: [Float], _ allowed: AllowOnly, position: Int) -> Int {
    indexOfMaximum(logits)
  }
}

/// The place of the largest value, of equal ones the first; 0 for a row of NaN.
func indexOfMaximum(_ values: [Float]) -> Int {
  var best = 0
  for i in values.indices where values[i] > values[best] { best = i }
  return best
}
