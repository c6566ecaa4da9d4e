/// Keeps the k most probable tokens, of equal ones the first.
package struct TopK: LogitsProcessor {
  private let k: Int

  /// Makes the processor, k at least 1.
  package init(_ k: Int) {
    precondition(k >= 1, "top-k must be at least 1, got \(k)")
    self.k = k
  }

  package func process(_ logits: inout [Float]) {
    if k >= logits.count { return }
    let threshold = kthLargest(logits, k)
    var equals = k - logits.count { $0 > threshold }
    for i in logits.indices where !(logits[i] > threshold) {
      if logits[i] == threshold, equals > 0 {
        equals -= 1
      } else {
        logits[i] = -.infinity
      }
    }
  }
}
