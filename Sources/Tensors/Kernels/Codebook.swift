internal import CKernels

/// Finds for each row of `z [N, D]` the entry of `codebook [K, D]` with the largest `z · e + bias`.
///
/// - Parameters:
///   - z: vectors, `[N, D]`.
///   - codebook: entries, `[K, D]`.
///   - bias: `[K]`; −|e|² / 2 makes it the nearest entry.
///   - scratch: `threads · 64 · K` floats.
///   - compute: where to run.
/// - Returns: N rows of the codebook; the lower one wins a tie.
package func nearestCodes(
  _ z: Tensor, codebook: Tensor, bias: Tensor, scratch: Tensor, on compute: Compute
) -> [Int32] {
  precondition(
    z.rowWidth == codebook.rowWidth && bias.count == codebook.shape[0]
      && scratch.count >= compute.threads * 64 * codebook.shape[0],
    "codes of \(z.shape) among \(codebook.shape)")
  var codes = [Int32](repeating: 0, count: z.rowCount)
  unsafe leon_nearest_code(
    compute.pool, compute.sgemm, z.rowCount, z.rowWidth, codebook.shape[0], z.pointer,
    codebook.pointer, bias.pointer, &codes, scratch.pointer)
  return codes
}
