/// An entry of the unified vocabulary: text, image code or special token.
package struct TokenID: Hashable, Comparable, Codable, Sendable, RawRepresentable {
  /// The row of the embedding table, from 0.
  package var rawValue: Int32

  /// Wraps a row number.
  package init(rawValue: Int32) { self.rawValue = rawValue }

  /// Wraps a row number.
  package init(_ value: Int) { rawValue = Int32(value) }

  /// The row as an index.
  package var index: Int { Int(rawValue) }

  package static func < (a: TokenID, b: TokenID) -> Bool { a.rawValue < b.rawValue }
}

extension TokenID: CustomStringConvertible {
  package var description: String { "#\(rawValue)" }
}
