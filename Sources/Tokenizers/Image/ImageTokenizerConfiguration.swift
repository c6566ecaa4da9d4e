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
    if resolution < 8 || resolution > 4096 {
      return "resolution must be 8 to 4096, got \(resolution)"
    }
    if unshuffle < 1 || multipliers.isEmpty || multipliers.count > 8 {
      return "unshuffle must be at least 1 and ch_mult hold 1 to 8 numbers"
    }
    if resolution % factor != 0 {
      return "resolution \(resolution) must be a multiple of \(factor)"
    }
    if codeCount < 2 || codeCount > 65536 { return "n_embed must be 2 to 65536, got \(codeCount)" }
    if embedWidth < 1 || embedWidth > 1024 {
      return "embed_dim must be 1 to 1024, got \(embedWidth)"
    }
    if blocks < 1 { return "num_res_blocks must be at least 1, got \(blocks)" }
    let widths = multipliers.map { $0 * channels }
    if groups < 1 || widths.contains(where: { $0 < 1 || $0 > 2048 || $0 % groups != 0 }) {
      return "channels \(widths) must be multiples of norm_groups \(groups), at most 2048"
    }
    return nil
  }
}
