import Foundation
internal import Layers
package import Tensors

/// A bi-encoder's folder.
///
/// ```
/// retriever/config.json         the sizes and the tokenizers' fingerprints
///           model.safetensors   the weights
/// ```
extension BiEncoder {
  /// Loads a folder.
  ///
  /// - Throws: `RetrievalError.retriever`, or `SafetensorsError` naming what is missing or does not fit.
  package convenience init(folder: String) throws {
    let path = folder + "/config.json"
    guard let data = FileManager.default.contents(atPath: path) else {
      throw RetrievalError.retriever(path, "no such file, or no permission")
    }
    guard let sizes = try? JSONDecoder().decode(RetrieverConfiguration.self, from: data) else {
      throw RetrievalError.retriever(path, "not the JSON of a retriever's sizes")
    }
    if let flaw = sizes.flaw { throw RetrievalError.retriever(path, flaw) }
    self.init(sizes, training: false)
    let file = try SafetensorsFile(path: Self.weightsPath(folder))
    for parameter in parameters {
      let stored = try file.tensor(parameter.name)
      guard stored.shape == parameter.value.shape else {
        throw SafetensorsError.shape(
          file.path, parameter.name, stored.shape, expected: parameter.value.shape)
      }
      parameter.value.assign(stored.values)
    }
  }

  /// The weights' file of a folder.
  static func weightsPath(_ folder: String) -> String { folder + "/model.safetensors" }

  /// Writes the folder, which is made if it is not there.
  ///
  /// - Parameters:
  ///   - folder: its path.
  ///   - values: what is stored instead of the weights' own values, one a weight.
  /// - Throws: `RetrievalError.unwritable` or `SafetensorsError`.
  package func write(to folder: String, values: [Tensor]? = nil) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    let path = folder + "/config.json"
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw RetrievalError.unwritable(folder)
    }
    guard WholeFile.write(try encoder.encode(configuration), to: path) else {
      throw RetrievalError.unwritable(path)
    }
    var tensors: [String: Tensor] = [:]
    for (i, parameter) in parameters.enumerated() {
      tensors[parameter.name] = values?[i] ?? parameter.value
    }
    try SafetensorsFile.write(tensors, precision: .bfloat16, to: Self.weightsPath(folder))
  }
}
