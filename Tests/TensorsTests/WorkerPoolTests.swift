import Tensors
import Testing

@Suite struct WorkerPoolTests {
  @Test(arguments: [1, 2, 3], [0, 1, 2, 100])
  func valuesComeInTheirOrder(threads: Int, count: Int) {
    let pool = WorkerPool(threads: threads)
    // Many runs, so that workers wake, enter late and find a run over.
    for round in 0..<200 {
      #expect(pool.map(count) { "\($0 + round)" } == (0..<count).map { "\($0 + round)" })
    }
  }
}
