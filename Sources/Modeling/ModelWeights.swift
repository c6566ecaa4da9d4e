import Foundation
package import Layers
package import Tensors

/// The weights of a transformer by layer; matrices are `[out, in]`.
package struct ModelWeights: Sendable {
  /// One block.
  package struct Block: Sendable {
    /// `[C, C]`.
    package let query: Parameter
    /// `[C, C]`.
    package let key: Parameter
    /// `[C, C]`.
    package let value: Parameter
    /// `[C, C]`, initially zero.
    package let output: Parameter
    /// `[F, C]`.
    package let up: Parameter
    /// `[C, F]`, initially zero.
    package let down: Parameter

    /// All of them in order.
    package var parameters: [Parameter] { [query, key, value, output, up, down] }
  }

  /// The sizes.
  package let configuration: ModelConfiguration
  /// `[V, C]`; also the head.
  package let tokens: Parameter
  /// `[P, C]`.
  package let positions: Parameter
  /// The blocks in order.
  package let blocks: [Block]

  /// All weights in order.
  package var parameters: [Parameter] { [tokens, positions] + blocks.flatMap(\.parameters) }

  /// Makes the weights of a configuration, each tensor given by `value`.
  package init(
    _ c: ModelConfiguration, training: Bool, value: (ModelTensor) throws -> Tensor
  ) rethrows {
    func weight(_ tensor: ModelTensor) throws -> Parameter {
      Parameter(tensor.name, try value(tensor), training: training)
    }
    configuration = c
    tokens = try weight(.tokens(c))
    positions = try weight(.positions(c))
    blocks = try (0..<c.layerCount).map { layer in
      Block(
        query: try weight(.block(layer, .query, c)), key: try weight(.block(layer, .key, c)),
        value: try weight(.block(layer, .value, c)), output: try weight(.block(layer, .output, c)),
        up: try weight(.block(layer, .up, c)), down: try weight(.block(layer, .down, c)))
    }
  }

  /// Makes random weights as the paper does: normal cut at 3σ, residual-writing matrices zero.
  package init(
    _ c: ModelConfiguration, training: Bool, using generator: inout some RandomNumberGenerator
  ) {
    let zero = ModelTensor.Role.allCases.filter { $0 == .output || $0 == .down }.map(\.rawValue)
    self.init(c, training: training) { entry in
      let tensor = Tensor(entry.shape)
      if zero.contains(where: entry.name.hasSuffix) { return tensor }
      let isPosition = entry == .positions(c)
      let deviation = isPosition ? c.positionDeviation : c.initialDeviation
      for i in 0..<tensor.count {
        tensor[i] = truncatedNormal(deviation: deviation, &generator)
      }
      return tensor
    }
  }

  /// Loads a model folder.
  ///
  /// - Throws: `ModelError` or `SafetensorsError`, naming what is missing or does not fit.
  package init(folder: String, training: Bool = false) throws {
    let folder = try ModelFolder(folder)
    try self.init(folder.configuration, training: training, value: folder.tensor)
  }

  /// Writes `config.json` and `model.safetensors`.
  ///
  /// - Parameters:
  ///   - folder: made if it is not there.
  ///   - values: the values to store instead of the weights' own, one a weight.
  ///   - precision: of the file.
  /// - Throws: `ModelError` or `SafetensorsError`.
  package func write(
    to folder: String, values: [Tensor]? = nil, precision: SafetensorsFile.Precision
  ) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      try encoder.encode(configuration).write(to: URL(fileURLWithPath: folder + "/config.json"))
    } catch {
      throw ModelError.unwritable(folder)
    }
    var tensors: [String: Tensor] = [:]
    for (i, parameter) in parameters.enumerated() {
      tensors[parameter.name] = values?[i] ?? parameter.value
    }
    try SafetensorsFile.write(tensors, precision: precision, to: folder + "/model.safetensors")
  }
}
