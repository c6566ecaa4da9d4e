import Foundation
import Tensors
import TestSupport
import Testing

/// Documents of 1, a prime and more than one block of rows; a head of 5 and one of 64.
private let cases: [(lengths: [Int], heads: Int, width: Int)] = [
  ([1], 1, 1), ([3, 1, 7], 2, 5), ([97, 131], 3, 64), ([200], 1, 33),
]

@Suite struct AttentionTests {
  private struct Setup {
    let rows: PackedRows
    let heads: Int
    let q: Tensor
    let k: Tensor
    let v: Tensor
    let dy: Tensor

    init(_ index: Int) {
      let (lengths, heads, width) = cases[index]
      rows = PackedRows(lengths: lengths)
      self.heads = heads
      let shape = [rows.rowCount, heads * width]
      func tensor(_ seed: UInt64) -> Tensor {
        Tensor(shape, seededFloats(shape[0] * shape[1], seed: seed))
      }
      (q, k, v, dy) = (tensor(1), tensor(2), tensor(3), tensor(4))
    }

    func forward(
      _ precision: Precision, level: CPULevel = .current, on compute: Compute
    ) -> (y: Tensor, kept: Tensor) {
      let y = Tensor(q.shape)
      let kept = Tensor([rows.probabilityCount(heads: heads)])
      kept.fill(.nan)
      attentionForward(
        into: y, probabilities: kept, q, k, v, rows: rows, heads: heads, precision: precision,
        level: level, on: compute)
      return (y, kept)
    }

    func backward(
      _ precision: Precision, level: CPULevel = .current, on compute: Compute
    ) -> [Tensor] {
      let kept = forward(precision, level: level, on: compute).kept
      let results = [Tensor(q.shape), Tensor(q.shape), Tensor(q.shape)]
      for result in results { result.fill(.nan) }
      attentionBackward(
        into: results[0], results[1], results[2], q, k, v, probabilities: kept, dy, rows: rows,
        heads: heads, precision: precision, level: level, on: compute)
      return results
    }
  }

  /// y = softmax(q kᵀ / √D) v, one row, one head and one document after the other.
  private func naive(
    _ q: [Float], _ k: [Float], _ v: [Float], rows: PackedRows, heads: Int
  ) -> [Double] {
    let c = q.count / rows.rowCount
    let d = c / heads
    var y = [Double](repeating: 0, count: q.count)
    for (first, end) in zip(rows.offsets, rows.offsets.dropFirst()) {
      for (i, h) in (Int(first)..<Int(end)).flatMap({ i in (0..<heads).map { (i, $0) } }) {
        let scores = (Int(first)...i).map { j in
          (0..<d).reduce(0.0) { $0 + Double(q[i * c + h * d + $1]) * Double(k[j * c + h * d + $1]) }
            / Double(d).squareRoot()
        }
        let weights = scores.map { exp($0 - (scores.max() ?? 0)) }
        let sum = weights.reduce(0, +)
        for (j, weight) in zip(Int(first)...i, weights) {
          for l in 0..<d { y[i * c + h * d + l] += weight / sum * Double(v[j * c + h * d + l]) }
        }
      }
    }
    return y
  }

  @Test(arguments: cases.indices)
  func float32EqualsTheNaiveTwin(index: Int) throws {
    let s = Setup(index)
    let fast = s.forward(.float32, on: try Compute(threads: 2)).y.values
    let slow = naive(s.q.values, s.k.values, s.v.values, rows: s.rows, heads: s.heads)
    #expect(difference(fast, slow.map { Float($0) }) == nil)
  }

  @Test(arguments: [0, 1])
  func gradientsAreTheSlopes(index: Int) throws {
    let s = Setup(index)
    let gradients = s.backward(.float32, on: try Compute(threads: 2))
    let inputs = [s.q.values, s.k.values, s.v.values]
    for which in 0..<3 {
      let flaw = gradientFlaw(of: gradients[which].values, at: inputs[which]) { x in
        var moved = inputs
        moved[which] = x
        let y = naive(moved[0], moved[1], moved[2], rows: s.rows, heads: s.heads)
        return zip(y, s.dy.values).reduce(0) { $0 + $1.0 * Double($1.1) }
      }
      #expect(flaw == nil)
    }
  }

  @Test(arguments: cases.indices, [CPULevel.plain, .avx512BF16])
  func bfloat16IsWithinItsRoundingOfFloat32(index: Int, level: CPULevel) throws {
    let s = Setup(index)
    let compute = try Compute(threads: 2)
    let exact = [s.forward(.float32, on: compute).y] + s.backward(.float32, on: compute)
    let rounded =
      [s.forward(.bfloat16, level: level, on: compute).y]
      + s.backward(.bfloat16, level: level, on: compute)
    for (a, b) in zip(exact, rounded) {
      // Four roundings of 1/256 at most meet in a gradient; values are of the order of 1.
      #expect(difference(a.values, b.values, absolute: 4.0 / 256) == nil)
    }
  }

  @Test func bfloat16IsBitwiseTheSameWithAnyThreads() throws {
    let s = Setup(2)
    let one = s.backward(.bfloat16, on: try Compute(threads: 1)).map(\.values)
    for threads in 2...4 {
      #expect(s.backward(.bfloat16, on: try Compute(threads: threads)).map(\.values) == one)
    }
  }
}
