import Tensors
import TestSupport
import Testing

@Suite struct InferenceProductTests {
  /// x Wᵀ in double, from the numbers as they are kept and multiplied.
  private func naive(
    _ x: Tensor, _ w: Tensor, _ precision: Precision, _ level: CPULevel
  ) -> [Float] {
    let weights = w.values.map { Double(kept($0, precision)) }
    let rows = x.values.map { Double(level == .avx512BF16 ? kept($0, precision) : $0) }
    let k = x.rowWidth
    return (0..<x.rowCount).flatMap { i in
      (0..<w.rowCount).map { j in
        Float((0..<k).reduce(0) { $0 + rows[i * k + $1] * weights[j * k + $1] })
      }
    }
  }

  private func matrix(_ rows: Int, _ columns: Int, seed: UInt64) -> Tensor {
    Tensor([rows, columns], seededFloats(rows * columns, seed: seed))
  }

  @Test(arguments: runnableLevels, Precision.allCases)
  func equalsTheNaiveTwinOnOddSizes(level: CPULevel, precision: Precision) throws {
    let compute = try Compute(threads: 2)
    for (m, n, k) in [
      (1, 1, 1), (2, 63, 17), (5, 65, 64), (7, 130, 37), (33, 200, 101), (70, 66, 600),
    ] {
      let x = matrix(m, k, seed: 1)
      let w = matrix(n, k, seed: 2)
      let y = Tensor([m, n])
      packedProduct(into: y, x, packed(w, precision, on: compute), level: level, on: compute)
      #expect(difference(y.values, naive(x, w, precision, level), absolute: 2e-5) == nil)
    }
  }

  @Test(arguments: runnableLevels, Precision.allCases)
  func aRowIsTheSameInAnyBatchOnAnyNumberOfThreads(level: CPULevel, precision: Precision) throws {
    let x = matrix(37, 90, seed: 3)
    let w = matrix(300, 90, seed: 4)
    let alone = try Compute(threads: 1)
    let rows = (0..<37).flatMap { i in
      let y = Tensor([1, 300])
      packedProduct(
        into: y, x.rows(i..<i + 1), packed(w, precision, on: alone), level: level, on: alone)
      return y.values
    }
    for threads in 1...3 {
      let compute = try Compute(threads: threads)
      let weights = packed(w, precision, on: compute)
      for m in 1...37 {
        let y = Tensor([m, 300])
        packedProduct(into: y, x.rows(0..<m), weights, level: level, on: compute)
        #expect(y.values == Array(rows.prefix(m * 300)), "\(m) rows, \(threads) threads")
      }
    }
  }

  @Test(arguments: Precision.allCases)
  func aSliceOfTheRowsEqualsThatPartOfTheWhole(precision: Precision) throws {
    let compute = try Compute(threads: 2)
    let x = matrix(3, 20, seed: 5)
    let weights = packed(matrix(200, 20, seed: 6), precision, on: compute)
    let whole = Tensor([3, 200])
    packedProduct(into: whole, x, weights, level: .current, on: compute)
    for range in [0..<1, 5..<64, 63..<65, 64..<128, 130..<200, 7..<7] {
      let part = Tensor([3, range.count])
      packedProduct(into: part, x, weights, rows: range, level: .current, on: compute)
      let expected = (0..<3).flatMap { i in range.map { whole[i * 200 + $0] } }
      #expect(part.values == expected, "\(range)")
    }
  }

  @Test(arguments: runnableLevels) func sumsAreAddedOrActivatedAtTheEnd(level: CPULevel) throws {
    let compute = try Compute(threads: 2)
    let x = matrix(4, 30, seed: 7)
    let weights = packed(matrix(70, 30, seed: 8), .float32, on: compute)
    let sums = Tensor([4, 70])
    packedProduct(into: sums, x, weights, level: level, on: compute)
    let added = Tensor([4, 70], seededFloats(280, seed: 9))
    let expected = zip(added.values, sums.values).map { $0 + $1 }
    packedProduct(into: added, x, weights, finish: .add, level: level, on: compute)
    #expect(added.values == expected)
    for kind in Activation.allCases {
      let y = Tensor([4, 70])
      packedProduct(into: y, x, weights, finish: .activation(kind), level: level, on: compute)
      let reference = Tensor([4, 70])
      activationForward(into: reference, sums, kind, on: compute)
      #expect(difference(y.values, reference.values, absolute: 1e-6) == nil, "\(kind)")
    }
  }

  @Test(arguments: Precision.allCases) func matricesCanBePackedUnderEachOther(
    precision: Precision
  ) throws {
    let compute = try Compute(threads: 2)
    let parts = [matrix(40, 9, seed: 10), matrix(70, 9, seed: 11)]
    let stacked = PackedMatrix(rowCount: 110, rowWidth: 9, precision: precision)
    stacked.pack(parts[0], on: compute)
    stacked.pack(parts[1], at: 40, on: compute)
    let x = matrix(1, 9, seed: 12)
    let y = Tensor([1, 110])
    packedProduct(into: y, x, stacked, level: .current, on: compute)
    let single = parts.flatMap { part in
      let y = Tensor([1, part.rowCount])
      packedProduct(into: y, x, packed(part, precision, on: compute), level: .current, on: compute)
      return y.values
    }
    #expect(y.values == single)
  }

  @Test func readingAddsUpEveryWeight() throws {
    let weights = Tensor([64, 6], seededFloats(384, seed: 15).map { ($0 * 64).rounded() })
    for threads in 1...3 {
      let compute = try Compute(threads: threads)
      let sums = packed(weights, .float32, on: compute).read(on: compute)
      #expect(sums.count == threads)
      #expect(sums.reduce(0, +) == weights.values.reduce(0, +))
    }
  }

  @Test(arguments: Precision.allCases) func embeddingsAreRowsOfTheTwoTables(
    precision: Precision
  ) throws {
    let compute = try Compute(threads: 1)
    let tokens = matrix(130, 21, seed: 13)
    let places = matrix(9, 21, seed: 14)
    let y = Tensor([3, 21])
    packedEmbedding(
      into: y, [0, 129, 77], packed(tokens, precision, on: compute), places: [8, 0, 8],
      packed(places, precision, on: compute))
    let expected = [(0, 8), (129, 0), (77, 8)].flatMap { token, place in
      (0..<21).map {
        kept(tokens[token * 21 + $0], precision) + kept(places[place * 21 + $0], precision)
      }
    }
    #expect(y.values == expected)
  }
}
