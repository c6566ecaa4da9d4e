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

  /// - Complexity: O(A) on average for A tokens; nothing is sorted.
  package func process(_ logits: inout [Float]) {
    if p == 1 { return }
    let probabilities = probabilities(logits)
    // All those below it together miss less than half of 1 - p, so that none of them is in the nucleus.
    let floor = (1 - p) / Float(2 * logits.count)
    let keys = probabilities.indices.lazy.filter { probabilities[$0] >= floor }
      .map { Key(probability: probabilities[$0], index: $0) }
    let last = lastKept(Array(keys))
    for i in logits.indices where Key(probability: probabilities[i], index: i) < last {
      logits[i] = -.infinity
    }
  }

  /// The least probable token of the nucleus.
  ///
  /// Quickselect by mass: keeps the side of a pivot on which the sum reaches p.
  private func lastKept(_ keys: [Key]) -> Key {
    var rest = keys
    var missing = p
    while rest.count > 1 {
      let pivot = rest[rest.count / 2]
      let above = rest.filter { $0 > pivot }
      let mass = above.reduce(0) { $0 + $1.probability }
      if mass >= missing {
        rest = above
        continue
      }
      missing -= mass + pivot.probability
      let below = rest.filter { $0 < pivot }
      if missing <= 0 || below.isEmpty { return pivot }
      rest = below
    }
    return rest[0]
  }

  /// A token's place in the order of probability, of equal ones the first before the others.
  private struct Key: Comparable {
    private let bits: UInt64

    init(probability: Float, index: Int) {
      // Probabilities are not negative, so their bits order as they do.
      bits = UInt64(probability.bitPattern) << 32 | UInt64(~UInt32(index))
    }

    var probability: Float { Float(bitPattern: UInt32(bits >> 32)) }

    static func < (a: Key, b: Key) -> Bool { a.bits < b.bits }
  }
}
