import Retrieval
import Tokenizers
import Tokens

/// The sizes of a retriever as `training/retriever.toml` gives them; the rest is in the tokenizers.
struct RetrieverSizes {
  private struct Table: Decodable {
    var sizes: Sizes
  }

  private struct Sizes: Decodable {
    var vectorWidth: Int
    var textWidth: Int
    var codeWidth: Int
    var channels: [Int]
  }

  private let sizes: Sizes

  /// Reads the table `sizes`.
  ///
  /// - Throws: `SettingsError.value`.
  init(_ numbers: TrainingSettings) throws { sizes = try numbers.decode(Table.self).sizes }

  /// The configuration of a retriever that reads both tokenizers' ids.
  ///
  /// - Throws: `TextTokenizerError`, or `TrainingSettingsFlaw` when the sizes do not fit together.
  func configuration(_ tokenizers: TokenizerPair) throws -> RetrieverConfiguration {
    let vocabulary = try tokenizers.vocabulary()
    let result = RetrieverConfiguration(
      vectorWidth: sizes.vectorWidth, textWidth: sizes.textWidth, codeWidth: sizes.codeWidth,
      channels: sizes.channels, textCount: vocabulary.textRange.upperBound,
      codeCount: vocabulary.codeCount, gridSide: tokenizers.images.configuration.gridSide,
      textTokenizer: Fingerprint(try InputFile.read(tokenizers.textPath)).description,
      imageTokenizer: tokenizers.images.fingerprint.description)
    if let flaw = result.flaw { throw TrainingSettingsFlaw(sentence: flaw) }
    return result
  }
}
