import Tensors
import TestSupport
import Testing

/// Sizes of 1, primes, and beyond the tiles of 12 × 32 and the chunks of 1,024.
private let sizes = [
  [1, 1, 1], [13, 1, 37], [1, 67, 3], [12, 32, 32], [37, 41, 43], [29, 101, 2051],
]

@Suite struct MatrixMultiplyTests {
  private func product(
    _ size: [Int], transposeA: Bool, transposeB: Bool, precision: Precision,
    level: CPULevel = .current, threads: Int = 2, onto start: Float? = nil
  ) throws -> [Float] {
    let (m, n, k) = (size[0], size[1], size[2])
    let a = Tensor(transposeA ? [k, m] : [m, k], seededFloats(m * k, seed: 1))
    let b = Tensor(transposeB ? [n, k] : [k, n], seededFloats(k * n, seed: 2))
    let c = Tensor([m, n])
    c.fill(start ?? .nan)
    matrixMultiply(
      into: c, a, b, transposeA: transposeA, transposeB: transposeB, accumulate: start != nil,
      precision: precision, level: level, on: try Compute(threads: threads))
    return c.values
  }

  private func naive(
    _ size: [Int], transposeA: Bool, transposeB: Bool, rounding: (Float) -> Float = { $0 }
  ) -> [Float] {
    let (m, n, k) = (size[0], size[1], size[2])
    var a = seededFloats(m * k, seed: 1).map(rounding)
    var b = seededFloats(k * n, seed: 2).map(rounding)
    if transposeA { a = turned(a, rows: k) }
    if transposeB { b = turned(b, rows: n) }
    return naiveMatrixMultiply(a, b, m: m, n: n, k: k)
  }

  private func turned(_ x: [Float], rows: Int) -> [Float] {
    let columns = x.count / rows
    return (0..<x.count).map { x[$0 % rows * columns + $0 / rows] }
  }

  private func roundedToNearestEven(_ x: Float) -> Float {
    let bits = x.bitPattern
    return Float(bitPattern: (bits &+ 0x7FFF &+ (bits >> 16 & 1)) & 0xFFFF_0000)
  }

  @Test(arguments: sizes, [false, true])
  func float32EqualsThreeLoops(size: [Int], transposed: Bool) throws {
    for other in [false, true] {
      let fast = try product(size, transposeA: transposed, transposeB: other, precision: .float32)
      let slow = naive(size, transposeA: transposed, transposeB: other)
      #expect(difference(fast, slow, absolute: 1e-5 * Float(size[2])) == nil)
    }
  }

  @Test(arguments: sizes, [CPULevel.plain, .avx512BF16])
  func bfloat16EqualsThreeLoopsOverRoundedNumbers(size: [Int], level: CPULevel) throws {
    for (ta, tb) in [(false, false), (false, true), (true, false), (true, true)] {
      let fast = try product(
        size, transposeA: ta, transposeB: tb, precision: .bfloat16, level: level)
      let slow = naive(size, transposeA: ta, transposeB: tb, rounding: roundedToNearestEven)
      #expect(difference(fast, slow, absolute: 1e-5 * Float(size[2])) == nil)
    }
  }

  @Test(arguments: Precision.allCases)
  func accumulatingAddsToWhatIsThere(precision: Precision) throws {
    let size = [37, 41, 43]
    let alone = try product(size, transposeA: false, transposeB: true, precision: precision)
    let added = try product(
      size, transposeA: false, transposeB: true, precision: precision, onto: 2)
    #expect(difference(added, alone.map { $0 + 2 }, absolute: 1e-5) == nil)
  }

  @Test(arguments: [[37, 41, 43], [7, 301, 65], [300, 5, 1999]])
  func bfloat16IsBitwiseTheSameWithAnyThreads(size: [Int]) throws {
    let one = try product(
      size, transposeA: true, transposeB: false, precision: .bfloat16, threads: 1)
    for threads in 2...5 {
      let more = try product(
        size, transposeA: true, transposeB: false, precision: .bfloat16, threads: threads)
      #expect(more == one)
    }
  }

  @Test func bfloat16IsWithinItsRoundingOfFloat32() throws {
    let size = [48, 64, 512]
    let exact = try product(size, transposeA: false, transposeB: true, precision: .float32)
    let rounded = try product(size, transposeA: false, transposeB: true, precision: .bfloat16)
    let error = zip(exact, rounded).map { ($0 - $1) * ($0 - $1) }.reduce(0, +)
    let norm = exact.map { $0 * $0 }.reduce(0, +)
    #expect((error / norm).squareRoot() < 1.0 / 256)
    #expect(exact != rounded)
  }
}
