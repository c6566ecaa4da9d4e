import Foundation

/// Figures measured in one run, each with the goal it is held to.
struct BenchmarkReport: Codable {
  /// One measured figure.
  struct Row: Codable {
    /// What was measured, such as `decoding, 100 M, fp32`.
    var name: String
    /// The figure.
    var value: Double
    /// Its unit, such as `GFLOP/s`.
    var unit: String
    /// What it is held to, nil for a figure that only informs.
    var goal: Goal?

    /// Value over goal, turned over for a limit, so that 1 and more is a hit.
    var ratio: Double? {
      switch goal {
      case .atLeast(let least): value / least
      case .atMost(let most): value == most ? 1 : most / value
      case nil: nil
      }
    }

    /// Whether the goal is missed; a figure that is not a number misses it.
    var isMissed: Bool { ratio.map { !($0 >= 1) } ?? false }
  }

  /// A bound in the row's unit, often derived from another figure of the same run.
  enum Goal: Codable {
    case atLeast(Double)
    case atMost(Double)
  }

  /// The machine: processor level, BLAS kernel, threads.
  var machine: String
  /// The figures in the order they were measured.
  private(set) var rows: [Row] = []
  /// Called with each row as soon as it is there.
  var onRow: (Row) -> Void = { _ in }

  private enum CodingKeys: CodingKey { case machine, rows }

  /// Makes an empty report.
  init(machine: String) { self.machine = machine }

  /// Whether every goal is reached.
  var isReached: Bool { !rows.contains(where: \.isMissed) }

  /// Adds a figure.
  mutating func add(_ name: String, _ value: Double, _ unit: String, goal: Goal? = nil) {
    let row = Row(name: name, value: value, unit: unit, goal: goal)
    rows.append(row)
    onRow(row)
  }
}

extension BenchmarkReport.Row: CustomStringConvertible {
  /// Name, value, goal and ratio in columns; `MISS` behind a missed goal.
  var description: String {
    let measured =
      name.padding(toLength: max(46, name.count), withPad: " ", startingAt: 0)
      + Self.aligned(value) + " " + unit.padding(toLength: 10, withPad: " ", startingAt: 0)
    guard let goal, let ratio else { return measured.trimmingCharacters(in: .whitespaces) }
    return measured + " \(goal)" + String(format: "  ratio %5.2f", ratio)
      + (isMissed ? "  MISS" : "")
  }

  /// Four significant digits, right-aligned.
  fileprivate static func aligned(_ value: Double) -> String {
    let digits = value >= 1000 ? 0 : value >= 100 ? 1 : value >= 10 ? 2 : 3
    return String(format: "%10.*f", digits, value)
  }
}

extension BenchmarkReport.Goal: CustomStringConvertible {
  var description: String {
    switch self {
    case .atLeast(let least): "≥" + BenchmarkReport.Row.aligned(least)
    case .atMost(let most): "≤" + BenchmarkReport.Row.aligned(most)
    }
  }
}
