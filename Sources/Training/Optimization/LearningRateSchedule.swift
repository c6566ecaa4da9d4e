/// Warm-up, a flat part, then a straight line down (warm-up, stable, decay).
///
/// A run can be decayed whenever it has to end, and continued from before the decay.
package struct LearningRateSchedule: Codable, Hashable, Sendable {
  /// The flat rate.
  package var peak: Float
  /// Steps of rising from zero.
  package var warmup: Int
  /// Steps in all.
  package var steps: Int
  /// The share of the steps that the fall takes, 0…1.
  package var decayShare: Float
  /// The last rate as a share of the peak.
  package var floor: Float

  /// Makes a schedule.
  package init(peak: Float, warmup: Int, steps: Int, decayShare: Float = 0.4, floor: Float = 0) {
    self.peak = peak
    self.warmup = warmup
    self.steps = steps
    self.decayShare = decayShare
    self.floor = floor
  }

  /// The rate of a step, counted from 0.
  package func rate(at step: Int) -> Float {
    if step < warmup { return peak * Float(step + 1) / Float(warmup) }
    let start = Float(steps) * (1 - decayShare)
    guard Float(step) > start, steps > 0 else { return peak }
    let left = max(0, (Float(steps) - Float(step)) / max(1, Float(steps) - start))
    return peak * (floor + (1 - floor) * left)
  }
}
