package import Decoding
package import Tokens

/// What a session reports when it is pulled.
package enum GenerationEvent: Hashable, Sendable {
  /// One code for each picture, at the same place of all their grids.
  case token(position: Int, codes: [CodeIndex])
  /// Nothing more will come.
  case finished(StopReason)
}
