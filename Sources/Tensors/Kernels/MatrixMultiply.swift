internal import CKernels

/// Computes `c = op(a) op(b)`, or adds to `c`.
///
/// - Parameters:
///   - c: the result, `[M, N]`.
///   - a: `[M, K]`, or `[K, M]` when transposed.
///   - b: `[K, N]`, or `[N, K]` when transposed.
///   - transposeA: whether `a` is stored transposed.
///   - transposeB: whether `b` is stored transposed.
///   - accumulate: whether the product is added to `c`.
///   - precision: what `a` and `b` are rounded to first.
///   - level: the best processor level that the bfloat16 kernels may use.
///   - compute: where to run.
package func matrixMultiply(
  into c: Tensor, _ a: Tensor, _ b: Tensor, transposeA: Bool = false, transposeB: Bool = false,
  accumulate: Bool = false, precision: Precision = .float32, level: CPULevel = .current,
  on compute: Compute
) {
  let m = c.rowCount
  let n = c.rowWidth
  let k = transposeA ? a.rowCount : a.rowWidth
  precondition(
    (transposeA ? a.rowWidth : a.rowCount) == m && (transposeB ? b.rowCount : b.rowWidth) == n
      && (transposeB ? b.rowWidth : b.rowCount) == k && k > 0,
    "product of \(a.shape) and \(b.shape) into \(c.shape)")
  switch precision {
  case .float32:
    unsafe leon_matmul(
      compute.pool, compute.sgemm, transposeA ? 1 : 0, transposeB ? 1 : 0, m, n, k, a.pointer,
      a.rowWidth, b.pointer, b.rowWidth, accumulate ? 1 : 0, c.pointer, n)
  case .bfloat16:
    let words = leon_matmul_bf16_words(Int32(compute.threads), n, k)
    unsafe leon_matmul_bf16(
      compute.pool, Int32(level.rawValue), transposeA ? 1 : 0, transposeB ? 1 : 0, m, n, k,
      a.pointer, a.rowWidth, b.pointer, b.rowWidth, accumulate ? 1 : 0, c.pointer, n,
      compute.workspace(words: words))
  }
}

/// Computes `c = a b` by three loops: what the fast product is tested against.
package func naiveMatrixMultiply(_ a: [Float], _ b: [Float], m: Int, n: Int, k: Int) -> [Float] {
  var c = [Float](repeating: 0, count: m * n)
  for i in 0..<m {
    for j in 0..<n {
      for l in 0..<k { c[i * n + j] += a[i * k + l] * b[l * n + j] }
    }
  }
  return c
}
