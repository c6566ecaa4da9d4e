/// Changes one row of logits before a token is drawn from it.
package protocol LogitsProcessor: Sendable {
  /// Changes the logits in place; a token that is ruled out becomes −∞, at least one stays.
  func process(_ logits: inout [Float])
}
