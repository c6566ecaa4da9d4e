import Foundation

/// Lines over one axis, to be drawn in the terminal or as a picture.
package struct LinePlot: Sendable {
  /// One measured place.
  package struct Point: Hashable, Sendable {
    /// Above 0 on a logarithmic axis.
    package var x: Double
    /// Any finite number.
    package var y: Double
    /// How sure y is.
    package var interval: Interval?

    /// Makes a place.
    package init(x: Double, y: Double, interval: Interval? = nil) {
      (self.x, self.y, self.interval) = (x, y, interval)
    }
  }

  /// One line.
  package struct Series: Hashable, Sendable {
    /// What the legend calls it.
    package var name: String
    /// In rising order of x, at least one.
    package var points: [Point]

    /// Makes a line.
    package init(name: String, points: [Point]) {
      (self.name, self.points) = (name, points)
    }
  }

  /// A height that all places are held against, such as a floor.
  package struct Level: Hashable, Sendable {
    /// What the legend calls it.
    package var name: String
    /// Its height.
    package var y: Double

    /// Makes a level.
    package init(name: String, y: Double) {
      (self.name, self.y) = (name, y)
    }
  }

  /// What stands above.
  package var title: String
  /// What x is.
  package var xName: String
  /// The lines, at least one.
  package var series: [Series]
  /// The levels.
  package var levels: [Level] = []
  /// Whether equal ratios of x are equally far apart.
  package var isLogarithmic = false

  /// Makes a plot without levels.
  package init(title: String, xName: String, series: [Series]) {
    precondition(
      !series.isEmpty && series.allSatisfy { !$0.points.isEmpty }, "a plot of no places")
    (self.title, self.xName, self.series) = (title, xName, series)
  }

  /// Every x that is measured, once, in rising order.
  var xValues: [Double] { Set(series.flatMap { $0.points.map(\.x) }).sorted() }

  /// Where an x lies between the left, 0, and the right, 1.
  func horizontal(_ x: Double) -> Double {
    let scaled = [xValues[0], xValues[xValues.count - 1], x].map { isLogarithmic ? log($0) : $0 }
    return scaled[1] > scaled[0] ? (scaled[2] - scaled[0]) / (scaled[1] - scaled[0]) : 0.5
  }

  /// Where a y lies between the lowest tick, 0, and the highest, 1.
  func vertical(_ y: Double) -> Double {
    let ticks = yTicks
    return (y - ticks[0]) / (ticks[ticks.count - 1] - ticks[0])
  }

  /// Round numbers that all heights lie between, three to eight.
  var yTicks: [Double] {
    let heights =
      series.flatMap(\.points).flatMap {
        [$0.y, $0.interval?.low ?? $0.y, $0.interval?.high ?? $0.y]
      }
      + levels.map(\.y)
    let low = heights.min() ?? 0
    let spread = (heights.max() ?? 1) - low
    // Heights that are all equal still want ticks that differ.
    let high = low + (spread > abs(low) * 1e-3 ? spread : low == 0 ? 1 : abs(low) / 10)
    let rough = (high - low) / 5
    let power = pow(10, floor(log10(rough)))
    let step = [1, 2, 5, 10].map { $0 * power }.first { $0 >= rough * 0.999 } ?? 10 * power
    let first = Int((low / step + 1e-9).rounded(.down))
    let last = Int((high / step - 1e-9).rounded(.up))
    return (first...max(last, first + 1)).map { Double($0) * step }
  }

  /// A number beside an axis: four digits at most, no zeros behind.
  static func short(_ value: Double) -> String { String(format: "%.4g", value) }
}
