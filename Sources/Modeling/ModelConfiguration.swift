package import Tensors
package import Tokens

/// The sizes of a CM3Leon transformer: decoder only, pre-norm without affine, no biases, no dropout,
/// learned absolute positions, tied embeddings (reference a.5).
package struct ModelConfiguration: Codable, Hashable, Sendable {
  /// C, the width of the residual stream.
  package var width: Int
  /// Blocks.
  package var layerCount: Int
  /// H, heads of each block.
  package var headCount: Int
  /// The width between the two matrices of a feed-forward layer.
  package var feedForwardWidth: Int
  /// Positions that are learned: the longest document.
  package var contextLength: Int
  /// Entries of the text tokenizer, the four specials not counted.
  package var textCount: Int
  /// Entries of the image codebook.
  package var codeCount: Int
  /// Sentinels; the paper has 512.
  package var sentinelCount: Int
  /// The feed-forward non-linearity.
  package var activation: Activation = .relu
  /// σ of the initial weights, cut at 3σ.
  package var initialDeviation: Float = 0.006
  /// σ of the initial positions.
  package var positionDeviation: Float = 0.0002
  /// ε of the layer norms.
  package var normEpsilon: Float = 1e-5
  /// Rows of a picture's code grid.
  package var gridHeight: Int
  /// Codes in a row of the grid.
  package var gridWidth: Int

  enum CodingKeys: String, CodingKey {
    case width = "hidden_size"
    case layerCount = "num_hidden_layers"
    case headCount = "num_attention_heads"
    case feedForwardWidth = "intermediate_size"
    case contextLength = "max_position_embeddings"
    case textCount = "text_vocab_size"
    case codeCount = "image_vocab_size"
    case sentinelCount = "num_sentinels"
    case activation = "hidden_act"
    case initialDeviation = "initializer_range"
    case positionDeviation = "position_initializer_range"
    case normEpsilon = "layer_norm_eps"
    case gridHeight = "image_grid_height"
    case gridWidth = "image_grid_width"
  }

  /// Makes sizes; the paper's activation and deviations unless changed afterwards.
  package init(
    width: Int, layerCount: Int, headCount: Int, feedForwardWidth: Int, contextLength: Int,
    textCount: Int, codeCount: Int, sentinelCount: Int, grid: Int
  ) {
    self.width = width
    self.layerCount = layerCount
    self.headCount = headCount
    self.feedForwardWidth = feedForwardWidth
    self.contextLength = contextLength
    self.textCount = textCount
    self.codeCount = codeCount
    self.sentinelCount = sentinelCount
    gridHeight = grid
    gridWidth = grid
  }

  /// The id space.
  package var vocabulary: Vocabulary {
    Vocabulary(textCount: textCount, codeCount: codeCount, sentinelCount: sentinelCount)
  }
  /// D, the width of a head.
  package var headWidth: Int { width / headCount }
  /// Codes of a picture.
  package var codesPerPicture: Int { gridHeight * gridWidth }
  /// Text tokens that are taken in front of a picture, 128 being enough for four boxes with their
  /// caption: three specials before and between, `</s>` behind.
  package var promptLimit: Int { min(128, contextLength - codesPerPicture - 4) }

  /// Weights in all, embeddings and positions included.
  package var parameterCount: Int {
    let block = 4 * width * width + 2 * width * feedForwardWidth
    return layerCount * block + (vocabulary.count + contextLength) * width
  }

  /// Says in a sentence what is wrong with the sizes, nil when nothing is.
  package var flaw: String? {
    let sizes = [
      ("hidden_size", width, 65536), ("num_hidden_layers", layerCount, 1024),
      ("num_attention_heads", headCount, 4096), ("intermediate_size", feedForwardWidth, 1 << 20),
      ("max_position_embeddings", contextLength, 1 << 20), ("image_vocab_size", codeCount, 1 << 20),
      ("text_vocab_size", textCount, 1 << 24), ("num_sentinels", sentinelCount, 1 << 16),
      ("image_grid_height", gridHeight, 256), ("image_grid_width", gridWidth, 256),
    ]
    for (name, value, most) in sizes where value < 1 || value > most {
      return "\(name) must be 1 to \(most), got \(value)"
    }
    if width % headCount != 0 {
      return "hidden_size \(width) must be a multiple of num_attention_heads \(headCount)"
    }
    if codesPerPicture + 8 > contextLength {
      return "max_position_embeddings \(contextLength) leaves no room for \(codesPerPicture) codes"
    }
    return nil
  }
}

/// The sizes of the paper and of the model that ships with leon.
extension ModelConfiguration {
  /// The paper's vocabulary: 64,512 rows in all; 56,320 BPE entries hold the specials and sentinels.
  private static func paper(width: Int, layers: Int, heads: Int) -> Self {
    // 4 specials + 55,802 text + 8,192 codes + 512 sentinels + 2 = 64,512.
    Self(
      width: width, layerCount: layers, headCount: heads, feedForwardWidth: 4 * width,
      contextLength: 4096, textCount: 55_802, codeCount: 8192, sentinelCount: 512, grid: 32)
  }

  /// Table 3's 350M.
  package static let small = paper(width: 1024, layers: 24, heads: 16)
  /// Table 3's 760M.
  package static let medium = paper(width: 1536, layers: 24, heads: 16)
  /// Table 3's 7B.
  package static let large = paper(width: 4096, layers: 32, heads: 32)

  /// leon-mini, which departs from the paper by configuration alone.
  ///
  /// - σ = 0.02: the paper's 0.006 is made for widths of 1,024 and up; at 256 it leaves the first
  ///   hundreds of steps without a signal.
  /// - GELU: a few hundredths of a nat better than ReLU at this width, for nothing.
  /// - 1,280 positions: two retrieved documents or an original picture before the query.
  package static func mini(textCount: Int, codeCount: Int) -> Self {
    var sizes = Self(
      width: 256, layerCount: 6, headCount: 4, feedForwardWidth: 1024, contextLength: 1280,
      textCount: textCount, codeCount: codeCount, sentinelCount: 32, grid: 16)
    sizes.activation = .gelu
    sizes.initialDeviation = 0.02
    sizes.positionDeviation = 0.002
    return sizes
  }

  /// The presets by name.
  package static func preset(_ name: String, textCount: Int, codeCount: Int) -> Self? {
    switch name {
    case "350m": small
    case "760m": medium
    case "7b": large
    case "mini": mini(textCount: textCount, codeCount: codeCount)
    default: nil
    }
  }
}
