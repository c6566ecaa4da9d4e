/// One of the parallel prompts of a request; all lanes go through the model in one step.
package enum Lane: Hashable, Sendable {
  /// The prompt as written.
  case full
  /// The mask token in the place of the text.
  case unconditional
}

/// Turns the logits of several lanes into one row.
package protocol LaneBlend: Sendable {
  /// The lanes it reads, in the order of the rows it is given.
  var lanes: [Lane] { get }

  /// Blends rows of equal length, all narrowed to the tokens that may come.
  ///
  /// - Parameter rows: the finite logits of each of `lanes`.
  /// - Returns: one row; a token that the blend rules out is −∞.
  func blend(_ rows: [[Float]]) -> [Float]
}
