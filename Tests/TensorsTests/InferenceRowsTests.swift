#if canImport(Glibc)
  import Glibc
#endif
import Tensors
import TestSupport
import Testing

@Suite struct InferenceRowsTests {
  @Test(arguments: runnableLevels, [1, 7, 16, 33, 300])
  func normalizingEqualsTheNaiveTwin(level: CPULevel, width: Int) throws {
    let compute = try Compute(threads: 2)
    let x = Tensor([3, width], seededFloats(3 * width, seed: 1).map { 5 * $0 + 2 })
    let y = Tensor([3, width])
    normalizeRows(into: y, x, epsilon: 1e-5, level: level, on: compute)
    let expected = (0..<3).flatMap { i -> [Float] in
      let row = x.rows(i..<i + 1).values.map(Double.init)
      let mean = row.reduce(0, +) / Double(width)
      let variance = row.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(width)
      return row.map { Float(($0 - mean) / (variance + 1e-5).squareRoot()) }
    }
    #expect(difference(y.values, expected, absolute: 1e-5) == nil)
  }

  @Test(arguments: runnableLevels, [1, 5, 16, 100, 4097])
  func logProbabilitiesEqualTheNaiveTwin(level: CPULevel, width: Int) throws {
    let compute = try Compute(threads: 2)
    let logits = Tensor([3, width], seededFloats(3 * width, seed: 2).map { 12 * $0 })
    let targets = [0, width / 2, width - 1]
    let values = logProbabilities(
      logits, targets: targets.map(Int32.init), level: level, on: compute)
    let expected = targets.enumerated().map { i, target -> Float in
      let row = logits.rows(i..<i + 1).values.map(Double.init)
      return Float(row[target] - log(row.reduce(0) { $0 + exp($1) }))
    }
    #expect(difference(values, expected, absolute: 1e-5) == nil)
  }

  @Test(arguments: runnableLevels) func aRowIsTheSameInAnyBatchOnAnyNumberOfThreads(
    level: CPULevel
  ) throws {
    let x = Tensor([40, 515], seededFloats(40 * 515, seed: 3))
    let (one, two) = (try Compute(threads: 1), try Compute(threads: 2))
    let y = Tensor([40, 515])
    normalizeRows(into: y, x, epsilon: 1e-5, level: level, on: two)
    let together = logProbabilities(
      x, targets: [Int32](repeating: 9, count: 40), level: level, on: two)
    for i in 0..<40 {
      let row = Tensor([1, 515])
      normalizeRows(into: row, x.rows(i..<i + 1), epsilon: 1e-5, level: level, on: one)
      #expect(row.values == y.rows(i..<i + 1).values)
      #expect(
        logProbabilities(x.rows(i..<i + 1), targets: [9], level: level, on: one) == [together[i]])
    }
  }
}
