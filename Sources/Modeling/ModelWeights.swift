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

  /// Makes the weights of a configuration, each tensor given by `value` for its name and shape.
  package init(
    _ c: ModelConfiguration, training: Bool, value: (String, [Int]) throws -> Tensor
  ) rethrows {
    func weight(_ name: String, _ shape: [Int]) throws -> Parameter {
      Parameter(name, try value(name, shape), training: training)
    }
    configuration = c
    tokens = try weight("token_embedding", [c.vocabulary.count, c.width])
    positions = try weight("position_embedding", [c.contextLength, c.width])
    blocks = try (0..<c.layerCount).map { layer in
      let name = "layers.\(layer)."
      return Block(
        query: try weight(name + "attention.query", [c.width, c.width]),
        key: try weight(name + "attention.key", [c.width, c.width]),
        value: try weight(name + "attention.value", [c.width, c.width]),
        output: try weight(name + "attention.output", [c.width, c.width]),
        up: try weight(name + "feed_forward.up", [c.feedForwardWidth, c.width]),
        down: try weight(name + "feed_forward.down", [c.width, c.feedForwardWidth]))
    }
  }

  /// Makes random weights as the paper does: normal cut at 3σ, residual-writing matrices zero.
  package init(
    _ c: ModelConfiguration, training: Bool, using generator: inout some RandomNumberGenerator
  ) {
    self.init(c, training: training) { name, shape in
      let tensor = Tensor(shape)
      if name.hasSuffix(".output") || name.hasSuffix(".down") { return tensor }
      let deviation = name == "position_embedding" ? c.positionDeviation : c.initialDeviation
      for i in 0..<tensor.count {
        tensor[i] = truncatedNormal(deviation: deviation, &generator)
      }
      return tensor
    }
  }

  /// Loads `config.json` and `model.safetensors` of a model folder.
  ///
  /// - Throws: `ModelError` or `SafetensorsError`, naming what is missing or does not fit.
  package init(folder: String, training: Bool = false) throws {
    let path = folder + "/config.json"
    guard let data = FileManager.default.contents(atPath: path) else {
      throw ModelError.unreadable(path)
    }
    guard let sizes = try? JSONDecoder().decode(ModelConfiguration.self, from: data) else {
      throw ModelError.configuration(path, "not the sizes of a leon model")
    }
    if let flaw = sizes.flaw { throw ModelError.configuration(path, flaw) }
    let file = try SafetensorsFile(path: folder + "/model.safetensors")
    try self.init(sizes, training: training) { name, shape in
      let tensor = try file.tensor(name)
      guard tensor.shape == shape else {
        throw SafetensorsError.shape(file.path, name, tensor.shape, expected: shape)
      }
      return tensor
    }
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
