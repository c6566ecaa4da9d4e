internal import CKernels

/// A pointwise non-linearity.
package enum Activation: String, Codable, Sendable, CaseIterable {
  /// max(x, 0): the paper's, after OPT (reference a.5).
  case relu
  /// x Φ(x) by tanh (arXiv 1606.08415).
  case gelu
  /// x σ(x).
  case silu

  var code: Int32 {
    switch self {
    case .relu: Int32(leon_relu.rawValue)
    case .gelu: Int32(leon_gelu.rawValue)
    case .silu: Int32(leon_silu.rawValue)
    }
  }
}

/// Computes `y = activation(x)`.
package func activationForward(
  into y: Tensor, _ x: Tensor, _ activation: Activation, on compute: Compute
) {
  precondition(x.count == y.count, "\(x.shape) into \(y.shape)")
  unsafe leon_activation_forward(compute.pool, activation.code, x.count, x.pointer, y.pointer)
}

/// Writes `dy activation'(x)` to `dx`, or adds it.
package func activationBackward(
  into dx: Tensor, accumulate: Bool, _ x: Tensor, _ dy: Tensor, _ activation: Activation,
  on compute: Compute
) {
  precondition(x.count == dx.count && x.count == dy.count, "\(x.shape) and \(dy.shape)")
  unsafe leon_activation_backward(
    compute.pool, activation.code, x.count, x.pointer, dy.pointer, accumulate ? 1 : 0,
    dx.pointer)
}

/// Computes `y = a + b`.
package func add(into y: Tensor, _ a: Tensor, _ b: Tensor, on compute: Compute) {
  precondition(a.count == b.count && a.count == y.count, "\(a.shape) plus \(b.shape)")
  unsafe leon_add(compute.pool, a.count, a.pointer, b.pointer, y.pointer)
}

/// Computes `y = factor x`, or adds it to `y`.
package func scale(
  into y: Tensor, _ x: Tensor, by factor: Float, accumulate: Bool = false, on compute: Compute
) {
  precondition(x.count == y.count, "\(x.shape) into \(y.shape)")
  unsafe leon_scale(
    compute.pool, x.count, factor, x.pointer, accumulate ? 1 : 0, y.pointer)
}

/// Adds `bias [C]` to every row of `y [M, C]`.
package func biasForward(into y: Tensor, _ bias: Tensor, on compute: Compute) {
  precondition(bias.count == y.rowWidth, "bias \(bias.shape) for \(y.shape)")
  unsafe leon_bias_forward(compute.pool, y.rowCount, y.rowWidth, bias.pointer, y.pointer)
}

/// Adds the sum over the rows of `dy [M, C]` to `dbias [C]`.
package func biasBackward(into dbias: Tensor, _ dy: Tensor, on compute: Compute) {
  precondition(dbias.count == dy.rowWidth, "bias \(dbias.shape) for \(dy.shape)")
  unsafe leon_bias_backward(compute.pool, dy.rowCount, dy.rowWidth, dy.pointer, dbias.pointer)
}

/// Doubles both sides of pictures `[B, H, W, C]` by repetition.
package func upsampleForward(into y: Tensor, _ x: Tensor, on compute: Compute) {
  precondition(x.shape.count == 4 && y.count == 4 * x.count, "\(x.shape) into \(y.shape)")
  unsafe leon_upsample_forward(
    compute.pool, x.shape[0], x.shape[1], x.shape[2], x.shape[3], x.pointer, y.pointer)
}

/// Writes the sums of two by two values of `dy` to `dx [B, H, W, C]`, or adds them.
package func upsampleBackward(
  into dx: Tensor, accumulate: Bool, _ dy: Tensor, on compute: Compute
) {
  precondition(dx.shape.count == 4 && dy.count == 4 * dx.count, "\(dy.shape) into \(dx.shape)")
  unsafe leon_upsample_backward(
    compute.pool, dx.shape[0], dx.shape[1], dx.shape[2], dx.shape[3], dy.pointer,
    accumulate ? 1 : 0, dx.pointer)
}

/// Turns channels into pixels: `[B, H, W, C f f]` to `[B, H f, W f, C]`; `y` has that shape.
package func pixelShuffle(into y: Tensor, _ x: Tensor, factor: Int, on compute: Compute) {
  precondition(
    x.shape.count == 4 && y.count == x.count && x.shape[3] % (factor * factor) == 0,
    "\(x.shape) by \(factor)")
  unsafe leon_pixel_shuffle(
    compute.pool, x.shape[0], x.shape[1], x.shape[2], x.shape[3] / (factor * factor), factor,
    x.pointer, y.pointer)
}

/// Turns pixels into channels: `[B, H f, W f, C]` to `y`, shaped `[B, H, W, C f f]`.
package func pixelUnshuffle(into y: Tensor, _ x: Tensor, factor: Int, on compute: Compute) {
  precondition(
    y.shape.count == 4 && y.count == x.count && y.shape[3] % (factor * factor) == 0,
    "\(x.shape) by \(factor)")
  unsafe leon_pixel_unshuffle(
    compute.pool, y.shape[0], y.shape[1], y.shape[2], y.shape[3] / (factor * factor), factor,
    x.pointer, y.pointer)
}

/// Copies rows of `table [V, C]` into `y [N, C]`, or adds them.
package func embeddingForward(
  into y: Tensor, _ ids: [Int32], _ table: Tensor, accumulate: Bool = false, on compute: Compute
) {
  precondition(
    y.count == ids.count * table.rowWidth && ids.allSatisfy { $0 >= 0 && $0 < table.shape[0] },
    "\(ids.count) rows of \(table.shape) into \(y.shape)")
  unsafe leon_embedding_forward(
    compute.pool, ids.count, table.rowWidth, ids, table.pointer, accumulate ? 1 : 0, y.pointer)
}

/// Adds row i of `dy [N, C]` to row `ids[i]` of `dtable [V, C]`.
package func embeddingBackward(
  into dtable: Tensor, _ ids: [Int32], _ dy: Tensor, on compute: Compute
) {
  precondition(
    dy.count == ids.count * dtable.rowWidth
      && ids.allSatisfy { $0 >= 0 && $0 < dtable.shape[0] },
    "\(ids.count) rows of \(dy.shape) into \(dtable.shape)")
  unsafe leon_embedding_backward(
    compute.pool, ids.count, dtable.rowWidth, ids, dy.pointer, dtable.pointer)
}
