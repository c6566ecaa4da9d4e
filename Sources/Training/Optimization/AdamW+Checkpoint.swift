import Layers
import Tensors

extension AdamW {
  /// Every weight with its moments and average, under names for a checkpoint.
  func checkpoint() -> [String: Tensor] {
    var tensors: [String: Tensor] = [:]
    for (i, parameter) in parameters.enumerated() {
      tensors["weight." + parameter.name] = parameter.value
      tensors["first." + parameter.name] = first[i]
      tensors["second." + parameter.name] = second[i]
      if !averages.isEmpty { tensors["average." + parameter.name] = averages[i] }
    }
    return tensors
  }

  /// Reads back what `checkpoint` gave.
  ///
  /// - Throws: `SafetensorsError`.
  func restore(from file: SafetensorsFile, step: Int) throws {
    for (i, parameter) in parameters.enumerated() {
      try file.read("weight." + parameter.name, into: parameter.value)
      try file.read("first." + parameter.name, into: first[i])
      try file.read("second." + parameter.name, into: second[i])
      if !averages.isEmpty { try file.read("average." + parameter.name, into: averages[i]) }
    }
    self.step = step
  }
}

extension SafetensorsFile {
  /// Reads an array into a tensor of the same shape.
  ///
  /// - Throws: `SafetensorsError`.
  func read(_ name: String, into tensor: Tensor) throws {
    let stored = try self.tensor(name)
    guard stored.shape == tensor.shape else {
      throw SafetensorsError.shape(path, name, stored.shape, expected: tensor.shape)
    }
    tensor.assign(stored.values)
  }
}
