import Terminal

/// The lines between panes; where they meet they join.
struct Frame {
  /// Lines that leave a cell: up 1, down 2, left 4, right 8.
  private var arms: [CellPosition: Int] = [:]

  /// By the sum of arms.
  private static let lines = Array(" ││││┘┐┤─└┌├─┴┬┼").map(String.init)
  private static let ascii = Array(" ||||+++-+++-+++").map(String.init)

  /// Adds the border around an inside.
  mutating func surround(_ inside: CellArea) {
    guard !inside.isEmpty else { return }
    let (left, right) = (inside.column - 1, inside.endColumn)
    let (top, bottom) = (inside.row - 1, inside.endRow)
    for row in [top, bottom] {
      for column in left..<right {
        join(column, row, 8)
        join(column + 1, row, 4)
      }
    }
    for column in [left, right] {
      for row in top..<bottom {
        join(column, row, 2)
        join(column, row + 1, 1)
      }
    }
  }

  private mutating func join(_ column: Int, _ row: Int, _ arm: Int) {
    arms[CellPosition(column: column, row: row), default: 0] |= arm
  }

  /// Draws the lines.
  func draw(on canvas: inout Canvas, style: Style, isUnicode: Bool) {
    for (place, arms) in arms {
      let text = (isUnicode ? Frame.lines : Frame.ascii)[arms]
      canvas.set(Cell(text: text, style: style), column: place.column, row: place.row)
    }
  }
}

extension Canvas {
  /// Writes a text into a border, with a blank on either side.
  ///
  /// - Parameters:
  ///   - text: What to write; nothing is drawn where it is empty.
  ///   - inside: The pane above or below whose border it stands.
  ///   - row: The border's row.
  ///   - style: How it looks.
  mutating func caption(_ text: String, of inside: CellArea, row: Int, style: Style) {
    guard !text.isEmpty, inside.columns > 4 else { return }
    let short = CellWidth.prefix(of: text, columns: inside.columns - 4)
    write(" \(short) ", column: inside.column + 1, row: row, style: style)
  }

  /// Writes a text that ends at a column.
  mutating func write(_ text: String, endingAt column: Int, row: Int, style: Style) {
    write(text, column: column - CellWidth.of(text), row: row, style: style)
  }
}
