/// The sizes of a bi-encoder, and the tokenizers whose ids it reads.
package struct RetrieverConfiguration: Codable, Hashable, Sendable {
  /// D, the width of the vectors that are compared.
  package var vectorWidth: Int
  /// C, the width of a word's entry.
  package var textWidth: Int
  /// The width of a code's entry.
  package var codeWidth: Int
  /// Channels of the image tower's convolutions, each of which halves the grid.
  package var channels: [Int]
  /// Ids that words have, specials included.
  package var textCount: Int
  /// Codes.
  package var codeCount: Int
  /// Codes a side of a picture.
  package var gridSide: Int
  /// The fingerprint of the text tokenizer's file.
  package var textTokenizer: String
  /// The fingerprint of the image tokenizer's codebook.
  package var imageTokenizer: String

  enum CodingKeys: String, CodingKey {
    case channels
    case vectorWidth = "vector_width"
    case textWidth = "text_width"
    case codeWidth = "code_width"
    case textCount = "text_vocab_size"
    case codeCount = "image_vocab_size"
    case gridSide = "image_grid_side"
    case textTokenizer = "text_tokenizer"
    case imageTokenizer = "image_tokenizer"
  }

  /// Makes sizes.
  package init(
    vectorWidth: Int, textWidth: Int, codeWidth: Int, channels: [Int], textCount: Int,
    codeCount: Int, gridSide: Int, textTokenizer: String,
    imageTokenizer: String
  ) {
    self.vectorWidth = vectorWidth
    self.textWidth = textWidth
    self.codeWidth = codeWidth
    self.channels = channels
    self.textCount = textCount
    self.codeCount = codeCount
    self.gridSide = gridSide
    self.textTokenizer = textTokenizer
    self.imageTokenizer = imageTokenizer
  }

  /// Groups of a norm over channels.
  static func groups(of channels: Int) -> Int { channels % 8 == 0 ? 8 : 1 }
  /// The grid's side behind the convolutions.
  var lastSide: Int { gridSide >> channels.count }

  /// Says in a sentence what is wrong with the sizes, nil when nothing is.
  package var flaw: String? {
    let sizes = [
      ("vector_width", vectorWidth, 4096), ("text_width", textWidth, 4096),
      ("code_width", codeWidth, 4096),
      ("text_vocab_size", textCount, 1 << 24), ("image_vocab_size", codeCount, 1 << 16),
      ("image_grid_side", gridSide, 256), ("channels", channels.count, 8),
    ]
    for (name, value, most) in sizes where value < 1 || value > most {
      return "\(name) must be 1 to \(most), got \(value)"
    }
    if let width = channels.first(where: { !(1...2048).contains($0) }) {
      return "channels must be 1 to 2048, got \(width)"
    }
    if lastSide << channels.count != gridSide || lastSide == 0 {
      return "image_grid_side \(gridSide) cannot be halved \(channels.count) times"
    }
    return nil
  }
}
