import Foundation
import Layers
import Tensors

/// Checkpoints: one safetensors file with weights, moments, averages and the state of the draw.
extension ImageTokenizerTrainer {
  /// Writes everything that a resumed run needs to go on with the same numbers.
  ///
  /// - Throws: `SafetensorsError.unwritable`.
  package func save(to path: String) throws {
    var tensors = ["codebook": network.codebook, "codebook.counts": averages.counts]
    tensors["codebook.sums"] = averages.sums
    for (i, parameter) in network.parameters.enumerated() {
      tensors["weight." + parameter.name] = parameter.value
      tensors["first." + parameter.name] = optimizer.first[i]
      tensors["second." + parameter.name] = optimizer.second[i]
      if !optimizer.averages.isEmpty { tensors["average." + parameter.name] = optimizer.averages[i] }
    }
    let metadata = [
      "format": "leon image tokenizer checkpoint 1", "step": "\(step)",
      "generator": "\(generator.state)",
    ]
    try SafetensorsFile.write(tensors, metadata: metadata, to: path)
  }

  /// Continues from a checkpoint.
  ///
  /// - Throws: `SafetensorsError` or `TrainingError.checkpoint`.
  package func resume(from path: String) throws {
    let file = try SafetensorsFile(path: path)
    guard file.metadata["format"] == "leon image tokenizer checkpoint 1",
      let step = file.metadata["step"].flatMap({ Int($0) }),
      let state = file.metadata["generator"].flatMap({ UInt64($0) })
    else {
      throw TrainingError.checkpoint(path, "not an image tokenizer's checkpoint of version 1")
    }
    func read(_ name: String, into tensor: Tensor) throws {
      let stored = try file.tensor(name)
      guard stored.shape == tensor.shape else {
        throw SafetensorsError.shape(path, name, stored.shape, expected: tensor.shape)
      }
      tensor.assign(stored.values)
    }
    for (i, parameter) in network.parameters.enumerated() {
      try read("weight." + parameter.name, into: parameter.value)
      try read("first." + parameter.name, into: optimizer.first[i])
      try read("second." + parameter.name, into: optimizer.second[i])
      guard !optimizer.averages.isEmpty else { continue }
      try read("average." + parameter.name, into: optimizer.averages[i])
    }
    try read("codebook", into: network.codebook)
    try read("codebook.counts", into: averages.counts)
    try read("codebook.sums", into: averages.sums)
    optimizer.step = step
    generator.state = state
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
