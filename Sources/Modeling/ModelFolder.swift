import Foundation
import Layers
package import Tensors

/// A model on disk, of which tensors are read one at a time.
///
/// ```
/// NAME/config.json         the sizes
///      model.safetensors   the weights, by the names of `ModelTensor`
/// ```
package struct ModelFolder: Sendable {
  /// The sizes.
  package let configuration: ModelConfiguration
  private let file: SafetensorsFile

  /// Opens a folder.
  ///
  /// - Throws: `ModelError` or `SafetensorsError`, naming what is missing or does not fit.
  package init(_ path: String) throws {
    let path = (configuration: path + "/config.json", weights: path + "/model.safetensors")
    guard let data = FileManager.default.contents(atPath: path.configuration) else {
      throw ModelError.unreadable(path.configuration)
    }
    guard let sizes = try? JSONDecoder().decode(ModelConfiguration.self, from: data) else {
      throw ModelError.configuration(path.configuration, "not the sizes of a leon model")
    }
    if let flaw = sizes.flaw { throw ModelError.configuration(path.configuration, flaw) }
    configuration = sizes
    file = try SafetensorsFile(path: path.weights)
  }

  /// How the weights of the file are best kept: bfloat16 as whole numbers, since it has no more bits,
  /// unless rows are so long that those would be coarser; anything else is read as float32.
  package var precision: PackedPrecision {
    guard file.entries[ModelTensor.tokens(configuration).name]?.type == "BF16" else {
      return .float32
    }
    return max(configuration.width, configuration.feedForwardWidth) <= 2048 ? .int16 : .bfloat16
  }

  /// Reads a tensor.
  ///
  /// - Throws: `SafetensorsError` when it is missing, cut short or of another shape.
  package func tensor(_ tensor: ModelTensor) throws -> Tensor {
    let value = try file.tensor(tensor.name)
    guard value.shape == tensor.shape else {
      throw SafetensorsError.shape(file.path, tensor.name, value.shape, expected: tensor.shape)
    }
    return value
  }
}

/// Why a model cannot be loaded or written.
package enum ModelError: Error, Equatable, CustomStringConvertible {
  /// No such file, or no permission.
  case unreadable(String)
  /// A configuration file and what is wrong with it.
  case configuration(String, String)
  /// A folder that cannot be written.
  case unwritable(String)

  package var description: String {
    switch self {
    case .unreadable(let path): "\(path) cannot be read: no such file, or no permission."
    case .configuration(let path, let reason): "\(path): \(reason)."
    case .unwritable(let path):
      "\(path) cannot be written: no permission, or a full disk."
    }
  }
}
