import Tensors

/// Benchmarks that belong together; `leon bench NAME` runs one suite.
struct BenchmarkSuite: Sendable {
  /// What the command line calls it.
  let name: String
  /// What it measures, in a few words for the help.
  let summary: String
  /// Measures and adds its figures to the report.
  let run: @Sendable (inout BenchmarkReport, BenchmarkContext) throws -> Void

  /// All suites in the order they run.
  static let all: [BenchmarkSuite] = [
    .inference, .float32, .matrices, .training, .retrieval, .history, .studio,
  ]
}

/// What a suite may use.
struct BenchmarkContext {
  /// Where kernels run, with the threads that the command line asked for.
  let compute: Compute
  /// The model folder to measure; throws when none is named and none ships.
  let model: () throws -> String
  /// Nanoseconds of a clock that only goes forward.
  let now: () -> UInt64

  /// Seconds that the fastest of several runs of `body` takes, after one run to warm up.
  func seconds(runs: Int = 5, _ body: () throws -> Void) rethrows -> Double {
    try body()
    var best = Double.infinity
    for _ in 0..<runs {
      let start = now()
      try body()
      best = min(best, Double(now() - start) / 1e9)
    }
    return best
  }
}
