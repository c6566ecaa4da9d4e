// A PNG is its signature and then chunks:
//
//   length (4, big-endian)   type (4 letters)   data (length)   CRC-32 of type and data (4)
//
//   IHDR   13 bytes of header, always first
//   tEXt   keyword, 0, text in Latin-1
//   iTXt   keyword, 0, compressed? (0), method (0), language, 0, translated keyword, 0, text in UTF-8
//
// libpng's simplified interface knows no text, so the chunks are put in and found here.

extension PNG {
  /// A text that a PNG carries beside its pixels.
  package struct Text: Hashable, Sendable {
    /// What it is: 1 to 79 printable Latin-1 characters.
    package var keyword: String
    /// The text, of any length.
    package var text: String

    /// Makes a text.
    package init(keyword: String, text: String) {
      self.keyword = keyword
      self.text = text
    }
  }

  /// The texts of a PNG in the order of the file.
  ///
  /// Compressed ones and damaged chunks are passed over, so that a picture is never lost for them.
  package static func texts(of bytes: [UInt8]) -> [Text] {
    guard bytes.starts(with: signature) else { return [] }
    var found: [Text] = []
    var chunks = bytes.dropFirst(signature.count)
    while let chunk = takeChunk(from: &chunks) {
      switch chunk.type {
      case "tEXt": found += latinText(chunk.data)
      case "iTXt": found += unicodeText(chunk.data)
      default: continue
      }
    }
    return found
  }

  /// The text chunks behind the header; as `tEXt` where Latin-1 holds the text, which every reader knows.
  static func insert(_ texts: [Text], into bytes: [UInt8]) -> [UInt8] {
    let headerEnd = signature.count + 12 + 13
    let chunks = texts.flatMap { text in
      let keyword = Array(text.keyword.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) })
      precondition(
        (1...79).contains(keyword.count) && !keyword.contains(0), "keyword “\(text.keyword)”")
      guard text.text.unicodeScalars.allSatisfy({ $0.value < 256 && $0.value != 0 }) else {
        return chunk("iTXt", keyword + [0, 0, 0, 0, 0] + Array(text.text.utf8))
      }
      return chunk("tEXt", keyword + [0] + text.text.unicodeScalars.map { UInt8($0.value) })
    }
    return bytes[..<headerEnd] + chunks + bytes[headerEnd...]
  }

  private static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
    let body = Array(type.utf8) + data
    return bigEndian(UInt32(data.count)) + body + bigEndian(checksum(body[...]))
  }

  /// The next chunk whose checksum is right; nil at the end.
  private static func takeChunk(
    from bytes: inout ArraySlice<UInt8>
  ) -> (type: String, data: ArraySlice<UInt8>)? {
    while bytes.count >= 12 {
      let length = Int(number(bytes.prefix(4)))
      guard length <= bytes.count - 12 else { return nil }
      let body = bytes.dropFirst(4).prefix(4 + length)
      let sum = number(bytes.dropFirst(8 + length).prefix(4))
      bytes = bytes.dropFirst(12 + length)
      guard checksum(body) == sum else { continue }
      return (String(decoding: body.prefix(4), as: UTF8.self), body.dropFirst(4))
    }
    return nil
  }

  private static func latinText(_ data: ArraySlice<UInt8>) -> [Text] {
    guard let end = data.firstIndex(of: 0) else { return [] }
    return [Text(keyword: latin(data[..<end]), text: latin(data[(end + 1)...]))]
  }

  private static func unicodeText(_ data: ArraySlice<UInt8>) -> [Text] {
    let parts = data.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
    // After the keyword: two bytes about compression, then language and translation, each ended by 0.
    guard parts.count == 2, parts[1].first == 0 else { return [] }
    let rest = parts[1].dropFirst(2)
      .split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false)
    guard rest.count == 3 else { return [] }
    return [Text(keyword: latin(parts[0]), text: String(decoding: rest[2], as: UTF8.self))]
  }

  private static func latin(_ bytes: ArraySlice<UInt8>) -> String {
    String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }

  private static func bigEndian(_ value: UInt32) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// CRC-32 as PNG's specification defines it (annex D), by half bytes.
  private static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    var sum: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      sum ^= UInt32(byte)
      sum = (sum >> 4) ^ halfByteSums[Int(sum & 15)]
      sum = (sum >> 4) ^ halfByteSums[Int(sum & 15)]
    }
    return ~sum
  }

  private static let halfByteSums: [UInt32] = (0..<16).map { value in
    (0..<4).reduce(UInt32(value)) { sum, _ in (sum >> 1) ^ (sum & 1 == 1 ? 0xEDB8_8320 : 0) }
  }
}
