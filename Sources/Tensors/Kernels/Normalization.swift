internal import CKernels

/// Normalises rows `[M, C]` to mean 0 and variance 1, then scales and shifts if asked.
///
/// - Parameters:
///   - y: the result, `[M, C]`.
///   - x: the rows.
///   - weight: `[C]`, nil for no affine.
///   - bias: `[C]`, nil for none.
///   - mean: `[M]`, kept for backward.
///   - scale: `[M]`, 1 / √(variance + ε), kept for backward.
///   - epsilon: ε.
///   - compute: where to run.
package func layerNormForward(
  into y: Tensor, _ x: Tensor, weight: Tensor? = nil, bias: Tensor? = nil, mean: Tensor,
  scale: Tensor, epsilon: Float, on compute: Compute
) {
  precondition(
    y.count == x.count && mean.count == x.rowCount && scale.count == x.rowCount,
    "layer norm of \(x.shape) into \(y.shape)")
  unsafe leon_layer_norm_forward(
    compute.pool, x.rowCount, x.rowWidth, epsilon, x.pointer, weight?.pointer, bias?.pointer,
    y.pointer, mean.pointer, scale.pointer)
}

/// Writes the gradient of a layer norm to `dx`, or adds it, and adds, when affine, to `dweight` and `dbias`.
package func layerNormBackward(
  into dx: Tensor, accumulate: Bool, dweight: Tensor? = nil, dbias: Tensor? = nil, _ x: Tensor,
  weight: Tensor? = nil, mean: Tensor, scale: Tensor, _ dy: Tensor, on compute: Compute
) {
  precondition(dx.count == x.count && dy.count == x.count, "gradient \(dy.shape) of \(x.shape)")
  unsafe leon_layer_norm_backward(
    compute.pool, x.rowCount, x.rowWidth, x.pointer, weight?.pointer, mean.pointer, scale.pointer,
    dy.pointer, accumulate ? 1 : 0, dx.pointer, dweight?.pointer, dbias?.pointer)
}

/// Divides rows `[M, C]` by their root mean square and scales them (arXiv 1910.07467).
package func rmsNormForward(
  into y: Tensor, _ x: Tensor, weight: Tensor, scale: Tensor, epsilon: Float, on compute: Compute
) {
  precondition(
    y.count == x.count && scale.count == x.rowCount && weight.count == x.rowWidth,
    "RMS norm of \(x.shape) with \(weight.shape)")
  unsafe leon_rms_norm_forward(
    compute.pool, x.rowCount, x.rowWidth, epsilon, x.pointer, weight.pointer, y.pointer,
    scale.pointer)
}

/// Writes the gradient of an RMS norm to `dx`, or adds it, and adds to `dweight`.
package func rmsNormBackward(
  into dx: Tensor, accumulate: Bool, dweight: Tensor, _ x: Tensor, weight: Tensor, scale: Tensor,
  _ dy: Tensor, on compute: Compute
) {
  precondition(dx.count == x.count && dy.count == x.count, "gradient \(dy.shape) of \(x.shape)")
  unsafe leon_rms_norm_backward(
    compute.pool, x.rowCount, x.rowWidth, x.pointer, weight.pointer, scale.pointer, dy.pointer,
    accumulate ? 1 : 0, dx.pointer, dweight.pointer)
}

/// Normalises groups of channels of pictures `[B, H, W, C]` (arXiv 1803.08494), then SiLU if asked.
///
/// - Parameters:
///   - y: the result, shaped as `x`.
///   - x: pictures, channels last, at most 2,048 channels.
///   - weight: `[C]`.
///   - bias: `[C]`.
///   - mean: `[B, groups]`, kept for backward.
///   - scale: `[B, groups]`, kept for backward.
///   - groups: divides `C`.
///   - swish: whether SiLU follows.
///   - compute: where to run.
package func groupNormForward(
  into y: Tensor, _ x: Tensor, weight: Tensor, bias: Tensor, mean: Tensor, scale: Tensor,
  groups: Int, swish: Bool, on compute: Compute
) {
  precondition(
    x.shape.count == 4 && x.rowWidth % groups == 0 && x.rowWidth <= 2048
      && mean.count == x.shape[0] * groups && y.count == x.count,
    "group norm of \(x.shape) in \(groups) groups")
  unsafe leon_group_norm_forward(
    compute.pool, x.shape[0], x.shape[1] * x.shape[2], x.rowWidth, groups, groupNormEpsilon,
    swish ? 1 : 0, x.pointer, weight.pointer, bias.pointer, y.pointer, mean.pointer, scale.pointer)
}

/// VQGAN's ε (reference b.6).
private let groupNormEpsilon: Float = 1e-6

/// Writes the gradient of a group norm to `dx`, or adds it, and adds to `dweight` and `dbias`.
///
/// - Parameters:
///   - dx: gradient of the input.
///   - accumulate: whether it is added to `dx`.
///   - dweight: `[C]`, added to.
///   - dbias: `[C]`, added to.
///   - x: the input of the forward pass.
///   - weight: `[C]`.
///   - bias: `[C]`.
///   - mean: `[B, groups]` of the forward pass.
///   - scale: `[B, groups]` of the forward pass.
///   - dy: gradient of the result.
///   - groups: as in the forward pass.
///   - swish: as in the forward pass.
///   - scratch: `B · 2 · C` floats.
///   - compute: where to run.
package func groupNormBackward(
  into dx: Tensor, accumulate: Bool, _ dweight: Tensor, _ dbias: Tensor, _ x: Tensor,
  weight: Tensor, bias: Tensor, mean: Tensor, scale: Tensor, _ dy: Tensor, groups: Int, swish: Bool,
  scratch: Tensor,
  on compute: Compute
) {
  precondition(
    dx.count == x.count && dy.count == x.count && scratch.count >= x.shape[0] * 2 * x.rowWidth,
    "gradient \(dy.shape) of \(x.shape)")
  unsafe leon_group_norm_backward(
    compute.pool, x.shape[0], x.shape[1] * x.shape[2], x.rowWidth, groups, swish ? 1 : 0,
    x.pointer, weight.pointer, bias.pointer, mean.pointer, scale.pointer, dy.pointer,
    accumulate ? 1 : 0, dx.pointer, dweight.pointer, dbias.pointer, scratch.pointer)
}
