package import Tokens

/// What may follow a prompt, and when it is over.
package protocol Grammar: Sendable {
  /// The tokens that may stand at a position, counted from the first one drawn.
  func allowed(at position: Int) -> AllowOnly

  /// Whether nothing follows `token`, drawn at `position`.
  func stopReason(after token: TokenID, at position: Int) -> StopReason?
}
