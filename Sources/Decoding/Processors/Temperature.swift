/// Divides the logits: below 1 the likely tokens become likelier, above 1 all become more alike.
package struct Temperature: LogitsProcessor {
  private let value: Float

  /// Makes the processor; a temperature of 0 is `Greedy`.
  package init(_ value: Float) {
    precondition(value > 0, "temperature must be above 0, got \(value)")
    self.value = value
  }

  package func process(_ logits: inout [Float]) {
    if value == 1 { return }
    for i in logits.indices { logits[i] /= value }
  }
}
