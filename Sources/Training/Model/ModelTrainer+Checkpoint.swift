import Layers
import Modeling

/// Checkpoints: one safetensors file with weights, moments, averages and the state of the draw.
extension ModelTrainer {
  private static let format = "leon model checkpoint 1"

  /// Writes everything that a resumed run needs to go on with bitwise the same losses.
  ///
  /// - Throws: `SafetensorsError.unwritable`.
  package func save(to path: String) throws {
    let metadata = [
      "format": Self.format, "step": "\(step)", "generator": "\(generator.state)",
      "tokens": "\(tokens)",
    ]
    try SafetensorsFile.write(optimizer.checkpoint(), metadata: metadata, to: path)
  }

  /// Continues from a checkpoint.
  ///
  /// - Throws: `SafetensorsError` or `TrainingError.checkpoint`.
  package func resume(from path: String) throws {
    let file = try SafetensorsFile(path: path)
    guard file.metadata["format"] == Self.format,
      let step = file.metadata["step"].flatMap({ Int($0) }),
      let state = file.metadata["generator"].flatMap({ UInt64($0) }),
      let tokens = file.metadata["tokens"].flatMap({ Int($0) })
    else { throw TrainingError.checkpoint(path, "not a model's checkpoint of version 1") }
    try optimizer.restore(from: file, step: step)
    generator.state = state
    self.tokens = tokens
  }

  /// Writes `config.json` and `model.safetensors` with the averaged weights.
  ///
  /// - Throws: `ModelError` or `SafetensorsError`.
  package func export(to folder: String) throws {
    let values = optimizer.averages.isEmpty ? nil : optimizer.averages
    try weights.write(to: folder, values: values, precision: .bfloat16)
  }
}
