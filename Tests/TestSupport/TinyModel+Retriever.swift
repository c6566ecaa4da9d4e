import Foundation
import Retrieval
import Tensors
import Tokenizers
import Tokens

extension TinyModel {
  /// Puts a retriever with random weights into a tiny model's folder.
  ///
  /// - Parameters:
  ///   - folder: a model's, as `write` makes it.
  ///   - seed: of the weights.
  /// - Throws: when the folder cannot be read or written.
  package static func addRetriever(to folder: String, seed: UInt64 = 1) throws {
    let path = folder + "/tokenizer.json"
    let vocabulary = try TextTokenizer(path: path).vocabulary(path)
    let images = try ImageTokenizer(
      folder: folder + "/image_tokenizer", on: try Compute(threads: 1))
    let sizes = RetrieverConfiguration(
      vectorWidth: 16, textWidth: 16, codeWidth: 8,
      channels: [16], textCount: vocabulary.textRange.upperBound, codeCount: vocabulary.codeCount,
      gridSide: images.configuration.gridSide,
      textTokenizer: Fingerprint(try Data(contentsOf: URL(fileURLWithPath: path))).description,
      imageTokenizer: images.fingerprint.description)
    var generator = SplitMix64(seed: seed)
    try BiEncoder(sizes, training: false, using: &generator).write(to: folder + "/retriever")
  }
}
