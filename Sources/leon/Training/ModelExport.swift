import Foundation
import Tokens
import Training

/// Writes a trained model as the folder that everything else loads.
///
/// ```
/// FOLDER/config.json  model.safetensors  tokenizer.json  generation_config.json
///        image_tokenizer/config.json  image_tokenizer/model.safetensors
/// ```
struct ModelExport {
  /// Where the model is written.
  let folder: String
  /// The image tokenizer's folder, which is copied.
  let imageTokenizer: String
  /// The text tokenizer's file, which is copied.
  let textTokenizer: String

  /// Writes the averaged weights and everything they need.
  ///
  /// - Throws: what the trainer throws, or the system's reason.
  func write(_ trainer: ModelTrainer) throws {
    try trainer.export(to: folder)
    try copy(textTokenizer, to: "tokenizer.json")
    try FileManager.default.createDirectory(
      atPath: folder + "/image_tokenizer", withIntermediateDirectories: true)
    for name in ["config.json", "model.safetensors"] {
      try copy("\(imageTokenizer)/\(name)", to: "image_tokenizer/\(name)")
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    try encoder.encode(Knobs()).write(
      to: URL(fileURLWithPath: folder + "/generation_config.json"), options: .atomic)
  }

  private func copy(_ path: String, to name: String) throws {
    try Data(contentsOf: URL(fileURLWithPath: path)).write(
      to: URL(fileURLWithPath: "\(folder)/\(name)"), options: .atomic)
  }
}
