package import Tokens

/// Byte-level BPE: text to token ids and back, as in GPT-2 and arXiv 1508.07909.
///
/// `low lower` with the merges `l o`, `lo w` gives `low`, `Ġ`, `low`, `e`, `r`: bytes are written as
/// printable scalars (`Ġ` is a space), and pairs inside a piece are merged in the order in which
/// they were learnt.
package struct TextTokenizer: Sendable {
  /// How the text is cut before merging.
  package let preTokenizer: PreTokenizer
  /// Whether text is put in lower case first, scalar by scalar.
  package let lowercases: Bool
  /// The string of each id, written in the byte alphabet; special tokens as they are.
  package let strings: [Int32: String]
  /// Ids of tokens that are matched whole, by their text.
  package let added: [String: Int32]
  let ids: [String: Int32]
  let merger: BytePairMerger
  let mergeList: [[String]]
  private let byteIDs: [Int32]
  private let addedLengths: [Int]
  private let addedStarts: Set<Unicode.Scalar>

  init(
    preTokenizer: PreTokenizer, lowercases: Bool, ids: [String: Int32], merges: [[String]],
    added: [String: Int32]
  ) {
    self.preTokenizer = preTokenizer
    self.lowercases = lowercases
    self.ids = ids
    self.added = added
    mergeList = merges
    var strings: [Int32: String] = [:]
    for (string, id) in ids { strings[id] = string }
    for (string, id) in added { strings[id] = string }
    self.strings = strings
    let unknown = added["<unk>"] ?? 3
    byteIDs = ByteAlphabet.scalars.map { ids[String($0)] ?? unknown }
    var table: [BytePairMerger.Pair: BytePairMerger.Merge] = [:]
    for (rank, pair) in merges.enumerated() {
      guard let left = ids[pair[0]], let right = ids[pair[1]], let result = ids[pair[0] + pair[1]]
      else { continue }
      table[.init(left: left, right: right)] = .init(rank: Int32(rank), result: result)
    }
    merger = BytePairMerger(merges: table)
    addedLengths = Set(added.keys.map(\.unicodeScalars.count)).sorted(by: >)
    addedStarts = Set(added.keys.compactMap(\.unicodeScalars.first))
  }

  /// The number of ids, text and special together.
  package var count: Int { Int((strings.keys.max() ?? -1) + 1) }

  /// Turns text into ids.
  ///
  /// - Parameters:
  ///   - text: any text; invalid UTF-8 cannot occur in a `String`.
  ///   - special: whether the names of special tokens in the text stand for those tokens. Off for
  ///     what people type: a prompt that says `</s>` is about those four characters.
  /// - Returns: the ids; none for no text.
  /// - Complexity: O(n log n) in the longest piece.
  package func encode(_ text: String, special: Bool = false) -> [TokenID] {
    let scalars = Array(text.unicodeScalars)
    guard special else { return encodePlain(scalars[...]) }
    var result: [TokenID] = []
    var from = 0
    var at = 0
    while at < scalars.count {
      guard let (id, length) = addedToken(scalars, at) else {
        at += 1
        continue
      }
      result += encodePlain(scalars[from..<at]) + [TokenID(rawValue: id)]
      at += length
      from = at
    }
    return result + encodePlain(scalars[from...])
  }

  /// Turns ids into text; bytes that are no UTF-8 become U+FFFD.
  ///
  /// - Parameters:
  ///   - tokens: ids; unknown ones are left out.
  ///   - special: whether special tokens are written by their names or left out.
  /// - Returns: the text.
  package func decode(_ tokens: some Sequence<TokenID>, special: Bool = false) -> String {
    var bytes: [UInt8] = []
    for token in tokens {
      guard let string = strings[token.rawValue] else { continue }
      if added[string] == token.rawValue {
        if special { bytes += Array(string.utf8) }
        continue
      }
      for scalar in string.unicodeScalars { bytes.append(ByteAlphabet.bytes[scalar] ?? 0x3F) }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func addedToken(_ scalars: [Unicode.Scalar], _ at: Int) -> (Int32, Int)? {
    guard addedStarts.contains(scalars[at]) else { return nil }
    for length in addedLengths where at + length <= scalars.count {
      var candidate = String.UnicodeScalarView()
      candidate.append(contentsOf: scalars[at..<at + length])
      if let id = added[String(candidate)] { return (id, length) }
    }
    return nil
  }

  private func encodePlain(_ scalars: ArraySlice<Unicode.Scalar>) -> [TokenID] {
    let text = lowercases ? Self.lowercased(scalars) : scalars
    return preTokenizer.pieces(of: text).flatMap { piece in
      var symbols: [Int32] = []
      symbols.reserveCapacity(piece.count)
      for scalar in piece {
        for byte in UTF8.encode(scalar) ?? .init() { symbols.append(byteIDs[Int(byte)]) }
      }
      return merger.merge(symbols).map { TokenID(rawValue: $0) }
    }
  }

  static func lowercased(_ scalars: ArraySlice<Unicode.Scalar>) -> ArraySlice<Unicode.Scalar> {
    guard scalars.contains(where: { $0.properties.changesWhenLowercased }) else { return scalars }
    return scalars.flatMap { Array($0.properties.lowercaseMapping.unicodeScalars) }[...]
  }
}
