package import Layers
package import Tensors

/// AdamW over a list of weights (Loshchilov & Hutter, arXiv 1711.05101), with the gradient's global
/// norm cut and an average of the weights kept if wanted.
package final class AdamW {
  /// The weights that are trained.
  package let parameters: [Parameter]
  /// First moments, one a weight.
  package let first: [Tensor]
  /// Second moments, one a weight.
  package let second: [Tensor]
  /// Averages of the weights, one a weight; empty when none are kept.
  package let averages: [Tensor]
  /// Steps taken.
  package var step = 0
  private let settings: Settings

  /// The numbers of the optimiser.
  package struct Settings: Codable, Hashable, Sendable {
    /// Decay of the first moment.
    package var beta1: Float = 0.9
    /// Decay of the second moment; OPT's (reference a.5).
    package var beta2: Float = 0.95
    /// Added to the root of the second moment.
    package var epsilon: Float = 1e-8
    /// Decoupled decay of matrices and kernels.
    package var weightDecay: Float = 0.1
    /// The global norm above which gradients are scaled down.
    package var gradientClip: Float = 1
    /// Decay of the average of the weights; 0 keeps none.
    package var averageDecay: Float = 0

    /// Makes the paper's numbers.
    package init() {}
  }

  /// Starts with moments of zero.
  package init(_ parameters: [Parameter], _ settings: Settings) {
    self.parameters = parameters
    self.settings = settings
    first = parameters.map { Tensor($0.value.shape) }
    second = parameters.map { Tensor($0.value.shape) }
    averages = settings.averageDecay > 0 ? parameters.map { $0.value.copy() } : []
  }

  /// Sets every gradient to zero.
  package func zeroGradients() {
    for parameter in parameters { parameter.gradient?.fill(0) }
  }

  /// Takes one step with the gradients as they are.
  ///
  /// - Parameters:
  ///   - rate: the learning rate of this step.
  ///   - compute: where to run.
  /// - Returns: the gradient's global norm before it was cut; NaN if a gradient is not a number.
  @discardableResult
  package func update(rate: Float, on compute: Compute) -> Float {
    var squares = 0.0
    for parameter in parameters {
      if let gradient = parameter.gradient { squares += sumOfSquares(gradient, on: compute) }
    }
    let norm = Float(squares.squareRoot())
    guard norm.isFinite else { return .nan }
    step += 1
    let cut = norm > settings.gradientClip ? settings.gradientClip / norm : 1
    for (i, parameter) in parameters.enumerated() {
      guard let gradient = parameter.gradient else { continue }
      let numbers = AdamWStep(
        rate: rate, beta1: settings.beta1, beta2: settings.beta2, epsilon: settings.epsilon,
        decay: parameter.decays ? settings.weightDecay : 0, step: step)
      adamW(
        updating: parameter.value, m: first[i], v: second[i], gradient: gradient, scale: cut,
        numbers, on: compute)
    }
    average(on: compute)
    return norm
  }

  /// Early averages forget faster, so that the random start does not linger.
  private func average(on compute: Compute) {
    let decay = min(settings.averageDecay, Float(1 + step) / Float(10 + step))
    for (average, parameter) in zip(averages, parameters) {
      scale(into: average, average, by: decay, on: compute)
      scale(into: average, parameter.value, by: 1 - decay, accumulate: true, on: compute)
    }
  }
}
