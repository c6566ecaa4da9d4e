internal import Tokens

/// One captioned picture of an image folder: a line of its `metadata.jsonl`.
package struct CorpusEntry: Codable, Hashable, Sendable {
  /// The picture's path inside the folder.
  package var fileName: String
  /// The caption: a short noun phrase.
  package var text: String
  /// The style that a prompt may name, such as `3D icon`.
  package var style: String?
  /// The collection it comes from.
  package var source: String?
  /// The licence, by its SPDX-like name.
  package var license: String?
  /// Who made it.
  package var author: String?
  /// What it shows, the same for all pictures of one thing; the caption if nil.
  package var concept: String?
  /// Keywords.
  package var tags: [String]?
  /// Colour names with their share of the opaque pixels, the largest first.
  package var colors: [ColorShare]?
  /// The file's name at its source.
  package var original: String?

  /// Makes an entry.
  package init(
    fileName: String, text: String, style: String? = nil, source: String? = nil,
    license: String? = nil, author: String? = nil, concept: String? = nil, tags: [String]? = nil,
    colors: [ColorShare]? = nil, original: String? = nil
  ) {
    self.fileName = fileName
    self.text = text
    self.style = style
    self.source = source
    self.license = license
    self.author = author
    self.concept = concept
    self.tags = tags
    self.colors = colors
    self.original = original
  }

  /// A colour name and its share, 0…1.
  package struct ColorShare: Codable, Hashable, Sendable {
    /// Such as `dark blue`.
    package var name: String
    /// Share of the opaque pixels.
    package var share: Float

    /// Makes a share.
    package init(name: String, share: Float) {
      self.name = name
      self.share = share
    }
  }

  enum CodingKeys: String, CodingKey {
    case fileName = "file_name"
    case text, style, source, license, author, concept, tags, colors, original
  }

  /// What groups pictures of one thing.
  package var conceptKey: String { concept ?? text }
}

/// Keeps a share of the concepts out of training, all pictures of a concept together.
package enum CorpusSplit {
  /// Whether a concept is kept out, the same on every machine.
  ///
  /// - Parameters:
  ///   - concept: the concept's key.
  ///   - share: 0…1 of the concepts.
  /// - Returns: whether it is kept out.
  package static func isHeldOut(_ concept: String, share: Double) -> Bool {
    StableHash.share(of: concept) < share
  }
}
