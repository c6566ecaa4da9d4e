import Foundation
import Layers
import Tensors

/// Checkpoints: one safetensors file with weights, moments, averages and the state of the draw.
extension ImageTokenizerTrainer {
  private static let format = "leon image tokenizer checkpoint 1"

  /// Writes everything that a resumed run needs to go on with the same numbers.
  ///
  /// - Throws: `SafetensorsError.unwritable`.
  package func save(to path: String) throws {
    var tensors = optimizer.checkpoint()
    tensors["codebook"] = network.codebook
    tensors["codebook.counts"] = averages.counts
    tensors["codebook.sums"] = averages.sums
    let metadata = ["format": Self.format, "step": "\(step)", "generator": "\(generator.state)"]
    try SafetensorsFile.write(tensors, metadata: metadata, to: path)
  }

  /// Continues from a checkpoint.
  ///
  /// - Throws: `SafetensorsError` or `TrainingError.checkpoint`.
  package func resume(from path: String) throws {
    let file = try SafetensorsFile(path: path)
    guard file.metadata["format"] == Self.format,
      let step = file.metadata["step"].flatMap({ Int($0) }),
      let state = file.metadata["generator"].flatMap({ UInt64($0) })
    else {
      throw TrainingError.checkpoint(path, "not an image tokenizer's checkpoint of version 1")
    }
    try optimizer.restore(from: file, step: step)
    try file.read("codebook", into: network.codebook)
    try file.read("codebook.counts", into: averages.counts)
    try file.read("codebook.sums", into: averages.sums)
    generator.state = state
    hasCodebook = step > 0
  }

  /// Writes the tokenizer as a folder that `ImageTokenizer` loads, with the averaged weights.
  ///
  /// - Throws: `SafetensorsError.unwritable` or `CorpusError.unwritable`.
  package func export(to folder: String) throws {
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    try writeFile([UInt8](try encoder.encode(settings.sizes)), to: folder + "/config.json")
    let values = optimizer.averages.isEmpty ? nil : optimizer.averages
    try SafetensorsFile.write(
      network.stored(values: values), precision: .bfloat16, to: folder + "/model.safetensors")
  }
}
