import Foundation
internal import Layers
internal import Tensors
internal import Tokens

/// The file of a bank, numbers little endian:
///
/// ```
/// 0    "LEONBANK"
/// 8    version, 4 bytes: 1
/// 12   n, the header's length, 4 bytes
/// 16   header, JSON: {"maker": {"retriever": …, "image_tokenizer": …}, "count": …, "vector_width": D,
///      "grid_side": s, "code_count": …, "captions": […], "origin_of": [0, 0, 1, …],
///      "origins": [{"source": …, "license": …, "author": …}, …]}
/// 16+n vectors      count · D bytes, signed; a vector is these over their length
/// …    identities   count · 8 bytes, the pictures' fingerprints
/// …    codes        count · s² codes of ⌈log₂ code_count⌉ bits, the lowest bit first
/// ```
/// It is written under a temporary name, synced and renamed.
extension MemoryBank {
  private struct Header: Codable {
    var maker: Maker
    var count: Int
    var vectorWidth: Int
    var gridSide: Int
    var codeCount: Int
    var captions: [String]
    var originOf: [Int]
    var origins: [ReferenceDocument.Origin]

    enum CodingKeys: String, CodingKey {
      case maker, count, captions, origins
      case vectorWidth = "vector_width"
      case gridSide = "grid_side"
      case codeCount = "code_count"
      case originOf = "origin_of"
    }

    /// Whether the numbers go together, whoever wrote them.
    var isSound: Bool {
      count > 0 && captions.count == count && originOf.count == count
        && originOf.allSatisfy(origins.indices.contains) && (1...4096).contains(vectorWidth)
        && (1...256).contains(gridSide) && (2...1 << 16).contains(codeCount)
    }

    var codeBytes: Int { PackedCodes.byteCount(count * gridSide * gridSide, codeCount: codeCount) }
    var bodyBytes: Int { count * (vectorWidth + 8) + codeBytes }
  }

  private static let magic = Array("LEONBANK".utf8)
  private static let version = 1

  /// Writes the file.
  ///
  /// - Throws: `RetrievalError.unwritable`; what was there before is then still there.
  package func write(to path: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let header = try encoder.encode(
      Header(
        maker: maker, count: count, vectorWidth: vectorWidth, gridSide: gridSide,
        codeCount: codeCount, captions: captions, originOf: originIndices, origins: origins))
    var file = Data(Self.magic + Self.bytes(UInt64(Self.version), 4))
    file.append(contentsOf: Self.bytes(UInt64(header.count), 4))
    file.append(header)
    file.append(contentsOf: vectors.map { UInt8(bitPattern: $0) })
    for identity in identities { file.append(contentsOf: Self.bytes(identity.rawValue, 8)) }
    file.append(contentsOf: codes.bytes)
    guard WholeFile.write(file, to: path) else { throw RetrievalError.unwritable(path) }
  }

  /// Reads a bank.
  ///
  /// - Parameters:
  ///   - path: its file.
  ///   - retriever: that its vectors must be of.
  /// - Throws: `RetrievalError.bank` for a file that is missing, broken or of another version, and
  ///   `.foreign` for vectors or codes of other weights.
  package init(path: String, for retriever: Retriever) throws {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw RetrievalError.bank(path, "no such bank, or no permission")
    }
    let bytes = [UInt8](data)
    guard bytes.count >= 16, bytes.starts(with: Self.magic) else {
      throw RetrievalError.bank(path, "not a memory bank of leon's")
    }
    let version = Self.number(bytes[8..<12])
    guard version == UInt64(Self.version) else {
      throw RetrievalError.bank(
        path, "a bank of version \(version); this leon reads \(Self.version)")
    }
    let body = 16 + Int(Self.number(bytes[12..<16]))
    guard body <= bytes.count,
      let header = try? JSONDecoder().decode(Header.self, from: Data(bytes[16..<body])),
      header.isSound, bytes.count == body + header.bodyBytes
    else { throw RetrievalError.bank(path, "the bank is cut short or damaged") }
    try self.init(header, bytes[body...], path, for: retriever)
  }

  private init(
    _ header: Header, _ body: ArraySlice<UInt8>, _ path: String, for retriever: Retriever
  ) throws {
    let needed = Maker(retriever)
    if header.maker.retriever != needed.retriever {
      throw RetrievalError.foreign(
        path, made: "the retriever \(header.maker.retriever)", needed: needed.retriever)
    }
    if header.maker.imageTokenizer != needed.imageTokenizer {
      throw RetrievalError.foreign(
        path, made: "the image tokenizer \(header.maker.imageTokenizer)",
        needed: needed.imageTokenizer)
    }
    let vectors = body.prefix(header.count * header.vectorWidth)
    let identities = body[vectors.endIndex...].prefix(header.count * 8)
    let codes = PackedCodes(
      bytes: Array(body[identities.endIndex...]), codeCount: header.codeCount)
    self.init(
      maker: header.maker, gridSide: header.gridSide, codeCount: header.codeCount,
      captions: header.captions, origins: header.origins, originIndices: header.originOf,
      identities: (0..<header.count).map { place in
        let start = identities.startIndex + 8 * place
        return Fingerprint(rawValue: Self.number(identities[start..<start + 8]))
      },
      codes: codes, vectors: vectors.map { Int8(bitPattern: $0) }, on: retriever.compute)
    let strangers = (0..<count).first { document($0).picture.fingerprint != self.identities[$0] }
    if let strangers {
      throw RetrievalError.bank(
        path, "the picture of “\(captions[strangers])” is not the one that was stored")
    }
  }

  private static func bytes(_ value: UInt64, _ count: UInt64) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }
}
