import Tensors
import TestSupport
import Testing

@Suite struct InferenceProductTests {
  /// x Wᵀ in double, from the numbers as they are kept and multiplied.
  private func naive(
    _ x: Tensor, _ w: Tensor, _ precision: PackedPrecision, _ level: CPULevel
  ) -> [Float] {
    let weights = rows(w).map { kept($0, precision) }
    return rows(x).flatMap { row in
      let row = met(row, precision, level)
      return weights.map { Float(zip(row, $0).reduce(0) { $0 + Double($1.0) * Double($1.1) }) }
    }
  }

  private func rows(_ tensor: Tensor) -> [ArraySlice<Float>] {
    let (values, width) = (tensor.values, tensor.rowWidth)
    return (0..<tensor.rowCount).map { values[$0 * width..<($0 + 1) * width] }
  }

  private func matrix(_ rows: Int, _ columns: Int, seed: UInt64) -> Tensor {
    Tensor([rows, columns], seededFloats(rows * columns, seed: seed))
  }

  @Test(arguments: runnableLevels, PackedPrecision.allCases)
  func equalsTheNaiveTwinOnOddSizes(level: CPULevel, precision: PackedPrecision) throws {
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

  @Test(arguments: runnableLevels, PackedPrecision.allCases)
  func aRowIsTheSameInAnyBatchOnAnyNumberOfThreads(level: CPULevel, precision: PackedPrecision)
    throws
  {
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

  @Test(arguments: PackedPrecision.allCases)
  func aSliceOfTheRowsEqualsThatPartOfTheWhole(precision: PackedPrecision) throws {
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

  @Test(arguments: PackedPrecision.allCases) func matricesCanBePackedUnderEachOther(
    precision: PackedPrecision
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

  @Test(arguments: PackedPrecision.allCases) func embeddingsAreRowsOfTheTwoTables(
    precision: PackedPrecision
  ) throws {
    let compute = try Compute(threads: 1)
    let tokens = matrix(130, 21, seed: 13)
    let places = matrix(9, 21, seed: 14)
    let y = Tensor([3, 21])
    packedEmbedding(
      into: y, [0, 129, 77], packed(tokens, precision, on: compute), places: [8, 0, 8],
      packed(places, precision, on: compute))
    let expected = [(0, 8), (129, 0), (77, 8)].flatMap { token, place in
      zip(kept(rows(tokens)[token], precision), kept(rows(places)[place], precision)).map(+)
    }
    #expect(y.values == expected)
  }

  @Test func wholeNumbersGiveTheSameBitsOnAllLevels() throws {
    let compute = try Compute(threads: 2)
    let x = matrix(19, 301, seed: 16)
    let weights = packed(matrix(130, 301, seed: 17), .int16, on: compute)
    let results = runnableLevels.map { level in
      let y = Tensor([19, 130])
      packedProduct(into: y, x, weights, level: level, on: compute)
      packedProduct(into: y, x, weights, finish: .add, level: level, on: compute)
      return y.values
    }
    #expect(results.allSatisfy { $0 == results[0] })
  }

  /// All products of a sum as large as they can be, and of one sign: 32 bits must hold them.
  @Test(arguments: runnableLevels, [1, 2, 37, 1024, 4096])
  func sumsOfWholeNumbersDoNotOverflow(level: CPULevel, k: Int) throws {
    let compute = try Compute(threads: 1)
    let w = matrix(3, k, seed: 18)
    let x = Tensor([1, k], w.rows(0..<1).values.map { $0 < 0 ? -7 : 7 })
    let y = Tensor([1, 3])
    packedProduct(into: y, x, packed(w, .int16, on: compute), level: level, on: compute)
    let most = w.rows(0..<1).values.reduce(0) { $0 + 7 * abs($1) }
    #expect(abs(y[0] - most) < 1e-3 * most)
  }

  @Test(arguments: runnableLevels)
  func wholeNumbersAreAsFineAsTheirRowsAllow(level: CPULevel) throws {
    let compute = try Compute(threads: 1)
    for (scale, size) in [(Float(1e-20), Float(1e20)), (1, 1), (1e15, 1e-15), (0, 1), (1, 0)] {
      let x = Tensor([2, 64], seededFloats(128, seed: 19).map { $0 * scale })
      let w = Tensor([5, 64], seededFloats(320, seed: 20).map { $0 * size })
      let (y, exact) = (Tensor([2, 5]), Tensor([2, 5]))
      packedProduct(into: y, x, packed(w, .int16, on: compute), level: level, on: compute)
      packedProduct(into: exact, x, packed(w, .float32, on: compute), level: level, on: compute)
      #expect(difference(y.values, exact.values, absolute: 4e-3) == nil, "\(scale)")
    }
  }

  @Test(arguments: runnableLevels)
  func whatIsNoNumberStaysInItsRowAndItsColumn(level: CPULevel) throws {
    let compute = try Compute(threads: 1)
    let (x, w) = (matrix(2, 40, seed: 21), matrix(3, 40, seed: 22))
    x[17] = .nan
    w[2 * 40 + 5] = .nan
    let y = Tensor([2, 3])
    packedProduct(into: y, x, packed(w, .int16, on: compute), level: level, on: compute)
    #expect(y.values.map(\.isNaN) == [true, true, true, false, false, true])
  }
}
