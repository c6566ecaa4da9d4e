/// The sizes of an image tokenizer in VQGAN's layout (reference b.6).
///
/// A picture of `resolution` squared is first folded by `unshuffle` (pixels into channels), then
/// halved once between each two levels: f = unshuffle · 2^(levels − 1).
package struct ImageTokenizerConfiguration: Codable, Hashable, Sendable {
  /// Pixels a side.
  package var resolution = 128
  /// Pixels folded into channels before the first convolution; 1 is VQGAN's own.
  package var unshuffle = 4
  /// Channels of the first level.
  package var channels = 96
  /// Channels of each level as multiples of `channels`, finest first.
  package var multipliers = [1, 2]
  /// Residual blocks a level in the encoder; the decoder has one more.
  package var blocks = 1
  /// Width of a code's vector.
  package var embedWidth = 16
  /// Channels between the networks and the 1×1 convolutions at the codebook; `embedWidth` if nil.
  package var latentWidth: Int?
  /// Whether every position sees all others between the two middle blocks; not if nil.
  package var middleAttention: Bool?
  /// Entries of the codebook.
  package var codeCount = 2048
  /// Groups of every group norm; divides all channel counts.
  package var groups = 32
  /// Whether vectors and entries have length 1, so that nearest means largest cosine.
  package var normalizesCodes = true

  enum CodingKeys: String, CodingKey {
    case resolution, unshuffle
    case channels = "ch"
    case multipliers = "ch_mult"
    case blocks = "num_res_blocks"
    case embedWidth = "embed_dim"
    case latentWidth = "z_channels"
    case middleAttention = "mid_attn"
    case codeCount = "n_embed"
    case groups = "norm_groups"
    case normalizesCodes = "l2_norm"
  }

  /// Makes the sizes of the small tokenizer that ships with leon.
  package init() {}

  /// CM3Leon's: 256², f = 8, 1,024 codes of 8,192.
  package static var paper: Self {
    var sizes = chameleon
    sizes.resolution = 256
    sizes.multipliers = [1, 1, 2, 4]
    return sizes
  }

  /// Chameleon's: 512², f = 16, 1,024 codes of 8,192.
  package static var chameleon: Self {
    var sizes = Self()
    sizes.resolution = 512
    sizes.unshuffle = 1
    sizes.channels = 128
    sizes.multipliers = [1, 1, 2, 2, 4]
    sizes.blocks = 2
    sizes.embedWidth = 256
    sizes.middleAttention = true
    sizes.codeCount = 8192
    sizes.normalizesCodes = false
    return sizes
  }

  /// Pixels a side that one code stands for.
  package var factor: Int { unshuffle << (multipliers.count - 1) }
  /// Codes a side.
  package var gridSide: Int { resolution / factor }

  /// Says in a sentence what is wrong with the sizes, nil when nothing is.
  package var flaw: String? {
    let sizes = [
      ("resolution", resolution, 8...4096), ("unshuffle", unshuffle, 1...64),
      ("the length of ch_mult", multipliers.count, 1...8), ("n_embed", codeCount, 2...65536),
      ("embed_dim", embedWidth, 1...1024), ("z_channels", latentWidth ?? 1, 1...1024),
      ("num_res_blocks", blocks, 1...64), ("ch", channels, 1...2048),
    ]
    for (name, value, range) in sizes where !range.contains(value) {
      return "\(name) must be \(range.lowerBound) to \(range.upperBound), got \(value)"
    }
    if resolution % factor != 0 {
      return "resolution \(resolution) must be a multiple of \(factor)"
    }
    let widths = multipliers.map { min(max($0, 0), 4096) * channels }
    if groups < 1 || widths.contains(where: { $0 < 1 || $0 > 2048 || $0 % groups != 0 }) {
      return "channels \(widths) must be multiples of norm_groups \(groups), at most 2048"
    }
    return nil
  }
}
