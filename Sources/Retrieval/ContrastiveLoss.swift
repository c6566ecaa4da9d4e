package import Layers
internal import Tensors

#if canImport(Glibc)
  private import Glibc
#endif

/// The symmetric contrastive loss of pairs: row i of either side should find row i of the other
/// among all rows (Radford and others, arXiv 2103.00020, figure 3).
package struct ContrastiveLoss {
  /// The mean over both directions, in nats; the logarithm of the number of pairs for vectors that
  /// say nothing.
  package let value: Float
  /// How many rows of the first side score their partner highest.
  package let hits: Int

  /// Computes the loss and, where the tape records, adds its gradients.
  ///
  /// - Parameters:
  ///   - a: `[N, D]`, rows of length 1.
  ///   - b: the same.
  ///   - logScale: the logarithm of what cosines are multiplied by, one number.
  ///   - tape: that made both; ready to run backwards afterwards.
  package init(_ a: Variable, _ b: Variable, logScale: Parameter, on tape: Tape) {
    let forth = Direction(from: a, to: b, logScale: logScale, on: tape)
    let back = Direction(from: b, to: a, logScale: logScale, on: tape)
    value = (forth.loss + back.loss) / 2
    hits = forth.hits
    guard tape.recording else { return }
    let scale = exp(logScale.value[0])
    Direction.addGradient(
      of: a, other: b, gradients: (forth.gradient, back.gradient), scale, on: tape)
    Direction.addGradient(
      of: b, other: a, gradients: (back.gradient, forth.gradient), scale, on: tape)
    logScale.gradient?[0] += forth.slope + back.slope
  }
}

/// One of the two directions.
private struct Direction {
  /// The mean loss.
  let loss: Float
  let hits: Int
  /// The gradient of half the mean by the logits, `[N, N]`.
  let gradient: Tensor
  /// The same by the logarithm of the scale.
  let slope: Float

  init(from a: Variable, to b: Variable, logScale: Parameter, on tape: Tape) {
    let count = a.value.rowCount
    let logits = tape.buffer([count, count])
    matrixMultiply(into: logits, a.value, b.value, transposeB: true, on: tape.compute)
    scale(into: logits, logits, by: exp(logScale.value[0]), on: tape.compute)
    let losses = tape.buffer([count])
    gradient = tape.buffer([count, count])
    crossEntropy(
      into: losses, gradient: gradient, logits, targets: (0..<Int32(count)).map { $0 },
      scale: 0.5 / Float(count), on: tape.compute)
    loss = losses.values.reduce(0, +) / Float(count)
    let (values, slopes) = (logits.values, gradient.values)
    hits = (0..<count).count { row in
      let own = values[row * count + row]
      return values[row * count..<(row + 1) * count].allSatisfy { $0 <= own }
    }
    slope = zip(values, slopes).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// d/dx of both directions: of that in which x asks, and of that in which x is asked for.
  static func addGradient(
    of x: Variable, other y: Variable, gradients: (asking: Tensor, asked: Tensor), _ factor: Float,
    on tape: Tape
  ) {
    let sum = tape.buffer(x.value.shape)
    matrixMultiply(into: sum, gradients.asking, y.value, on: tape.compute)
    matrixMultiply(
      into: sum, gradients.asked, y.value, transposeA: true, accumulate: true, on: tape.compute)
    tape.addGradient(of: x) { dx, accumulate in
      scale(into: dx, sum, by: factor, accumulate: accumulate, on: tape.compute)
    }
  }
}
