internal import CKernels

/// Computes the softmax of each row of `x [M, N]`; the maximum is subtracted before exp.
///
/// - Parameters:
///   - y: the result, `[M, N]`; may be `x`.
///   - x: finite logits.
///   - compute: where to run.
package func softmaxForward(into y: Tensor, _ x: Tensor, on compute: Compute) {
  precondition(x.count == y.count, "\(x.shape) into \(y.shape)")
  unsafe leon_softmax_forward(compute.pool, x.rowCount, x.rowWidth, x.pointer, y.pointer)
}

/// Writes the gradient `y (dy − Σ dy y)` of each row to `dx`, or adds it.
package func softmaxBackward(
  into dx: Tensor, accumulate: Bool, _ y: Tensor, _ dy: Tensor, on compute: Compute
) {
  precondition(y.count == dy.count && y.count == dx.count, "\(y.shape) and \(dy.shape)")
  unsafe leon_softmax_backward(
    compute.pool, y.rowCount, y.rowWidth, y.pointer, dy.pointer, accumulate ? 1 : 0,
    dx.pointer)
}

/// Computes the cross-entropy of each row, and its gradient if a place for it is given.
///
/// - Parameters:
///   - losses: `[M]`, in nats, 0 where the target is negative.
///   - gradient: `[M, N]`, may be `logits`: `(softmax − one hot) · scale`, 0 for ignored rows.
///   - logits: `[M, N]`.
///   - targets: M columns, negative to ignore a row.
///   - scale: the factor of the gradient, 1 / number of targets for a mean.
///   - compute: where to run.
package func crossEntropy(
  into losses: Tensor, gradient: Tensor?, _ logits: Tensor, targets: [Int32], scale: Float,
  on compute: Compute
) {
  precondition(
    targets.count == logits.rowCount && losses.count == targets.count
      && targets.allSatisfy { $0 < logits.rowWidth },
    "\(targets.count) targets for logits \(logits.shape)")
  unsafe leon_cross_entropy(
    compute.pool, logits.rowCount, logits.rowWidth, logits.pointer, targets, scale, losses.pointer,
    gradient?.pointer)
}
