/// Keeps the smallest set of tokens whose probabilities reach p (nucleus sampling, arXiv 1904.09751).
///
/// With p = 0.7 a row of probabilities 0.5, 0.3, 0.2 keeps the first two: 0.5 alone does not reach
/// 0.7. At least one token stays; p = 1 keeps all; of equally probable tokens the first go first.
package struct TopP: LogitsProcessor {
  private let p: Float

  /// Makes the processor, 0 < p ≤ 1.
  package init(_ p: Float) {
    precondition(p > 0 && p <= 1, "top-p must be above 0 and at most 1, got \(p)")
    self.p = p
  }

  /// - Complexity: O(A + n log n) for A tokens of which n are not rare.
  package func process(_ logits: inout [Float]) {
    if p == 1 { return }
    let mass = probabilities(logits)
    var kept = [Bool](repeating: false, count: logits.count)
    var sum: Float = 0
    for index in Self.descending(mass, above: (1 - p) / Float(mass.count)) {
      kept[index] = true
      sum += mass[index]
      if sum >= p { break }
    }
    for i in logits.indices where !kept[i] { logits[i] = -.infinity }
  }

  /// The indices of the tokens above a bound, the most probable first.
  ///
  /// All tokens at or below (1 − p) / A together have at most 1 − p, so the nucleus never needs them;
  /// leaving them out is what makes the sort short.
  private static func descending(_ mass: [Float], above bound: Float) -> some Sequence<Int> {
    // Probabilities are positive, so their bits order as they do; the index breaks ties.
    var keys: [UInt64] = []
    for (i, value) in mass.enumerated() where value > bound {
      keys.append(UInt64(value.bitPattern) << 32 | UInt64(~UInt32(i)))
    }
    keys.sort(by: >)
    return keys.lazy.map { Int(~UInt32(truncatingIfNeeded: $0)) }
  }
}
