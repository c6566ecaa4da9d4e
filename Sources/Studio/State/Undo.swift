package import History

/// An act that can be taken back.
package struct Undo: Hashable, Sendable {
  /// What was done, for the status line: `#12 kept`.
  package let title: String
  /// How to take it back.
  package let way: Way

  /// How to take an act back.
  package enum Way: Hashable, Sendable {
    /// Take back what was done to entries of the history.
    case edit(Int)
    /// Put an order back into the queue.
    case order(Order, place: Int)
    /// Decide on a tile as before.
    case tile(SheetTileID, Run.Verdict)
    /// Put prompt, settings and picture back, and show the sheet again.
    case adoption(DrawSettings, PromptWords, shown: Picture?)
    /// Put words and settings back.
    case settings(DrawSettings, PromptWords)
    /// Go on with a drawing by hand.
    case sketch(Sketch)
  }

  /// Acts that are remembered; older ones are forgotten.
  static let most = 100
}
