internal import CKernels

/// The numbers of one AdamW step (arXiv 1711.05101).
package struct AdamWStep: Sendable {
  /// Learning rate.
  package var rate: Float
  /// Decay of the first moment.
  package var beta1: Float
  /// Decay of the second moment.
  package var beta2: Float
  /// Added to the root of the second moment.
  package var epsilon: Float
  /// Decoupled weight decay.
  package var decay: Float
  /// Steps taken including this one, from 1: the bias corrections are 1 − βᵗ.
  package var step: Int

  /// Makes the numbers of one step.
  package init(
    rate: Float, beta1: Float, beta2: Float, epsilon: Float, decay: Float, step: Int
  ) {
    self.rate = rate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.decay = decay
    self.step = step
  }
}

/// Updates weights `w` and moments `m`, `v` by one AdamW step; the gradient is scaled first.
package func adamW(
  updating w: Tensor, m: Tensor, v: Tensor, gradient: Tensor, scale: Float, _ step: AdamWStep,
  on compute: Compute
) {
  precondition(
    m.count == w.count && v.count == w.count && gradient.count == w.count && step.step > 0,
    "AdamW over \(w.shape) with a gradient of \(gradient.shape)")
  unsafe leon_adamw(
    compute.pool, w.count, step.rate, step.beta1, step.beta2, step.epsilon, step.decay,
    1 - power(step.beta1, step.step), 1 - power(step.beta2, step.step), scale, gradient.pointer,
    m.pointer, v.pointer, w.pointer)
}

private func power(_ base: Float, _ exponent: Int) -> Float {
  var result = 1.0
  for _ in 0..<min(exponent, 100_000) {
    result *= Double(base)
    if result < 1e-12 { return 0 }
  }
  return Float(result)
}

/// The sum of squares of all values, in double, the same whatever the threads.
package func sumOfSquares(_ x: Tensor, on compute: Compute) -> Double {
  unsafe leon_sum_of_squares(compute.pool, x.count, x.pointer)
}
