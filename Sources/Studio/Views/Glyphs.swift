import Terminal

/// The signs that the views use, in UTF-8 or ASCII.
struct Glyphs {
  let active: String
  let turned: String
  let full: String
  let empty: String
  let ellipsis: String
  let dash: String
  let block: String
  let changed: String
  private let steps: [String]
  let favourite: String
  let marked: String
  let stem: String
  let lastStem: String

  init(isUnicode: Bool) {
    active = isUnicode ? "▸" : ">"
    turned = isUnicode ? "◆" : "*"
    full = isUnicode ? "━" : "="
    empty = isUnicode ? "─" : "-"
    ellipsis = isUnicode ? "…" : "..."
    dash = isUnicode ? "–" : "-"
    block = isUnicode ? "█" : "#"
    changed = isUnicode ? "•" : "*"
    steps = (isUnicode ? Array("▁▂▃▄▅▆▇█") : Array("_.-~^")).map(String.init)
    marked = isUnicode ? "✓" : "+"
    favourite = isUnicode ? "♥" : "*"
    stem = isUnicode ? "├─ " : "|- "
    lastStem = isUnicode ? "└─ " : "`- "
  }

  /// A bar of `columns` cells, filled to `level` of 0…1.
  func bar(_ level: Float, columns: Int) -> (full: String, empty: String) {
    let count = Int((min(max(level, 0), 1) * Float(columns)).rounded())
    return (
      String(repeating: full, count: count), String(repeating: empty, count: columns - count)
    )
  }

  /// A line of small columns, one a level of 0…1.
  func sparkline(_ levels: [Float]) -> String {
    levels.map { level in
      steps[min(Int(min(max(level, 0), 1) * Float(steps.count)), steps.count - 1)]
    }.joined()
  }

  /// A text that fits, shortened at its end.
  func fitted(_ text: String, columns: Int) -> String {
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    guard CellWidth.of(line) > columns else { return line }
    return CellWidth.prefix(of: line, columns: max(columns - ellipsis.count, 0)) + ellipsis
  }
}
