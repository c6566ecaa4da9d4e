package import Layers
package import Tensors

/// The codebook's part of a forward pass: nearest entries, and gradients straight through.
package struct VectorQuantizer {
  /// The result of quantising `[B, h, w, D]`.
  package struct Result {
    /// The entry of each vector, `B · h · w`.
    package let codes: [Int32]
    /// The vectors that were compared, `[N, D]`, of length 1 if the codebook is normalised.
    package let vectors: Tensor
    /// The entries that took their place.
    package let quantized: Variable
    /// Mean squared distance between vectors and entries.
    package let commitment: Float
  }

  /// The entries, `[K, D]`.
  package let codebook: Tensor
  private let normalizes: Bool
  private let bias: Tensor

  /// Makes a quantiser over the entries as they are now.
  package init(_ codebook: Tensor, normalizes: Bool) {
    self.codebook = codebook
    self.normalizes = normalizes
    bias = Tensor([codebook.shape[0]])
    if normalizes { Self.normalizeRows(codebook) }
    let width = codebook.shape[1]
    let values = codebook.values
    for k in 0..<codebook.shape[0] {
      var squares: Float = 0
      for j in 0..<width { squares += values[k * width + j] * values[k * width + j] }
      bias[k] = -squares / 2
    }
  }

  /// Scales every row to length 1.
  package static func normalizeRows(_ rows: Tensor) {
    let width = rows.rowWidth
    for row in 0..<rows.rowCount {
      var squares: Float = 0
      for j in 0..<width { squares += rows[row * width + j] * rows[row * width + j] }
      let scale = 1 / max(squares.squareRoot(), 1e-8)
      for j in 0..<width { rows[row * width + j] *= scale }
    }
  }

  /// Finds the entry of every vector.
  ///
  /// van den Oord and others, arXiv 1711.00937, eq. 1-2. The gradient passes the choice unchanged,
  /// with `commitmentWeight` times the gradient of the mean squared distance added, and then
  /// through the scaling to length 1.
  ///
  /// - Parameters:
  ///   - z: `[B, h, w, D]`.
  ///   - commitmentWeight: the weight of the commitment loss (eq. 3's β).
  ///   - tape: where the operation is recorded.
  /// - Returns: the entries, which of them, and how far the vectors lay from them.
  package func quantize(_ z: Variable, commitmentWeight: Float, on tape: Tape) -> Result {
    let width = codebook.shape[1]
    let vectors = tape.buffer([z.value.count / width, width])
    scale(into: vectors, z.value, by: 1, on: tape.compute)
    if normalizes { Self.normalizeRows(vectors) }
    let codes = nearestCodes(
      vectors, codebook: codebook, bias: bias,
      scratch: tape.scratch(tape.compute.threads * 64 * codebook.shape[0]), on: tape.compute)
    let quantized = tape.variable(z.value.shape)
    embeddingForward(
      into: quantized.value.reshaped(vectors.shape), codes, codebook, on: tape.compute)
    let commitment = meanSquare(vectors, quantized.value)
    tape.record(quantized) { dy in
      tape.addGradient(of: z) { dz, accumulate in
        precondition(!accumulate, "quantised vectors have one use")
        passThrough(
          into: dz, dy, z: z.value, vectors: vectors, quantized: quantized.value,
          commitment: commitmentWeight)
      }
    }
    return Result(codes: codes, vectors: vectors, quantized: quantized, commitment: commitment)
  }

  /// The entries of given codes as `[B, h, w, D]`.
  package func lookUp(_ codes: [Int32], shape: [Int], on tape: Tape) -> Variable {
    let result = tape.variable(shape)
    let rows = result.value.reshaped([codes.count, codebook.shape[1]])
    embeddingForward(into: rows, codes, codebook, on: tape.compute)
    return result
  }

  private func meanSquare(_ a: Tensor, _ b: Tensor) -> Float {
    var sum: Float = 0
    for i in 0..<a.count { sum += (a[i] - b[i]) * (a[i] - b[i]) }
    return sum / Float(max(1, a.count))
  }

  /// With v = z / |z| and g the gradient at v: dz = (g − v (v · g)) / |z|.
  private func passThrough(
    into dz: Tensor, _ dy: Tensor, z: Tensor, vectors: Tensor, quantized: Tensor,
    commitment: Float
  ) {
    let width = codebook.shape[1]
    let pull = 2 * commitment / Float(z.count)
    for row in 0..<z.count / width {
      let range = row * width..<(row + 1) * width
      var dot: Float = 0
      var squares: Float = 0
      for i in range {
        dz[i] = dy[i] + pull * (vectors[i] - quantized[i])
        dot += dz[i] * vectors[i]
        squares += z[i] * z[i]
      }
      guard normalizes else { continue }
      let scale = 1 / max(squares.squareRoot(), 1e-8)
      for i in range { dz[i] = (dz[i] - vectors[i] * dot) * scale }
    }
  }
}
