import Foundation
import Tensors
import TestSupport
import Testing

@Suite struct OptimizerTests {
  @Test(arguments: [1, 67, 129])
  func threeStepsOfAdamWEqualTheFormula(count: Int) throws {
    let compute = try Compute(threads: 2)
    let start = seededFloats(count, seed: 1)
    let gradients = (0..<3).map { seededFloats(count, seed: UInt64($0) + 2) }
    let (w, m, v) = (Tensor([count], start), Tensor([count]), Tensor([count]))
    for (i, gradient) in gradients.enumerated() {
      let numbers = AdamWStep(
        rate: 0.01, beta1: 0.9, beta2: 0.95, epsilon: 1e-8, decay: 0.1, step: i + 1)
      adamW(
        updating: w, m: m, v: v, gradient: Tensor([count], gradient), scale: 0.5, numbers,
        on: compute)
    }
    let expected = start.indices.map { i -> Float in
      var (weight, first, second) = (Double(start[i]), 0.0, 0.0)
      for (t, gradient) in gradients.enumerated() {
        let g = 0.5 * Double(gradient[i])
        first = 0.9 * first + 0.1 * g
        second = 0.95 * second + 0.05 * g * g
        let mean = first / (1 - pow(0.9, Double(t + 1)))
        let square = second / (1 - pow(0.95, Double(t + 1)))
        weight -= 0.01 * (mean / (square.squareRoot() + 1e-8) + 0.1 * weight)
      }
      return Float(weight)
    }
    #expect(difference(w.values, expected) == nil)
  }

  @Test(arguments: [1, 7, 4096, 9973])
  func sumOfSquaresIsTheSameWithAnyThreads(count: Int) throws {
    let x = seededFloats(count, seed: 1)
    let one = sumOfSquares(Tensor([count], x), on: try Compute(threads: 1))
    let exact = x.reduce(0) { $0 + Double($1) * Double($1) }
    #expect(abs(one - exact) <= 1e-9 * exact)
    #expect(sumOfSquares(Tensor([count], x), on: try Compute(threads: 3)) == one)
  }
}
