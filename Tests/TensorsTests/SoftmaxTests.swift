import Foundation
import Tensors
import TestSupport
import Testing

/// Rows and columns: 1, primes, and more than a vector.
private let shapes = [[1, 1], [3, 1], [1, 7], [5, 17], [13, 67]]

@Suite struct SoftmaxTests {
  private func naive(_ x: [Double]) -> [Double] {
    let powers = x.map { exp($0 - (x.max() ?? 0)) }
    return powers.map { $0 / powers.reduce(0, +) }
  }

  private func rows(_ x: [Float], _ n: Int) -> [[Double]] {
    stride(from: 0, to: x.count, by: n).map { x[$0..<$0 + n].map(Double.init) }
  }

  private func logits(_ shape: [Int], seed: UInt64 = 1) -> [Float] {
    seededFloats(shape[0] * shape[1], seed: seed).map { 4 * $0 }
  }

  @Test(arguments: shapes)
  func rowsEqualTheNaiveTwin(shape: [Int]) throws {
    let x = logits(shape)
    let y = Tensor(shape)
    softmaxForward(into: y, Tensor(shape, x), on: try Compute(threads: 2))
    let expected = rows(x, shape[1]).flatMap(naive).map { Float($0) }
    #expect(difference(y.values, expected) == nil)
  }

  @Test func largeLogitsStayFinite() throws {
    let x = Tensor([1, 3], [1000, 999, -1000])
    softmaxForward(into: x, x, on: try Compute(threads: 1))
    #expect(difference(x.values, [0.731_058_6, 0.268_941_4, 0]) == nil)
  }

  @Test(arguments: [[1, 7], [3, 5]])
  func gradientsAreTheSlopes(shape: [Int]) throws {
    let compute = try Compute(threads: 2)
    let x = logits(shape)
    let dy = seededFloats(x.count, seed: 2)
    let y = Tensor(shape)
    softmaxForward(into: y, Tensor(shape, x), on: compute)
    let dx = Tensor(shape)
    softmaxBackward(into: dx, accumulate: false, y, Tensor(shape, dy), on: compute)
    let flaw = gradientFlaw(of: dx.values, at: x) { x in
      zip(rows(x, shape[1]).flatMap(naive), dy).reduce(0) { $0 + $1.0 * Double($1.1) }
    }
    #expect(flaw == nil)
    let once = dx.values
    softmaxBackward(into: dx, accumulate: true, y, Tensor(shape, dy), on: compute)
    #expect(difference(dx.values, once.map { 2 * $0 }) == nil)
  }

  @Test(arguments: shapes)
  func crossEntropyIsTheNegativeLogOfTheTarget(shape: [Int]) throws {
    let x = logits(shape)
    let targets = (0..<shape[0]).map { $0 % 3 == 2 ? -1 : Int32(($0 * 5) % shape[1]) }
    let losses = Tensor([shape[0]])
    losses.fill(.nan)
    crossEntropy(
      into: losses, gradient: nil, Tensor(shape, x), targets: targets, scale: 1,
      on: try Compute(threads: 2))
    let expected = zip(rows(x, shape[1]), targets).map { row, target in
      target < 0 ? 0 : Float(-log(naive(row)[Int(target)]))
    }
    #expect(difference(losses.values, expected) == nil)
  }

  @Test func crossEntropyGradientsAreTheSlopesAndZeroForIgnoredRows() throws {
    let shape = [3, 11]
    let compute = try Compute(threads: 2)
    let x = logits(shape)
    let targets: [Int32] = [10, -1, 0]
    let gradient = Tensor(shape, x)
    crossEntropy(
      into: Tensor([3]), gradient: gradient, gradient, targets: targets, scale: 0.5, on: compute)
    let flaw = gradientFlaw(of: gradient.values, at: x) { x in
      let rows = rows(x, 11)
      return -0.5 * (log(naive(rows[0])[10]) + log(naive(rows[2])[0]))
    }
    #expect(flaw == nil)
    #expect(gradient.values[11..<22].allSatisfy { $0 == 0 })
  }
}
