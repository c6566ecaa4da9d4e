import Modeling
import Tensors
import Tokenizers

/// The sizes of a model as `training/model.toml` gives them; the rest is in the tokenizers.
struct ModelSizes {
  private struct Table: Decodable {
    var sizes: Sizes
  }

  private struct Sizes: Decodable {
    var width: Int
    var layerCount: Int
    var headCount: Int
    var feedForwardWidth: Int
    var contextLength: Int
    var activation: Activation
    var initialDeviation: Float
    var positionDeviation: Float
  }

  private let sizes: Sizes

  /// Reads the table `sizes`.
  ///
  /// - Throws: `SettingsError.value`.
  init(_ numbers: TrainingSettings) throws { sizes = try numbers.decode(Table.self).sizes }

  /// The configuration of a model that speaks both tokenizers' words.
  ///
  /// - Throws: `TextTokenizerError`, or `TrainingSettingsFlaw` when the sizes do not fit together.
  func configuration(_ tokenizers: TokenizerPair) throws -> ModelConfiguration {
    let vocabulary = try tokenizers.vocabulary()
    var result = ModelConfiguration(
      width: sizes.width, layerCount: sizes.layerCount, headCount: sizes.headCount,
      feedForwardWidth: sizes.feedForwardWidth, contextLength: sizes.contextLength,
      textCount: vocabulary.textCount, codeCount: vocabulary.codeCount,
      sentinelCount: vocabulary.sentinelCount, grid: tokenizers.images.configuration.gridSide)
    result.activation = sizes.activation
    result.initialDeviation = sizes.initialDeviation
    result.positionDeviation = sizes.positionDeviation
    if let flaw = result.flaw { throw TrainingSettingsFlaw(sentence: flaw) }
    return result
  }
}
