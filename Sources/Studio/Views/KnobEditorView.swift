import Terminal

/// The line in which a knob's value is typed, and under it what it takes or why it is none.
enum KnobEditorView {
  static func draw(on canvas: inout Canvas, _ state: StudioState) {
    guard case .value(let editor) = state.popup else { return }
    let theme = state.theme
    let isUnicode = state.capabilities.isUnicode
    let note = editor.flaw ?? editor.knob.accepted
    let box = canvas.area.inset(columns: 2, rows: 2)
      .centered(columns: max(CellWidth.of(note) + 4, 44) + 2, rows: 4)
    canvas.fill(box, with: theme[.popup])
    let inside = box.inset(columns: 1, rows: 1)
    var frame = Frame()
    frame.surround(inside)
    frame.draw(on: &canvas, style: theme[.popupBorder], isUnicode: isUnicode)
    canvas.caption(
      editor.knob.name, of: inside, row: box.row,
      style: theme[.popupBorder])
    canvas.caption(
      "Enter sets  Esc leaves", of: inside, row: inside.endRow, style: theme[.popupBorder])
    var style = theme[.input]
    style.background = theme[.popup].background
    canvas.write(
      editor.line.text, column: inside.column + 2, row: inside.row, style: style,
      limit: inside.columns - 4)
    let before = String(editor.line.characters[..<editor.line.cursor])
    canvas.cursor = Canvas.Cursor(
      column: min(inside.column + 2 + CellWidth.of(before), inside.endColumn - 2),
      row: inside.row, shape: .bar)
    var noteStyle = theme[editor.flaw == nil ? .muted : .error]
    noteStyle.background = theme[.popup].background
    canvas.write(
      Glyphs(isUnicode: isUnicode).fitted(note, columns: inside.columns - 4),
      column: inside.column + 2, row: inside.row + 1, style: noteStyle)
  }
}
