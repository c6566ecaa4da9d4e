/// A tensor of a transformer's checkpoint, by name and shape.
///
/// Said once, here, for training and inference. Matrices are `[out, in]`.
package struct ModelTensor: Hashable, Sendable {
  /// The dotted path in `model.safetensors`.
  package let name: String
  /// The length of each dimension.
  package let shape: [Int]

  /// The embedding, also the head: `[V, C]`.
  package static func tokens(_ c: ModelConfiguration) -> Self {
    Self(name: "token_embedding", shape: [c.vocabulary.count, c.width])
  }

  /// The learned positions, `[P, C]`.
  package static func positions(_ c: ModelConfiguration) -> Self {
    Self(name: "position_embedding", shape: [c.contextLength, c.width])
  }

  /// A matrix of a block.
  package static func block(_ layer: Int, _ role: Role, _ c: ModelConfiguration) -> Self {
    Self(name: "layers.\(layer).\(role.rawValue)", shape: role.shape(c))
  }

  /// The matrices of a block.
  package enum Role: String, CaseIterable, Sendable {
    case query = "attention.query"
    case key = "attention.key"
    case value = "attention.value"
    case output = "attention.output"
    case up = "feed_forward.up"
    case down = "feed_forward.down"

    fileprivate func shape(_ c: ModelConfiguration) -> [Int] {
      switch self {
      case .query, .key, .value, .output: [c.width, c.width]
      case .up: [c.feedForwardWidth, c.width]
      case .down: [c.width, c.feedForwardWidth]
      }
    }
  }
}
