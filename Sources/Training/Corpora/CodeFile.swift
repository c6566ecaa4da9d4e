import Foundation

/// A file of image codes behind a header in JSON.
///
/// ```
/// 0   magic of eight letters, the last one the version
/// 8   length of the header, 4 bytes, little endian
/// 12  the header
/// …   the codes, 2 bytes each, little endian
/// ```
struct CodeFile {
  /// What the file begins with.
  let magic: String
  /// What it is called when it is refused.
  let name: String

  /// Reads a file.
  ///
  /// - Throws: `CorpusError` or `TrainingError.checkpoint` when it is missing, broken or of another
  ///   version.
  func read<Header: Decodable>(
    _ header: Header.Type, from path: String
  ) throws -> (header: Header, codes: [UInt16]) {
    let bytes = try readFile(path)
    guard bytes.starts(with: magic.utf8) else {
      throw TrainingError.checkpoint(path, "not a \(name) of version \(magic.suffix(1))")
    }
    let length = bytes.dropFirst(8).prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    let body = 12 + length
    guard bytes.count >= body, (bytes.count - body) % 2 == 0,
      let header = try? JSONDecoder().decode(header, from: Data(bytes[12..<body]))
    else { throw damaged(path) }
    let codes = stride(from: body, to: bytes.count, by: 2).map {
      UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8
    }
    return (header, codes)
  }

  /// Why a file that does not hold together is refused.
  func damaged(_ path: String) -> TrainingError {
    .checkpoint(path, "the \(name) is cut short or damaged")
  }

  /// Writes a file.
  ///
  /// - Throws: `CorpusError.unwritable`.
  func write(_ header: some Encodable, _ codes: [UInt16], to path: String) throws {
    let json = [UInt8](try JSONEncoder().encode(header))
    var bytes =
      Array(magic.utf8) + (0..<4).map { UInt8(truncatingIfNeeded: json.count >> (8 * $0)) } + json
    bytes.reserveCapacity(bytes.count + codes.count * 2)
    for code in codes {
      bytes.append(UInt8(truncatingIfNeeded: code))
      bytes.append(UInt8(truncatingIfNeeded: code >> 8))
    }
    try writeFile(bytes, to: path)
  }
}
