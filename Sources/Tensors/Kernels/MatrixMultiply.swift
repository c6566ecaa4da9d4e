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
///   - compute: where to run.
package func matrixMultiply(
  into c: Tensor, _ a: Tensor, _ b: Tensor, transposeA: Bool = false, transposeB: Bool = false,
  accumulate: Bool = false, on compute: Compute
) {
  let m = c.rowCount
  let n = c.rowWidth
  let k = transposeA ? a.rowCount : a.rowWidth
  precondition(
    (transposeA ? a.rowWidth : a.rowCount) == m && (transposeB ? b.rowCount : b.rowWidth) == n
      && (transposeB ? b.rowWidth : b.rowCount) == k,
    "product of \(a.shape) and \(b.shape) into \(c.shape)")
  unsafe leon_matmul(
    compute.pool, compute.sgemm, transposeA ? 1 : 0, transposeB ? 1 : 0, m, n, k, a.pointer,
    a.rowWidth, b.pointer, b.rowWidth, accumulate ? 1 : 0, c.pointer, n)
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
