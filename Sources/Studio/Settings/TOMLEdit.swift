/// Changes of a TOML file that leave its comments, its order and its blanks as they are.
package enum TOMLEdit {
  /// The file with a key set.
  ///
  /// - Parameters:
  ///   - path: The key, behind the names of its tables.
  ///   - literal: The value as TOML writes it, on one line.
  ///   - text: The file, which a parser takes for sound.
  /// - Returns: nil where the key lies in a table written in braces.
  package static func setting(_ path: [String], to literal: String, in text: String) -> String? {
    let outline = TOMLOutline(text)
    let bytes = Array(text.utf8)
    if let entry = outline.entries.first(where: { $0.path == path }) {
      return String(
        decoding: bytes[..<entry.value.lowerBound] + Array(literal.utf8)
          + bytes[entry.value.upperBound...], as: UTF8.self)
    }
    let table = Array(path.dropLast())
    guard !outline.entries.contains(where: { path.starts(with: $0.path) }) else { return nil }
    let newline = text.contains("\r\n") ? "\r\n" : "\n"
    let line = "\(name(path[path.count - 1])) = \(literal)"
    guard let place = outline.place(for: table, bytes) else {
      let header = table.map(name).joined(separator: ".")
      return ended(text, newline) + (text.isEmpty ? "" : newline)
        + "[\(header)]\(newline)\(line)\(newline)"
    }
    let before = ended(String(decoding: bytes[..<place.at], as: UTF8.self), newline)
    let gap = place.isBeforeTable ? newline : ""
    return before + line + newline + gap + String(decoding: bytes[place.at...], as: UTF8.self)
  }

  /// A text as TOML writes it.
  package static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case _ where scalar.value < 32 || scalar.value == 127:
        let hex = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// A key as TOML writes it: in quotes where it must be.
  package static func name(_ key: String) -> String {
    let isBare =
      !key.isEmpty
      && key.utf8.allSatisfy { byte in
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 32)
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-")
          || byte == UInt8(ascii: "_")
      }
    return isBare ? key : quoted(key)
  }

  private static func ended(_ text: String, _ newline: String) -> String {
    text.isEmpty || text.utf8.last == UInt8(ascii: "\n") ? text : text + newline
  }
}

extension TOMLOutline {
  /// Where a new key of a table goes: after the last that it has.
  ///
  /// - Returns: nil where there is no such table; the root always is.
  fileprivate func place(
    for table: [String], _ bytes: [UInt8]
  ) -> (at: Int, isBeforeTable: Bool)? {
    let headers = tables.map(\.end)
    if table.isEmpty {
      let first = headers.first ?? bytes.count + 1
      if let last = entries.last(where: { $0.value.upperBound < first }) {
        return (lineEnd(after: last.value.upperBound, bytes), false)
      }
      guard let header = tables.first else { return (bytes.count, false) }
      return (startOfComment(above: header.end, bytes), true)
    }
    guard let index = tables.lastIndex(where: { $0.path == table }) else { return nil }
    let range = headers[index]..<(index + 1 < headers.count ? headers[index + 1] : bytes.count + 1)
    let last = entries.last { range.contains($0.value.lowerBound) }
    return (last.map { lineEnd(after: $0.value.upperBound, bytes) } ?? headers[index], false)
  }

  private func lineEnd(after place: Int, _ bytes: [UInt8]) -> Int {
    let rest = bytes[place...].firstIndex(of: UInt8(ascii: "\n"))
    return rest.map { $0 + 1 } ?? bytes.count
  }

  /// The start of the lines of comment that stand directly above a header.
  private func startOfComment(above headerEnd: Int, _ bytes: [UInt8]) -> Int {
    var start = lineStart(before: headerEnd - 1, bytes)
    while start > 0 {
      let above = lineStart(before: start - 1, bytes)
      guard bytes[above] == UInt8(ascii: "#") else { break }
      start = above
    }
    return start
  }

  private func lineStart(before place: Int, _ bytes: [UInt8]) -> Int {
    let newline = bytes[..<max(place, 0)].lastIndex(of: UInt8(ascii: "\n"))
    return newline.map { $0 + 1 } ?? 0
  }
}
