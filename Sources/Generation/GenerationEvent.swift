package import Decoding
package import Tokens

/// What a session reports when it is pulled.
package enum GenerationEvent: Hashable, Sendable {
  /// One code for each picture, at the same place of all their grids.
  case token(position: Int, codes: [CodeIndex])
  /// Nothing more will come.
  case finished(StopReason)
}

/// Knobs that were replaced while a picture was being written.
package struct KnobChange: Codable, Hashable, Sendable {
  /// The first code that was drawn with them.
  package let position: Int
  /// The knobs from there on.
  package let knobs: Knobs

  /// Makes a change.
  package init(position: Int, knobs: Knobs) {
    self.position = position
    self.knobs = knobs
  }
}
