/// CD-K, contrastive decoding with the model's own unconditional lane as the amateur.
///
/// CM3Leon's equation 3, with k = 1 that of arXiv 2210.15097:
/// ```
/// V = { t : p_EXP(t) ≥ alpha · (k-th largest p_EXP) }          the plausible tokens
/// row(t) = ln p_EXP(t) − ln p_AMA(t) for t in V, −∞ outside
/// ```
/// Both logarithms are taken up to a constant, which no draw notices: the normalisers of the two
/// softmaxes. The amateur's logits are divided by its temperature first.
package struct ContrastiveTopK: LaneBlend {
  private let k: Int
  private let logAlpha: Float
  private let amateurTemperature: Float

  /// Makes the blend.
  ///
  /// - Parameters:
  ///   - alpha: 0…1; 0 keeps every token.
  ///   - k: at least 1; the larger, the more tokens are plausible.
  ///   - amateurTemperature: above 0; the smaller, the surer of itself the amateur is.
  package init(alpha: Float, k: Int, amateurTemperature: Float) {
    precondition(
      alpha >= 0 && alpha <= 1 && k >= 1 && amateurTemperature > 0,
      "alpha \(alpha), k \(k), amateur temperature \(amateurTemperature)")
    self.k = k
    logAlpha = alpha == 0 ? -.infinity : logarithm(alpha)
    self.amateurTemperature = amateurTemperature
  }

  package var lanes: [Lane] { [.full, .unconditional] }

  package func blend(_ rows: [[Float]]) -> [Float] {
    var row = rows[0]
    let amateur = rows[1]
    let threshold = threshold(of: row)
    for i in row.indices {
      row[i] = row[i] >= threshold ? row[i] - amateur[i] / amateurTemperature : -.infinity
    }
    return row
  }

  /// How many tokens of a row of the lane with the words are plausible.
  func plausibleCount(of row: [Float]) -> Int {
    let threshold = threshold(of: row)
    return row.count { $0 >= threshold }
  }

  /// p ≥ alpha · p_k, in log space and with the normaliser cancelled.
  private func threshold(of row: [Float]) -> Float {
    kthLargest(row, min(k, row.count)) + logAlpha
  }
}
