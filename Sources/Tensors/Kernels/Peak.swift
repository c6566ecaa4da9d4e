internal import CKernels

/// Multiplies and adds in registers alone: what no product of matrices can beat, for benchmarks.
///
/// - Parameters:
///   - precision: bfloat16 is counted only where the processor multiplies it.
///   - rounds: how often 24 chains of operations are continued.
///   - compute: where to run.
/// - Returns: floating-point operations done, 0 where there are none of this precision.
package func runAtPeak(_ precision: Precision, rounds: Int, on compute: Compute) -> Double {
  precondition(rounds > 0, "\(rounds) rounds")
  let sink = Tensor([compute.threads, 16])
  return unsafe leon_peak_run(compute.pool, precision == .bfloat16 ? 1 : 0, rounds, sink.pointer)
}
