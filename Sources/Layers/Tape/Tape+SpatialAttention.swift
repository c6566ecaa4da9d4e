internal import Tensors

extension Tape {
  /// Lets every position of a picture see all others, one head: `y = softmax(q kᵀ / √C) v`.
  ///
  /// - Parameters:
  ///   - q: queries, `[B, H, W, C]`, used here only.
  ///   - k: keys, the same.
  ///   - v: values, the same.
  /// - Returns: `[B, H, W, C]`.
  package func spatialAttention(_ q: Variable, _ k: Variable, _ v: Variable) -> Variable {
    let shape = q.value.shape
    let (count, positions, width) = (shape[0], shape[1] * shape[2], shape[3])
    let y = variable(shape)
    let kept = buffer([count, positions, positions])
    let factor = 1 / Float(width).squareRoot()
    for i in 0..<count {
      let p = Self.picture(i, of: kept, [positions, positions])
      let (q, k, v) = Self.pictures(i, q.value, k.value, v.value, [positions, width])
      matrixMultiply(into: p, q, k, transposeB: true, on: compute)
      scale(into: p, p, by: factor, on: compute)
      softmaxForward(into: p, p, on: compute)
      matrixMultiply(into: Self.picture(i, of: y.value, [positions, width]), p, v, on: compute)
    }
    record(y) { [compute] dy in
      self.setGradients(of: [q, k, v]) { into in
        let ds = self.scratch(positions * positions).reshaped([positions, positions])
        for i in 0..<count {
          let p = Self.picture(i, of: kept, [positions, positions])
          let dy = Self.picture(i, of: dy, [positions, width])
          let (q, k, v) = Self.pictures(i, q.value, k.value, v.value, [positions, width])
          let (dq, dk, dv) = Self.pictures(i, into[0], into[1], into[2], [positions, width])
          matrixMultiply(into: dv, p, dy, transposeA: true, on: compute)
          matrixMultiply(into: ds, dy, v, transposeB: true, on: compute)
          softmaxBackward(into: ds, accumulate: false, p, ds, on: compute)
          scale(into: ds, ds, by: factor, on: compute)
          matrixMultiply(into: dq, ds, k, on: compute)
          matrixMultiply(into: dk, ds, q, transposeA: true, on: compute)
        }
      }
    }
    return y
  }

  private static func picture(_ index: Int, of tensor: Tensor, _ shape: [Int]) -> Tensor {
    tensor.rows(index..<index + 1).reshaped(shape)
  }

  private static func pictures(
    _ index: Int, _ a: Tensor, _ b: Tensor, _ c: Tensor, _ shape: [Int]
  ) -> (Tensor, Tensor, Tensor) {
    (picture(index, of: a, shape), picture(index, of: b, shape), picture(index, of: c, shape))
  }
}
