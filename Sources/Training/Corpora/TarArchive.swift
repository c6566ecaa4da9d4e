/// The regular files of an uncompressed ustar archive.
///
/// ```
/// header, 512 bytes: name 0–99, size (octal) 124–135, type 156, magic 257–261, prefix 345–499
/// content, padded to 512 bytes; then the next header; two blocks of zeros end the archive
/// ```
package struct TarArchive {
  /// A file of the archive.
  package struct Member {
    /// Its path.
    package let name: String
    /// Where its bytes lie in the archive.
    package let range: Range<Int>
  }

  /// The archive's bytes.
  package let bytes: [UInt8]
  /// Its files in order.
  package let members: [Member]

  /// Reads the list of files.
  ///
  /// - Throws: `CorpusError.brokenArchive` when a header is not ustar's or a file is cut short.
  package init(_ bytes: [UInt8], name archive: String) throws {
    var members: [Member] = []
    var at = 0
    while at < bytes.count, bytes[at] != 0 {
      guard at + 512 <= bytes.count else {
        throw CorpusError.brokenArchive(archive, "cut short at byte \(bytes.count)")
      }
      guard Array(bytes[at + 257..<at + 262]) == Array("ustar".utf8) else {
        throw CorpusError.brokenArchive(archive, "no ustar header at byte \(at)")
      }
      guard let size = Int(Self.text(bytes, at + 124, 12), radix: 8), size >= 0 else {
        throw CorpusError.brokenArchive(archive, "no size at byte \(at + 124)")
      }
      let range = at + 512..<at + 512 + size
      guard range.upperBound <= bytes.count else {
        throw CorpusError.brokenArchive(archive, "cut short at byte \(bytes.count)")
      }
      let prefix = Self.text(bytes, at + 345, 155)
      let name = (prefix.isEmpty ? "" : prefix + "/") + Self.text(bytes, at, 100)
      if bytes[at + 156] == UInt8(ascii: "0") || bytes[at + 156] == 0 {
        members.append(Member(name: name, range: range))
      }
      at = range.upperBound + (512 - size % 512) % 512
    }
    self.bytes = bytes
    self.members = members
  }

  private static func text(_ bytes: [UInt8], _ from: Int, _ count: Int) -> String {
    let field = String(decoding: bytes[from..<from + count].prefix { $0 != 0 }, as: UTF8.self)
    return field.hasSuffix(" ") ? String(field.dropLast()) : field
  }
}

/// Why a corpus cannot be read or written.
package enum CorpusError: Error, CustomStringConvertible {
  /// An archive and what is wrong with it.
  case brokenArchive(String, String)
  /// A table, the line, and what is wrong with it.
  case badLine(String, Int, String)
  /// A file or folder and the system's reason.
  case unreadable(String, String)
  /// A file and the system's reason.
  case unwritable(String, String)
  /// A folder without pictures.
  case empty(String)

  package var description: String {
    switch self {
    case .brokenArchive(let name, let reason): "\(name) is not a sound tar archive: \(reason)."
    case .badLine(let name, let line, let reason): "\(name), line \(line): \(reason)."
    case .unreadable(let name, let reason): "\(name) cannot be read: \(reason)."
    case .unwritable(let name, let reason): "\(name) cannot be written: \(reason)."
    case .empty(let name):
      "\(name) holds no captioned pictures; a metadata.jsonl with file_name and text, or pictures, "
        + "PNG or JPEG, with their words in name.txt, are expected."
    }
  }
}
