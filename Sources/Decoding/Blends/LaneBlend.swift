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
