/// The seed of one picture: with the request and the checkpoint it fixes every token.
package struct Seed: Hashable, Codable, Sendable, RawRepresentable {
  /// Any 64-bit number.
  package var rawValue: UInt64

  /// Wraps a number.
  package init(rawValue: UInt64) { self.rawValue = rawValue }

  /// Wraps a number.
  package init(_ value: UInt64) { rawValue = value }

  /// The seed of picture `index` of one request: seed + index, wrapping.
  package func advanced(by index: Int) -> Seed {
    Seed(rawValue &+ UInt64(bitPattern: Int64(index)))
  }
}
