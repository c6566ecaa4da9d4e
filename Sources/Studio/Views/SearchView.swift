import Terminal

/// The search line, above what it finds.
enum SearchView {
  static func draw(
    on canvas: inout Canvas, _ pane: CellArea, _ state: StudioState, _ glyphs: Glyphs
  ) {
    let theme = state.theme
    let search = state.search
    var column = pane.column
    column += canvas.write("/ ", column: column, row: pane.row, style: theme[.hintKey])
    let limit = pane.endColumn - 1 - column
    let words = tail(of: search.words.text, columns: limit)
    canvas.write(words, column: column, row: pane.row, style: theme[.input], limit: limit)
    if words.isEmpty {
      canvas.write(
        glyphs.fitted("words tag:fruit rating:>=3 kept", columns: limit), column: column,
        row: pane.row, style: theme[.placeholder])
    }
    guard search.isTyping, state.popup == nil else { return }
    canvas.cursor = Canvas.Cursor(
      column: min(column + CellWidth.of(words), pane.endColumn - 1), row: pane.row, shape: .bar)
  }

  /// The end of what is typed, which is where one types.
  private static func tail(of text: String, columns: Int) -> String {
    var rest = text[...]
    while CellWidth.of(String(rest)) > max(columns, 0) { rest = rest.dropFirst() }
    return String(rest)
  }
}
