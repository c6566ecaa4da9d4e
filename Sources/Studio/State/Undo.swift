package import History

/// An act that can be taken back.
package struct Undo: Hashable, Sendable {
  /// What was done, for the status line: `#12 kept`.
  package let title: String
  /// How to take it back.
  package let way: Way

  /// How to take an act back.
  package enum Way: Hashable, Sendable {
    /// Decide on an entry as before.
    case verdict(HistoryEntry, Run.Verdict)
    /// Rate an entry as before.
    case rating(HistoryEntry, Int?)
    /// Put an order back into the queue.
    case order(Order, place: Int)
    /// Put prompt and settings back.
    case settings(DrawSettings, prompt: String)
  }

  /// Acts that are remembered; older ones are forgotten.
  static let most = 100
}
