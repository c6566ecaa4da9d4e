import Foundation
import Layers
import Modeling
import Tensors
import Tokenizers
import Tokens

/// A whole model folder with random weights, written in a few hundredths of a second.
///
/// Pictures of 32 × 32 pixels are 4 × 4 codes of 32; prompts have up to 108 tokens of a byte-level BPE
/// that knows some fruits. The pictures show nothing, but everything that holds for a trained model
/// holds for this one.
package enum TinyModel {
  /// The captions that the text tokenizer has seen.
  package static let captions = [
    "red apple, 3d icon": 8, "green apple, clip art": 5, "a photo of a yellow banana": 3,
    "blue cat, silhouette icon": 2, "a red ball": 1,
  ]

  /// The sizes for a text tokenizer of `textCount` entries.
  private static func configuration(textCount: Int) -> ModelConfiguration {
    var sizes = ModelConfiguration(
      width: 32, layerCount: 2, headCount: 2, feedForwardWidth: 64, contextLength: 128,
      textCount: textCount, codeCount: 32, sentinelCount: 4, grid: 4)
    sizes.activation = .gelu
    return sizes
  }

  /// Writes the folder, which is made if it is not there.
  ///
  /// - Parameters:
  ///   - folder: its path.
  ///   - seed: of the weights.
  /// - Throws: when the folder cannot be written.
  package static func write(to folder: String, seed: UInt64 = 1) throws {
    var generator = SplitMix64(seed: seed)
    let text = TextTokenizer.train(captions, textCount: 288, codeCount: 32, sentinelCount: 4)
    let sizes = configuration(textCount: try text.vocabulary("tokenizer.json").textCount)
    let weights = ModelWeights(sizes, training: false) { slot in
      // Wide enough for logits of several nats, so that seeds, words and knobs all show.
      let tensor = Tensor(slot.shape)
      for i in 0..<tensor.count { tensor[i] = 0.3 * normal(&generator) }
      return tensor
    }
    try weights.write(to: folder, precision: .bfloat16)
    try write(Data(text.file()), to: folder + "/tokenizer.json")
    try writeImageTokenizer(to: folder + "/image_tokenizer", using: &generator)
    var knobs = Knobs()
    knobs.blend = .guidance(scale: 2)
    try write(try JSONEncoder().encode(knobs), to: folder + "/generation_config.json")
  }

  private static func writeImageTokenizer(
    to folder: String, using generator: inout SplitMix64
  ) throws {
    var sizes = ImageTokenizerConfiguration()
    sizes.resolution = 32
    sizes.channels = 8
    sizes.groups = 4
    sizes.embedWidth = 4
    sizes.codeCount = 32
    let network = ImageTokenizerNetwork(sizes, training: false, using: &generator)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try write(try JSONEncoder().encode(sizes), to: folder + "/config.json")
    try SafetensorsFile.write(
      network.stored(), precision: .bfloat16, to: folder + "/model.safetensors")
  }

  private static func write(_ data: Data, to path: String) throws {
    try data.write(to: URL(fileURLWithPath: path))
  }

  /// Runs `body` with a tiny model's folder, named `tiny`, that is removed afterwards.
  ///
  /// - Parameters:
  ///   - seed: of the weights.
  ///   - body: is given the path.
  /// - Returns: what `body` returns.
  /// - Throws: what `body` throws.
  package static func withFolder<Result>(
    seed: UInt64 = 1, _ body: (String) throws -> Result
  ) throws -> Result {
    let outer = FileManager.default.temporaryDirectory.appendingPathComponent(
      "leon-tiny-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: outer) }
    let folder = outer.appendingPathComponent("tiny").path
    try write(to: folder, seed: seed)
    return try body(folder)
  }
}
