import Terminal

/// The words, with the cursor while they are written, and the hints in the lower border.
enum PromptView {
  static func draw(on canvas: inout Canvas, _ layout: Layout, _ state: StudioState) {
    let pane = layout.prompt
    let theme = state.theme
    let columns = layout.promptColumns
    let place = state.prompt.place(columns: columns)
    let rows = state.prompt.rows(columns: columns)
    let unknown = state.unknownWords(in: state.prompt, isWritten: state.mode == .write)
    let first = max(0, place.row - pane.rows + 1)
    for (row, range) in rows.dropFirst(first).prefix(pane.rows).enumerated() {
      draw(range, of: state.prompt, unknown, on: &canvas, pane.column + 1, pane.row + row, theme)
    }
    if state.prompt.characters.isEmpty {
      canvas.write(
        "what the picture shall show", column: pane.column + 1, row: pane.row,
        style: theme[.placeholder], limit: columns)
    }
    if state.mode == .write && state.popup == nil {
      canvas.cursor = Canvas.Cursor(
        column: pane.column + 1 + place.column, row: pane.row + place.row - first, shape: .bar)
    }
    if let tour = state.tour {
      draw(tour, on: &canvas, pane, state)
    } else if state.preferences.hints {
      drawHints(on: &canvas, pane, state)
    }
  }

  /// `tour 2/8  Right turns the chosen knob…`, in place of the hints.
  private static func draw(
    _ tour: Tour, on canvas: inout Canvas, _ pane: CellArea, _ state: StudioState
  ) {
    let line = tour.line(state.keyMap)
    var column = pane.column + 1
    for (text, role) in [
      (" \(line.place) ", ColorRole.badge), (" \(line.key)", .hintKey),
      (" \(line.sentence) ", .hintText),
    ] {
      column += canvas.write(
        text, column: column, row: pane.endRow, style: state.theme[role],
        limit: pane.endColumn - column)
    }
  }

  /// Writes a row, words that no training caption holds in a style of their own.
  private static func draw(
    _ row: Range<Int>, of editor: PromptEditor, _ unknown: [Range<Int>],
    on canvas: inout Canvas, _ column: Int, _ line: Int, _ theme: Theme
  ) {
    var odd = theme[.input]
    odd.attributes.insert(.underline)
    var (at, column) = (row.lowerBound, column)
    for word in unknown.map({ $0.clamped(to: row) }) where !word.isEmpty {
      for (part, style) in [(at..<word.lowerBound, theme[.input]), (word, odd)] {
        column += canvas.write(
          String(editor.characters[part]), column: column, row: line, style: style)
      }
      at = word.upperBound
    }
    canvas.write(
      String(editor.characters[at..<row.upperBound]), column: column, row: line,
      style: theme[.input])
  }

  /// `Enter draw  Esc commands`, as many as fit.
  private static func drawHints(
    on canvas: inout Canvas, _ pane: CellArea, _ state: StudioState
  ) {
    var column = pane.column + 1
    for command in state.keyMap.available(in: state.context) {
      guard let hint = command.hint, let key = command.keys.first else { continue }
      guard column + CellWidth.of(key) + CellWidth.of(hint) + 3 <= pane.endColumn else { return }
      column += canvas.write(
        " \(key)", column: column, row: pane.endRow, style: state.theme[.hintKey])
      column += canvas.write(
        " \(hint) ", column: column, row: pane.endRow, style: state.theme[.hintText])
    }
  }
}
