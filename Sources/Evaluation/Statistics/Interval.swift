import Tensors

/// Where a figure lies in 95 of 100 repetitions.
package struct Interval: Codable, Hashable, Sendable {
  /// The lower end.
  package var low: Double
  /// The upper end.
  package var high: Double

  /// Makes an interval of two ends.
  package init(low: Double, high: Double) {
    self.low = low
    self.high = high
  }

  /// Of a mean whose standard error is known.
  package init(mean: Double, standardError: Double) {
    self.init(low: mean - Self.width * standardError, high: mean + Self.width * standardError)
  }

  /// Of a share, by Wilson's score (1927), which holds for few samples and for shares near 0 and 1.
  ///
  /// - Parameters:
  ///   - successes: 0 to `count`.
  ///   - count: at least 1.
  package init(successes: Int, of count: Int) {
    precondition(count > 0 && (0...count).contains(successes), "\(successes) of \(count)")
    let (n, z) = (Double(count), Self.width)
    let share = Double(successes) / n
    let centre = share + z * z / (2 * n)
    let reach = z * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
    let scale = 1 + z * z / n
    self.init(low: max(0, (centre - reach) / scale), high: min(1, (centre + reach) / scale))
  }

  /// By the bootstrap: a figure is measured again on samples drawn with replacement.
  ///
  /// - Parameters:
  ///   - count: samples, at least 1.
  ///   - seed: of the draws.
  ///   - repetitions: how often it is measured, at least 40.
  ///   - figure: measures the samples of the given indices.
  package init(
    bootstrapOf count: Int, seed: UInt64 = 1, repetitions: Int = 1000,
    _ figure: ([Int]) -> Double
  ) {
    precondition(count > 0 && repetitions >= 40, "\(count) samples, \(repetitions) repetitions")
    var generator = SplitMix64(seed: seed)
    let figures = (0..<repetitions).map { _ in
      figure((0..<count).map { _ in Int.random(in: 0..<count, using: &generator) })
    }.sorted()
    let cut = repetitions / 40
    self.init(low: figures[cut], high: figures[repetitions - 1 - cut])
  }

  /// Standard errors to either side of a mean that 95 % of a normal distribution lie within.
  private static let width = 1.959964
}

/// A figure, how sure it is, and of how many samples.
package struct Estimate: Codable, Hashable, Sendable {
  /// The figure.
  package var value: Double
  /// Its 95 % interval.
  package var interval: Interval
  /// Samples.
  package var count: Int

  /// Makes an estimate.
  package init(_ value: Double, _ interval: Interval, count: Int) {
    self.value = value
    self.interval = interval
    self.count = count
  }

  /// A share of samples.
  package init(share successes: Int, of count: Int) {
    self.init(
      Double(successes) / Double(count), Interval(successes: successes, of: count), count: count)
  }

  /// The mean of samples, at least one.
  package init(meanOf values: [Double]) {
    func mean(_ indices: [Int]) -> Double {
      indices.reduce(0) { $0 + values[$1] } / Double(indices.count)
    }
    self.init(
      mean(Array(values.indices)), Interval(bootstrapOf: values.count, mean), count: values.count)
  }
}
