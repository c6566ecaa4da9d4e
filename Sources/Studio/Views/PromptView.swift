import Terminal

/// The words, with the cursor while they are written, and the hints in the lower border.
enum PromptView {
  static func draw(on canvas: inout Canvas, _ layout: Layout, _ state: StudioState) {
    let pane = layout.prompt
    for line in PromptLines(pane, state).lines { draw(line, on: &canvas, state) }
    if let form = state.form {
      canvas.write(
        " \(form.task.title) ", endingAt: pane.endColumn - 1, row: pane.row - 1,
        style: state.theme[.title])
    }
    if let tour = state.tour {
      draw(tour, on: &canvas, pane, state)
    } else if state.preferences.hints {
      drawHints(on: &canvas, pane, state)
    }
  }

  private static func draw(
    _ line: PromptLines.Line, on canvas: inout Canvas, _ state: StudioState
  ) {
    let (editor, area, theme) = (state[line.field], line.words, state.theme)
    canvas.write(
      state.label(of: line.field), column: line.label.column, row: line.label.row,
      style: theme[.muted])
    let isWritten = line.field == state.field && state.mode == .write
    let first = state.firstRow(of: line.field, in: area)
    let unknown = state.unknownWords(in: editor, isWritten: isWritten)
    let rows = editor.rows(columns: area.columns).dropFirst(first).prefix(area.rows)
    for (row, range) in rows.enumerated() {
      draw(range, of: editor, unknown, on: &canvas, area.column, area.row + row, theme)
    }
    if editor.characters.isEmpty {
      canvas.write(
        state.placeholder(of: line.field), column: area.column, row: area.row,
        style: theme[.placeholder], limit: area.columns)
    }
    guard isWritten, state.popup == nil else { return }
    let place = editor.place(columns: area.columns)
    canvas.cursor = Canvas.Cursor(
      column: area.column + place.column, row: area.row + place.row - first, shape: .bar)
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
      if command.act == .fillSlot, state.form?.sketch != nil || state.fillings.isEmpty { continue }
      let asks = command.act == .draw && state.form?.task.draws == false
      guard let hint = asks ? "ask" : command.hint, let key = command.keys.first else { continue }
      guard column + CellWidth.of(key) + CellWidth.of(hint) + 3 <= pane.endColumn else { return }
      column += canvas.write(
        " \(key)", column: column, row: pane.endRow, style: state.theme[.hintKey])
      column += canvas.write(
        " \(hint) ", column: column, row: pane.endRow, style: state.theme[.hintText])
    }
  }
}
