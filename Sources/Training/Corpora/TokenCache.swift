package import Tokens

/// The codes of a corpus, several versions a picture, so that the image tokenizer runs once.
///
/// As a `CodeFile` whose header has the tokenizer's hash, the codes a picture, and for each row its
/// picture, colours and mirroring; then the codes row after row.
package struct TokenCache: Sendable {
  /// One version of one picture.
  package struct Row: Codable, Hashable, Sendable {
    /// The picture's caption and source.
    package var entry: Int
    /// The name of the colour it was painted in, if it was.
    package var figureColour: String?
    /// The name of the colour it was laid on, nil for white.
    package var groundColour: String?
    /// Whether it is kept out of training.
    package var heldOut: Bool
    /// Whether left and right were exchanged.
    package var mirrored: Bool
    /// Whether the picture is as it lies on disk, on white.
    package var isPlain: Bool { !mirrored && figureColour == nil && groundColour == nil }

    /// Makes a row; by default the picture as it is, on white, for training.
    package init(
      entry: Int, figureColour: String? = nil, groundColour: String? = nil, heldOut: Bool = false,
      mirrored: Bool = false
    ) {
      self.entry = entry
      self.figureColour = figureColour
      self.groundColour = groundColour
      self.heldOut = heldOut
      self.mirrored = mirrored
    }
  }

  private struct Header: Codable {
    var tokenizer: String
    var codesPerPicture: Int
    var rows: [Row]
    var entries: [CorpusEntry]
  }

  /// The hash of the image tokenizer that made the codes.
  package let tokenizer: String
  /// Codes a picture.
  package let codesPerPicture: Int
  /// The pictures' captions.
  package let entries: [CorpusEntry]
  /// The versions.
  package private(set) var rows: [Row] = []
  private var codes: [UInt16] = []

  /// Makes an empty cache.
  package init(tokenizer: String, codesPerPicture: Int, entries: [CorpusEntry]) {
    self.tokenizer = tokenizer
    self.codesPerPicture = codesPerPicture
    self.entries = entries
  }

  /// Adds a version; codes must be below 65,536.
  package mutating func append(_ row: Row, codes: some Sequence<Int32>) {
    rows.append(row)
    self.codes += codes.map { UInt16($0) }
    precondition(self.codes.count == rows.count * codesPerPicture, "a picture has other codes")
  }

  /// The codes of a version.
  package func codes(of row: Int) -> [CodeIndex] {
    codes[row * codesPerPicture..<(row + 1) * codesPerPicture].map { CodeIndex(Int($0)) }
  }

  private static let file = CodeFile(magic: "LEONTOK1", name: "token cache")

  /// Loads a cache.
  ///
  /// - Throws: `CorpusError` or `TrainingError.checkpoint` when it is missing, broken or of another
  ///   version.
  package init(path: String) throws {
    let (header, codes) = try Self.file.read(Header.self, from: path)
    guard codes.count == header.codesPerPicture * header.rows.count,
      header.rows.allSatisfy({ header.entries.indices.contains($0.entry) })
    else { throw Self.file.damaged(path) }
    self.init(
      tokenizer: header.tokenizer, codesPerPicture: header.codesPerPicture, entries: header.entries)
    rows = header.rows
    self.codes = codes
  }

  /// Writes the cache.
  ///
  /// - Throws: `CorpusError.unwritable`.
  package func write(to path: String) throws {
    let header = Header(
      tokenizer: tokenizer, codesPerPicture: codesPerPicture, rows: rows, entries: entries)
    try Self.file.write(header, codes, to: path)
  }
}
