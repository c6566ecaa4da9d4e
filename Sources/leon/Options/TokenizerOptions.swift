import ArgumentParser
import Tensors
import Tokenizers
import Tokens

/// The two tokenizers that a training speaks through.
struct TokenizerOptions: ParsableArguments {
  @Option(help: "A folder of 'leon train image-tokenizer'.", completion: .directory)
  var imageTokenizer: String
  @Option(help: "A tokenizer.json of 'leon train text-tokenizer'.", completion: .file())
  var textTokenizer: String

  /// The file of the image tokenizer's weights.
  var imageWeights: String { imageTokenizer + "/model.safetensors" }

  /// Loads both.
  ///
  /// - Throws: an error that says in a sentence what is missing or broken.
  func load(on compute: Compute) throws -> TokenizerPair {
    TokenizerPair(
      images: try ImageTokenizer(folder: imageTokenizer, on: compute),
      text: try TextTokenizer(path: textTokenizer), textPath: textTokenizer)
  }
}

/// Two tokenizers, and the ids that they share.
struct TokenizerPair {
  let images: ImageTokenizer
  let text: TextTokenizer
  /// Where the text tokenizer was read.
  let textPath: String

  /// The vocabulary that the text tokenizer's file names.
  ///
  /// - Throws: `TextTokenizerError`, or `TrainingSettingsFlaw` when it counts other image codes.
  func vocabulary() throws -> Vocabulary {
    let vocabulary = try text.vocabulary(textPath)
    guard vocabulary.codeCount == images.configuration.codeCount else {
      throw TrainingSettingsFlaw(
        sentence: "\(textPath) has \(vocabulary.codeCount) image codes, the image tokenizer "
          + "\(images.configuration.codeCount)")
    }
    return vocabulary
  }
}
