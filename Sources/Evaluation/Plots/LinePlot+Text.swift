extension LinePlot {
  private static let marks: [Character] = ["o", "x", "+", "*", "#", "@", "%", "&"]

  /// The plot in letters, to be printed.
  ///
  /// ```
  /// KID × 1000
  /// 20 ┤o
  ///    │ ·       x
  ///  0 ┤┄┄o┄┄┄x┄┄┄
  ///    └┴─────────
  ///     1        6
  ///        CFG      o leon-mini   ┄ floor
  /// ```
  ///
  /// - Parameters:
  ///   - width: columns of the field, at least 16.
  ///   - height: its lines, at least 5.
  /// - Returns: lines without a line end behind the last.
  package func text(width: Int = 60, height: Int = 13) -> String {
    precondition(width >= 16 && height >= 5, "a plot of \(width) × \(height)")
    var field = [[Character]](
      repeating: [Character](repeating: " ", count: width), count: height)
    for level in levels { for x in 0..<width { field[row(level.y, height)][x] = "┄" } }
    for line in series { join(line.points, &field) }
    for (number, line) in series.enumerated() {
      for point in line.points {
        let mark = Self.marks[number % Self.marks.count]
        field[row(point.y, height)][column(point.x, width)] = mark
      }
    }
    return ([title] + framed(field) + [legend]).joined(separator: "\n")
  }

  private func row(_ y: Double, _ height: Int) -> Int {
    height - 1 - Int((vertical(y) * Double(height - 1)).rounded())
  }

  private func column(_ x: Double, _ width: Int) -> Int {
    Int((horizontal(x) * Double(width - 1)).rounded())
  }

  /// Dots from place to place, where nothing else is.
  private func join(_ points: [Point], _ field: inout [[Character]]) {
    let (width, height) = (field[0].count, field.count)
    for (a, b) in zip(points, points.dropFirst()) {
      let columns = (column(a.x, width), column(b.x, width))
      guard columns.0 + 1 < columns.1 else { continue }
      for x in columns.0 + 1..<columns.1 {
        let share = Double(x - columns.0) / Double(columns.1 - columns.0)
        let y = row(a.y + share * (b.y - a.y), height)
        if field[y][x] == " " || field[y][x] == "┄" { field[y][x] = "·" }
      }
    }
  }

  private func framed(_ field: [[Character]]) -> [String] {
    let labels = Dictionary(
      yTicks.map { (row($0, field.count), Self.short($0)) }, uniquingKeysWith: { first, _ in first }
    )
    let room = labels.values.map(\.count).max() ?? 0
    func left(_ text: String) -> String {
      String(repeating: " ", count: room - text.count) + text
    }
    let lines = field.enumerated().map { y, line in
      left(labels[y] ?? "") + (labels[y] == nil ? " │" : " ┤") + String(line)
    }
    let (axis, numbers) = xAxis(field[0].count)
    return lines.map(trimmed) + [left("") + " └" + axis, trimmed(left("") + "  " + numbers)]
  }

  /// The axis with a mark under every place, and those of their numbers that have room.
  private func xAxis(_ width: Int) -> (axis: String, numbers: String) {
    var axis = [Character](repeating: "─", count: width)
    var numbers = [Character](repeating: " ", count: width + 8)
    var free = 0
    for x in xValues {
      let place = column(x, width)
      axis[place] = "┴"
      let label = Self.short(x)
      let start = max(0, place - label.count / 2)
      guard start >= free, start + label.count <= numbers.count else { continue }
      numbers.replaceSubrange(start..<start + label.count, with: Array(label))
      free = start + label.count + 1
    }
    return (String(axis), String(numbers))
  }

  private var legend: String {
    let lines = series.enumerated().map { number, line in
      "\(Self.marks[number % Self.marks.count]) \(line.name)"
    }
    return "  x: \(xName)   "
      + (lines + levels.map { "┄ \($0.name) \(Self.short($0.y))" }).joined(separator: "   ")
  }

  private func trimmed(_ line: String) -> String {
    String(line.reversed().drop { $0 == " " }.reversed())
  }
}
