/// Where the keys of a TOML file stand, which its parser does not tell.
///
/// It serves sentences that name a line, and edits that leave the rest of a file as it is. It is
/// meant for text that a parser took for sound; of other text it tells what it can.
///
///     a = 1            path [a]         line 1
///     [t.u]            table [t, u]     line 2
///     "b.c" = [        path [t, u, b.c] lines 3 to 5
///       2,
///     ]   # comment    the value ends before the comment
package struct TOMLOutline: Sendable {
  /// A key and its value.
  package struct Entry: Hashable, Sendable {
    /// The names from the file's root down to the key.
    package var path: [String]
    /// The line of the key, counted from 1.
    package var line: Int
    /// The bytes of the value.
    package var value: Range<Int>
  }

  /// A header such as `[keys]`.
  package struct Table: Hashable, Sendable {
    /// The names in the brackets.
    package var path: [String]
    /// The line, counted from 1.
    package var line: Int
    /// The byte after it.
    package var end: Int
  }

  /// The keys in their order.
  package private(set) var entries: [Entry] = []
  /// The headers in their order.
  package private(set) var tables: [Table] = []

  /// Reads a file's text.
  package init(_ text: String) {
    var scanner = TOMLScanner(bytes: Array(text.utf8))
    var table: [String] = []
    while scanner.skipToContent() {
      let line = scanner.line
      if scanner.skip(UInt8(ascii: "[")) {
        _ = scanner.skip(UInt8(ascii: "["))
        table = scanner.path()
        scanner.skipLine()
        tables.append(Table(path: table, line: line, end: scanner.at))
        continue
      }
      let path = table + scanner.path()
      _ = scanner.skip(UInt8(ascii: "="))
      entries.append(Entry(path: path, line: line, value: scanner.value()))
      scanner.skipLine()
    }
  }

  /// The line of a key; for one inside a value the line where the value's key stands.
  package func line(of path: [String]) -> Int? {
    for length in stride(from: path.count, to: 0, by: -1) {
      let start = Array(path.prefix(length))
      if let entry = entries.first(where: { $0.path == start }) { return entry.line }
      if let table = tables.first(where: { $0.path == start }) { return table.line }
    }
    return nil
  }
}

/// Walks through TOML byte by byte.
private struct TOMLScanner {
  let bytes: [UInt8]
  var at = 0
  var line = 1

  private static let newline = UInt8(ascii: "\n")
  private static let comment = UInt8(ascii: "#")
  private static let quotes = [UInt8(ascii: "\""), UInt8(ascii: "'")]

  private var byte: UInt8? { at < bytes.count ? bytes[at] : nil }

  private mutating func advance() {
    if byte == Self.newline { line += 1 }
    at += 1
  }

  /// Skips blanks, empty lines and comments; false at the end.
  mutating func skipToContent() -> Bool {
    while let byte {
      if byte == Self.comment {
        skipLine()
      } else if byte <= UInt8(ascii: " ") {
        advance()
      } else {
        return true
      }
    }
    return false
  }

  mutating func skipLine() {
    while let byte {
      advance()
      if byte == Self.newline { return }
    }
  }

  private mutating func skipBlanks() {
    while byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") { advance() }
  }

  mutating func skip(_ wanted: UInt8) -> Bool {
    skipBlanks()
    guard byte == wanted else { return false }
    advance()
    return true
  }

  /// A key with its dots, up to `=` or `]`.
  mutating func path() -> [String] {
    var names: [String] = []
    while let byte, byte != Self.newline {
      skipBlanks()
      names.append(name())
      guard skip(UInt8(ascii: ".")) else { break }
    }
    return names
  }

  private mutating func name() -> String {
    let start = at
    if let byte, Self.quotes.contains(byte) {
      skipString()
      return String(decoding: bytes[start + 1..<max(start + 1, at - 1)], as: UTF8.self)
    }
    while let byte, byte > UInt8(ascii: " "), !".=]".utf8.contains(byte) { advance() }
    return String(decoding: bytes[start..<at], as: UTF8.self)
  }

  /// The bytes of a value, without the blanks and the comment after it.
  mutating func value() -> Range<Int> {
    skipBlanks()
    let start = at
    var end = at
    var depth = 0
    while let byte {
      if Self.quotes.contains(byte) {
        skipString()
        end = at
        continue
      }
      if depth == 0, byte == Self.newline || byte == Self.comment { break }
      if byte == Self.comment {
        skipLine()
        continue
      }
      if "[{".utf8.contains(byte) { depth += 1 }
      if "]}".utf8.contains(byte) { depth -= 1 }
      advance()
      if byte > UInt8(ascii: " ") { end = at }
    }
    return start..<end
  }

  /// A string of one or three quotes.
  private mutating func skipString() {
    guard let quote = byte else { return }
    let isLong = bytes[at...].prefix(3) == [quote, quote, quote][...]
    let mark = isLong ? 3 : 1
    for _ in 0..<mark { advance() }
    while let byte {
      if bytes[at...].prefix(mark).elementsEqual(Array(repeating: quote, count: mark)) { break }
      if !isLong, byte == Self.newline { return }
      if byte == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") { advance() }
      if at < bytes.count { advance() }
    }
    for _ in 0..<mark where at < bytes.count { advance() }
  }
}
