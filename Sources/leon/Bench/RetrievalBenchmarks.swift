import Retrieval
import Tensors

extension BenchmarkSuite {
  /// Exact search among a million vectors, against the time that reading them takes.
  static let retrieval = BenchmarkSuite(
    name: "retrieval", summary: "exact search among 1 M vectors of 128"
  ) { report, context in
    let index = VectorIndex(count: 1_000_000, width: 128, on: context.compute) { i, j in
      Int8(truncatingIfNeeded: (i &* 2_654_435_761 &+ j &* 40_503) >> 7)
    }
    let memory = MemoryYardstick(context)
    for count in [1, 4] {
      let queries = Tensor([count, 128], (0..<count * 128).map { Float($0 * 37 % 101) / 400 })
      // Taken in turn, since the memory's speed moves from second to second.
      let shares = (0..<rounds).map { _ in
        let reading = Double(index.byteCount) / memory.bytesPerSecond()
        let search = context.seconds(runs: 1) {
          _ = index.nearest(10, to: queries, on: context.compute)
        }
        return (search, reading / search)
      }
      let name = "10 of 1 M documents, \(count) \(count == 1 ? "query" : "queries")"
      report.add(name, median(shares.map(\.0)) * 1000, "ms", goal: .atMost(100))
      report.add(name + ", share of the memory's speed", median(shares.map(\.1)), "")
    }
  }

  private static let rounds = 9

  private static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
}
