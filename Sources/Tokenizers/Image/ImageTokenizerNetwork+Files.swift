import Foundation
package import Layers
package import Tensors

/// Files: `config.json` and `model.safetensors`, convolutions as `[out, in, 3, 3]` like VQGAN's.
extension ImageTokenizerNetwork {

  /// Loads a folder.
  ///
  /// - Throws: `SafetensorsError` or `ImageTokenizerError`.
  package convenience init(folder: String, training: Bool) throws {
    let path = folder + "/config.json"
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ImageTokenizerError.configuration(path, "no such file, or no permission")
    }
    guard let sizes = try? JSONDecoder().decode(ImageTokenizerConfiguration.self, from: data) else {
      throw ImageTokenizerError.configuration(path, "not the sizes of an image tokenizer")
    }
    if let flaw = sizes.flaw { throw ImageTokenizerError.configuration(path, flaw) }
    self.init(sizes, training: training)
    let file = try SafetensorsFile(path: folder + "/model.safetensors")
    try load(file)
  }

  /// Reads every weight.
  ///
  /// - Throws: `SafetensorsError` when one is missing or has another shape.
  package func load(_ file: SafetensorsFile, prefix: String = "") throws {
    for parameter in parameters {
      let stored = try file.tensor(prefix + parameter.name)
      let expected = Self.storedShape(parameter.value.shape)
      guard stored.shape == expected else {
        throw SafetensorsError.shape(file.path, parameter.name, stored.shape, expected: expected)
      }
      parameter.value.assign(Self.unpacked(stored).values)
    }
    let stored = try file.tensor(prefix + "quantize.embedding.weight")
    guard stored.shape == codebook.shape else {
      throw SafetensorsError.shape(
        file.path, "quantize.embedding.weight", stored.shape, expected: codebook.shape)
    }
    codebook.assign(stored.values)
  }

  /// Every weight under its name in the file.
  ///
  /// - Parameter values: the values to store instead of the weights' own, one a weight.
  /// - Returns: the tensors in the shapes of the file.
  package func stored(values: [Tensor]? = nil) -> [String: Tensor] {
    var tensors = ["quantize.embedding.weight": codebook]
    for (i, parameter) in parameters.enumerated() {
      tensors[parameter.name] = Self.packed(values?[i] ?? parameter.value)
    }
    return tensors
  }

  private static func storedShape(_ shape: [Int]) -> [Int] {
    shape.count == 4 ? [shape[3], shape[2], 3, 3] : shape.count == 2 ? shape + [1, 1] : shape
  }

  private static func packed(_ weight: Tensor) -> Tensor {
    guard weight.shape.count == 4 else { return weight.reshaped(storedShape(weight.shape)) }
    let (input, output) = (weight.shape[2], weight.shape[3])
    let result = Tensor([output, input, 3, 3])
    for tap in 0..<9 {
      for i in 0..<input {
        for o in 0..<output {
          result[(o * input + i) * 9 + tap] = weight[(tap * input + i) * output + o]
        }
      }
    }
    return result
  }

  private static func unpacked(_ stored: Tensor) -> Tensor {
    guard stored.shape.count == 4, stored.shape[2] == 3 else { return stored }
    let (output, input) = (stored.shape[0], stored.shape[1])
    let result = Tensor([3, 3, input, output])
    for tap in 0..<9 {
      for i in 0..<input {
        for o in 0..<output {
          result[(tap * input + i) * output + o] = stored[(o * input + i) * 9 + tap]
        }
      }
    }
    return result
  }
}
