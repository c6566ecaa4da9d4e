import Layers
import TestSupport
import Tensors
import Testing

@Suite struct SpatialAttentionTests {
  private let shape = [2, 2, 3, 4]

  private func values(_ seed: UInt64) -> [Float] {
    var generator = SplitMix64(seed: seed)
    return (0..<48).map { _ in normal(&generator) }
  }

  /// Every position of a picture over all of its own, written out in double.
  private func naive(_ q: [Float], _ k: [Float], _ v: [Float]) -> [Double] {
    (0..<2).flatMap { b in
      (0..<6).flatMap { i -> [Double] in
        let weights = (0..<6).map { j -> Double in
          let dot = (0..<4).reduce(0.0) {
            $0 + Double(q[(b * 6 + i) * 4 + $1]) * Double(k[(b * 6 + j) * 4 + $1])
          }
          return exponential(dot / 2)
        }
        let sum = weights.reduce(0, +)
        return (0..<4).map { c in
          (0..<6).reduce(0.0) { $0 + weights[$1] / sum * Double(v[(b * 6 + $1) * 4 + c]) }
        }
      }
    }
  }

  private func exponential(_ x: Double) -> Double {
    var (term, sum) = (1.0, 1.0)
    for n in 1..<80 {
      term *= x / Double(n)
      sum += term
    }
    return sum
  }

  @Test func everyPositionSeesAllOfItsPictureAndNoOther() throws {
    let (q, k, v) = (values(1), values(2), values(3))
    let tape = Tape(on: try Compute(threads: 1), recording: false)
    let y = tape.spatialAttention(
      tape.input(Tensor(shape, q)), tape.input(Tensor(shape, k)), tape.input(Tensor(shape, v)))
    #expect(y.value.shape == shape)
    #expect(difference(y.value.values, naive(q, k, v).map { Float($0) }) == nil)
  }

  @Test func gradientsAreTheSlopes() throws {
    let inputs = [values(1), values(2), values(3)]
    let weights = values(4)
    let tape = Tape(on: try Compute(threads: 1), recording: true)
    let variables = inputs.map { tape.input(Tensor(shape, $0), wantsGradient: true) }
    let y = tape.spatialAttention(variables[0], variables[1], variables[2])
    tape.backward(from: y, gradient: Tensor(shape, weights))
    for i in 0..<3 {
      let gradient = try #require(variables[i].gradient).values
      let flaw = gradientFlaw(of: gradient, at: inputs[i]) { point in
        var changed = inputs
        changed[i] = point
        return zip(naive(changed[0], changed[1], changed[2]), weights).reduce(0) {
          $0 + $1.0 * Double($1.1)
        }
      }
      #expect(flaw == nil)
    }
  }
}
