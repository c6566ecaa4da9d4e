import Foundation
import Tensors
import TestSupport
import Testing

@Suite struct ElementwiseTests {
  private func naive(_ x: Double, _ kind: Activation) -> Double {
    switch kind {
    case .relu: max(x, 0)
    case .gelu: 0.5 * x * (1 + tanh((2 / Double.pi).squareRoot() * (x + 0.044715 * x * x * x)))
    case .silu: x / (1 + exp(-x))
    }
  }

  @Test(arguments: Activation.allCases, [1, 7, 67, 129])
  func activationsEqualTheNaiveTwin(kind: Activation, count: Int) throws {
    let x = seededFloats(count, seed: 1).map { 12 * $0 }
    let y = Tensor([count])
    activationForward(into: y, Tensor([count], x), kind, on: try Compute(threads: 2))
    #expect(difference(y.values, x.map { Float(naive(Double($0), kind)) }) == nil)
  }

  @Test(arguments: Activation.allCases)
  func activationGradientsAreTheSlopes(kind: Activation) throws {
    let compute = try Compute(threads: 2)
    // Away from ReLU's corner.
    let x = seededFloats(67, seed: 1).map { 3 * $0 }.map { abs($0) < 0.02 ? 0.5 : $0 }
    let dy = seededFloats(67, seed: 2)
    let dx = Tensor([67])
    let (input, gradient) = (Tensor([67], x), Tensor([67], dy))
    activationBackward(into: dx, accumulate: false, input, gradient, kind, on: compute)
    let flaw = gradientFlaw(of: dx.values, at: x) { x in
      zip(x, dy).reduce(0) { $0 + naive(Double($1.0), kind) * Double($1.1) }
    }
    #expect(flaw == nil)
    let once = dx.values
    activationBackward(into: dx, accumulate: true, input, gradient, kind, on: compute)
    #expect(difference(dx.values, once.map { 2 * $0 }) == nil)
  }

  @Test func addingAndScalingGoValueByValue() throws {
    let compute = try Compute(threads: 2)
    let (a, b) = (seededFloats(131, seed: 1), seededFloats(131, seed: 2))
    let y = Tensor([131])
    add(into: y, Tensor([131], a), Tensor([131], b), on: compute)
    #expect(y.values == zip(a, b).map { $0 + $1 })
    scale(into: y, Tensor([131], a), by: 3, on: compute)
    #expect(y.values == a.map { 3 * $0 })
    scale(into: y, Tensor([131], b), by: 2, accumulate: true, on: compute)
    #expect(difference(y.values, zip(a, b).map { 3 * $0 + 2 * $1 }) == nil)
  }

  @Test func aBiasIsAddedToEveryRowAndItsGradientIsTheirSum() throws {
    let compute = try Compute(threads: 2)
    let (x, bias) = (seededFloats(35, seed: 1), seededFloats(7, seed: 2))
    let y = Tensor([5, 7], x)
    biasForward(into: y, Tensor([7], bias), on: compute)
    #expect(y.values == x.indices.map { x[$0] + bias[$0 % 7] })
    let gradient = Tensor([7], bias)
    biasBackward(into: gradient, Tensor([5, 7], x), on: compute)
    let sums = (0..<7).map { j in (0..<5).reduce(bias[j]) { $0 + x[$1 * 7 + j] } }
    #expect(difference(gradient.values, sums) == nil)
  }

  @Test(arguments: [1, 5, 19])
  func embeddingsCopyRowsAndAddTheirGradients(width: Int) throws {
    let compute = try Compute(threads: 2)
    let ids: [Int32] = [3, 0, 3, 6, 3]
    let table = seededFloats(7 * width, seed: 1)
    let y = Tensor([5, width])
    embeddingForward(into: y, ids, Tensor([7, width], table), on: compute)
    let expected = ids.flatMap { table[Int($0) * width..<(Int($0) + 1) * width] }
    #expect(y.values == expected)
    embeddingForward(into: y, ids, Tensor([7, width], table), accumulate: true, on: compute)
    #expect(y.values == expected.map { 2 * $0 })
    let dy = seededFloats(5 * width, seed: 2)
    var sums = [Float](repeating: 1, count: 7 * width)
    for (i, id) in ids.enumerated() {
      for j in 0..<width { sums[Int(id) * width + j] += dy[i * width + j] }
    }
    let gradient = Tensor([7, width])
    gradient.fill(1)
    embeddingBackward(into: gradient, ids, Tensor([5, width], dy), on: compute)
    #expect(gradient.values == sums)
  }
}
