package import Tensors

/// Operations that make one vector of many rows.
extension Tape {
  /// Sums the rows of each document.
  ///
  /// - Parameters:
  ///   - x: `[N, C]`.
  ///   - rows: the documents, N rows in all.
  /// - Returns: `[documents, C]`.
  package func sum(_ x: Variable, over rows: PackedRows) -> Variable {
    let y = variable([rows.count, x.value.rowWidth])
    let owners = rows.owners
    y.value.fill(0)
    // A sum over rows is what a table's gradient is, and the reverse a look-up.
    embeddingBackward(into: y.value, owners, x.value, on: compute)
    record(y) { [compute] dy in
      self.addGradient(of: x) { dx, accumulate in
        embeddingForward(into: dx, owners, dy, accumulate: accumulate, on: compute)
      }
    }
    return y
  }

  /// Scales every row of `[M, C]` to length 1.
  package func unitRows(_ x: Variable) -> Variable {
    let y = variable(x.value.shape)
    let scale = buffer([x.value.rowCount])
    // A row over its root mean square has length √C.
    let weight = Tensor([x.value.rowWidth])
    weight.fill(1 / Float(x.value.rowWidth).squareRoot())
    rmsNormForward(
      into: y.value, x.value, weight: weight, scale: scale, epsilon: Self.unitEpsilon, on: compute)
    record(y) { [compute] dy in
      let unused = Tensor(weight.shape)
      self.addGradient(of: x) { dx, accumulate in
        rmsNormBackward(
          into: dx, accumulate: accumulate, dweight: unused, x.value, weight: weight, scale: scale,
          dy, on: compute)
      }
    }
    return y
  }

  /// Far below the squares of values, so that lengths are 1 to the last bits.
  private static var unitEpsilon: Float { 1e-12 }
}
