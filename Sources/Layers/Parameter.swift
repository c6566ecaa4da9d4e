package import Tensors

/// A weight that is trained: its values and, while training, their gradient.
package final class Parameter: Sendable {
  /// The dotted path in the checkpoint, such as `layers.0.attention.query`.
  package let name: String
  /// The values.
  package let value: Tensor
  /// The gradient of the values, of the same shape; nil unless made for training.
  package let gradient: Tensor?
  /// Whether weight decay applies: to matrices and kernels, not to norms and biases.
  package var decays: Bool { value.shape.count > 1 }

  /// Makes a weight.
  ///
  /// - Parameters:
  ///   - name: the dotted path.
  ///   - value: the initial values, shared.
  ///   - training: whether a gradient is kept.
  package init(_ name: String, _ value: Tensor, training: Bool) {
    self.name = name
    self.value = value
    gradient = training ? Tensor(value.shape) : nil
  }
}
