private import CKernels

/// Normalises rows without an affine map: `y = (x − mean) / √(variance + ε)`, sums in one order.
///
/// - Parameters:
///   - y: the result, `[M, C]`.
///   - x: `[M, C]`.
///   - epsilon: ε.
///   - level: the instructions to use, not above the machine's.
///   - compute: where to run.
package func normalizeRows(
  into y: Tensor, _ x: Tensor, epsilon: Float, level: CPULevel, on compute: Compute
) {
  precondition(
    x.count == y.count && level.rawValue <= CPULevel.current.rawValue, "\(x.shape) into \(y.shape)")
  unsafe leon_rows_normalize(
    compute.pool, Int32(level.rawValue), x.rowCount, x.rowWidth, epsilon, x.pointer, y.pointer)
}

/// Computes log softmax of each row of `logits [M, N]` at its target, sums in one order.
///
/// - Parameters:
///   - logits: finite, `[M, N]`.
///   - targets: M columns.
///   - level: the instructions to use, not above the machine's.
///   - compute: where to run.
/// - Returns: M values, at most 0.
package func logProbabilities(
  _ logits: Tensor, targets: [Int32], level: CPULevel, on compute: Compute
) -> [Float] {
  precondition(
    targets.count == logits.rowCount && level.rawValue <= CPULevel.current.rawValue
      && targets.allSatisfy { $0 >= 0 && $0 < logits.rowWidth },
    "\(targets.count) targets for logits \(logits.shape)")
  var values = [Float](repeating: 0, count: targets.count)
  unsafe leon_rows_log_probability(
    compute.pool, Int32(level.rawValue), logits.rowCount, logits.rowWidth, logits.pointer, targets,
    &values)
  return values
}
