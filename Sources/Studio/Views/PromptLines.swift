import Terminal

/// Which cells of the prompt's region belong to which of its lines: each has a row, and the first has
/// what is left.
struct PromptLines: Hashable {
  /// A line and the cells of its words.
  struct Line: Hashable {
    let field: PromptField
    let label: CellPosition
    let words: CellArea
  }

  let lines: [Line]

  init(_ pane: CellArea, _ state: StudioState) {
    let fields = Self.visible(state, rows: pane.rows)
    var row = pane.row
    lines = fields.enumerated().map { place, field in
      let rows = place == 0 ? max(1, pane.rows - fields.count + 1) : 1
      let label = CellWidth.of(state.label(of: field))
      defer { row += rows }
      return Line(
        field: field, label: CellPosition(column: pane.column + 1, row: row),
        words: CellArea(
          column: pane.column + 1 + label, row: row, columns: max(pane.columns - 2 - label, 1),
          rows: rows))
    }
  }

  /// The cells of a line's words; nil where it does not fit.
  func words(of field: PromptField) -> CellArea? { lines.first { $0.field == field }?.words }

  /// As many lines as there are rows, the one that is written among them.
  private static func visible(_ state: StudioState, rows: Int) -> [PromptField] {
    let fields = state.fields
    let active = fields.firstIndex(of: state.field) ?? 0
    let first = min(max(0, active - rows + 1), max(0, fields.count - rows))
    return Array(fields.dropFirst(first).prefix(max(rows, 1)))
  }
}

extension StudioState {
  /// The first row of a line's words that shows in an area, so that the cursor does.
  func firstRow(of field: PromptField, in area: CellArea) -> Int {
    let isWritten = field == self.field && mode == .write
    guard isWritten || area.rows > 1 else { return 0 }
    return max(0, self[field].place(columns: area.columns).row - area.rows + 1)
  }
}
