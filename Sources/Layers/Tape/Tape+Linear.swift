package import Tensors

extension Tape {
  /// Computes `y = x Wᵀ + b` over rows.
  ///
  /// - Parameters:
  ///   - x: `[M, in]`.
  ///   - weight: `[out, in]`.
  ///   - bias: `[out]`, nil for none.
  /// - Returns: `[M, out]`.
  package func linear(_ x: Variable, _ weight: Parameter, bias: Parameter? = nil) -> Variable {
    let y = variable([x.value.rowCount, weight.value.shape[0]])
    matrixMultiply(
      into: y.value, x.value, weight.value, transposeB: true, precision: precision, on: compute)
    if let bias { biasForward(into: y.value, bias.value, on: compute) }
    record(y) { [compute, precision] dy in
      self.addGradient(of: x) { dx, accumulate in
        matrixMultiply(
          into: dx, dy, weight.value, accumulate: accumulate, precision: precision, on: compute)
      }
      if let dw = weight.gradient {
        matrixMultiply(
          into: dw, dy, x.value, transposeA: true, accumulate: true, precision: precision,
          on: compute)
      }
      if let db = bias?.gradient { biasBackward(into: db, dy, on: compute) }
    }
    return y
  }

  /// Computes a pointwise non-linearity.
  package func activation(_ x: Variable, _ kind: Activation) -> Variable {
    let y = variable(x.value.shape)
    activationForward(into: y.value, x.value, kind, on: compute)
    record(y) { [compute] dy in
      self.addGradient(of: x) { dx, accumulate in
        activationBackward(into: dx, accumulate: accumulate, x.value, dy, kind, on: compute)
      }
    }
    return y
  }

  /// Computes `a + b`.
  package func add(_ a: Variable, _ b: Variable) -> Variable {
    let y = variable(a.value.shape)
    Tensors.add(into: y.value, a.value, b.value, on: compute)
    record(y) { [compute] dy in
      self.addGradient(of: a) { into, accumulate in
        scale(into: into, dy, by: 1, accumulate: accumulate, on: compute)
      }
      self.passGradient(of: y, to: b)
    }
    return y
  }

  /// Looks up rows.
  ///
  /// - Parameters:
  ///   - ids: rows of `table`, N of them.
  ///   - table: `[V, C]`.
  /// - Returns: `[N, C]`.
  package func embedding(_ ids: [Int32], _ table: Parameter) -> Variable {
    let y = variable([ids.count, table.value.rowWidth])
    embeddingForward(into: y.value, ids, table.value, on: compute)
    record(y) { [compute] dy in
      if let gradient = table.gradient { embeddingBackward(into: gradient, ids, dy, on: compute) }
    }
    return y
  }

  /// Looks up token and position rows and adds them.
  ///
  /// - Parameters:
  ///   - ids: rows of `tokens`, N of them.
  ///   - tokens: `[V, C]`.
  ///   - positionIDs: rows of `positions`, N of them.
  ///   - positions: `[P, C]`.
  /// - Returns: `[N, C]`.
  package func embedding(
    _ ids: [Int32], _ tokens: Parameter, positionIDs: [Int32], _ positions: Parameter
  ) -> Variable {
    let y = variable([ids.count, tokens.value.rowWidth])
    embeddingForward(into: y.value, ids, tokens.value, on: compute)
    embeddingForward(into: y.value, positionIDs, positions.value, accumulate: true, on: compute)
    record(y) { [compute] dy in
      if let gradient = tokens.gradient { embeddingBackward(into: gradient, ids, dy, on: compute) }
      if let gradient = positions.gradient {
        embeddingBackward(into: gradient, positionIDs, dy, on: compute)
      }
    }
    return y
  }

  /// Normalises rows without an affine map, as CM3Leon does (reference a.5).
  package func layerNorm(_ x: Variable, epsilon: Float = 1e-5) -> Variable {
    let y = variable(x.value.shape)
    let mean = buffer([x.value.rowCount])
    let inverse = buffer([x.value.rowCount])
    layerNormForward(
      into: y.value, x.value, mean: mean, scale: inverse, epsilon: epsilon, on: compute)
    record(y) { [compute] dy in
      self.addGradient(of: x) { dx, accumulate in
        layerNormBackward(
          into: dx, accumulate: accumulate, x.value, mean: mean, scale: inverse, dy, on: compute)
      }
    }
    return y
  }

  /// Computes causal attention within each document.
  ///
  /// - Parameters:
  ///   - q: queries, `[N, H · D]`.
  ///   - k: keys, `[N, H · D]`.
  ///   - v: values, `[N, H · D]`.
  ///   - rows: the documents of the batch.
  ///   - heads: H.
  /// - Returns: `[N, H · D]`.
  package func attention(
    _ q: Variable, _ k: Variable, _ v: Variable, rows: PackedRows, heads: Int
  ) -> Variable {
    let y = variable(q.value.shape)
    let kept = buffer([max(1, rows.probabilityCount(heads: heads))])
    attentionForward(
      into: y.value, probabilities: kept, q.value, k.value, v.value, rows: rows, heads: heads,
      precision: precision, on: compute)
    record(y) { [compute, precision] dy in
      self.setGradients(of: [q, k, v]) { into in
        attentionBackward(
          into: into[0], into[1], into[2], q.value, k.value, v.value, probabilities: kept, dy,
          rows: rows, heads: heads, precision: precision, on: compute)
      }
    }
    return y
  }
}
