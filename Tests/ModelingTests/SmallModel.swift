import Layers
import Modeling
import Tensors
import TestSupport
import Tokens

/// A model of two blocks whose sizes are no multiples of a vector, with weights in every matrix.
enum SmallModel {
  static let configuration = {
    var sizes = ModelConfiguration(
      width: 48, layerCount: 2, headCount: 3, feedForwardWidth: 80, contextLength: 200,
      textCount: 60, codeCount: 70, sentinelCount: 4, grid: 4)
    sizes.activation = .gelu
    return sizes
  }()

  /// Values that are exact in bfloat16, so that both precisions are the same model.
  static func tensor(_ tensor: ModelTensor) -> Tensor {
    let seed = tensor.name.utf8.reduce(UInt64(7)) { $0 &* 31 &+ UInt64($1) }
    let values = seededFloats(tensor.shape.reduce(1, *), seed: seed)
    return Tensor(tensor.shape, values.map { ($0 * 64).rounded() / 256 })
  }

  static func transformer(
    _ precision: PackedPrecision = .float32, cache: Precision? = nil, threads: Int = 1,
    level: CPULevel = .fastest
  ) throws -> Transformer {
    Transformer(
      configuration, precision: precision, cachePrecision: cache,
      on: try Compute(threads: threads), level: level, tensor: tensor)
  }

  /// Ids that depend on the seed alone.
  static func ids(_ count: Int, seed: UInt64) -> [TokenID] {
    let most = Float(configuration.vocabulary.count - 1)
    return seededFloats(count, seed: seed).map { TokenID(Int(abs($0) * most)) }
  }

  /// All ids of the vocabulary.
  static var everything: Range<Int> { 0..<configuration.vocabulary.count }
}
