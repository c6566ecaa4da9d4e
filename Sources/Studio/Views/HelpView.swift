import Terminal

/// The keys over everything else, from the one map; those of the present context first.
enum HelpView {
  static func draw(on canvas: inout Canvas, _ state: StudioState) {
    guard case .help(let firstRow) = state.popup else { return }
    let theme = state.theme
    let lines = lines(state)
    let width = keyColumns + 1 + (lines.map { CellWidth.of($0.title) }.max() ?? 0)
    let box = canvas.area.inset(columns: 2, rows: 1)
      .centered(columns: width + 2, rows: lines.count + 2)
    canvas.fill(box, with: theme[.popup])
    let inside = box.inset(columns: 1, rows: 1)
    var frame = Frame()
    frame.surround(inside)
    frame.draw(
      on: &canvas, style: theme[.popupBorder], isUnicode: state.capabilities.isUnicode)
    canvas.caption("keys", of: inside, row: box.row, style: theme[.popupBorder])
    canvas.caption(
      "Down Up scroll  any other key leaves", of: inside, row: inside.endRow,
      style: theme[.popupBorder])
    let first = min(firstRow, max(0, lines.count - inside.rows))
    for (row, line) in lines.dropFirst(first).prefix(inside.rows).enumerated() {
      draw(line, on: &canvas, inside, row, theme)
    }
  }

  private struct Line {
    var keys = ""
    var title = ""
    var isHeading = false
  }

  private static let keyColumns = 18

  private static func draw(
    _ line: Line, on canvas: inout Canvas, _ inside: CellArea, _ row: Int, _ theme: Theme
  ) {
    var key = theme[.hintKey]
    key.background = theme[.popup].background
    if line.isHeading { key.attributes.insert(.underline) }
    canvas.write(
      line.keys, column: inside.column + 1, row: inside.row + row, style: key,
      limit: inside.columns - 2)
    canvas.write(
      line.title, column: inside.column + keyColumns, row: inside.row + row,
      style: theme[.popup], limit: inside.columns - keyColumns - 1)
  }

  private static func lines(_ state: StudioState) -> [Line] {
    let here = state.context.chain
    let contexts = here + KeyContext.allCases.filter { !here.contains($0) }
    return contexts.flatMap { context in
      let heading = context.map { "in \($0.title)" } ?? "everywhere"
      return [Line(keys: heading, isHeading: true)]
        + state.keyMap.commands.filter { $0.context == context && !$0.keys.isEmpty }.map {
          Line(keys: $0.keys.joined(separator: ", "), title: $0.title)
        }
    }
  }
}
