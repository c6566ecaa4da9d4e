import Terminal

/// A text over the panes: names on the left, what they say on the right, scrolled by rows.
struct TextBox {
  /// A paragraph: a name, and words that are broken into rows.
  struct Paragraph {
    var name = ""
    var text: String
    var role = ColorRole.popup
  }

  let title: String
  let paragraphs: [Paragraph]
  let firstRow: Int
  var nameColumns = 13

  /// Draws the text in the middle of the window, as large as it has to be.
  func draw(on canvas: inout Canvas, _ state: StudioState) {
    let theme = state.theme
    let room = canvas.area.inset(columns: 4, rows: 2)
    let columns = min(room.columns - 2, 92)
    let rows = paragraphs.flatMap { self.rows(of: $0, columns - nameColumns - 2) }
    let box = room.centered(columns: columns + 2, rows: rows.count + 2)
    canvas.fill(box, with: theme[.popup])
    let inside = box.inset(columns: 1, rows: 1)
    var frame = Frame()
    frame.surround(inside)
    frame.draw(on: &canvas, style: theme[.popupBorder], isUnicode: state.capabilities.isUnicode)
    canvas.caption(title, of: inside, row: box.row, style: theme[.popupBorder])
    let way = rows.count > inside.rows ? "Down Up scroll  any other key leaves" : "any key leaves"
    canvas.caption(way, of: inside, row: inside.endRow, style: theme[.popupBorder])
    let first = min(firstRow, max(0, rows.count - inside.rows))
    for (place, row) in rows.dropFirst(first).prefix(inside.rows).enumerated() {
      draw(row, on: &canvas, inside, inside.row + place, theme)
    }
  }

  private func draw(
    _ row: Paragraph, on canvas: inout Canvas, _ inside: CellArea, _ line: Int, _ theme: Theme
  ) {
    var name = theme[.hintKey]
    var text = theme[row.role]
    (name.background, text.background) = (theme[.popup].background, theme[.popup].background)
    canvas.write(row.name, column: inside.column + 1, row: line, style: name, limit: nameColumns)
    canvas.write(
      row.text, column: inside.column + 1 + nameColumns, row: line, style: text,
      limit: inside.columns - nameColumns - 2)
  }

  private func rows(of paragraph: Paragraph, _ columns: Int) -> [Paragraph] {
    let editor = PromptEditor(paragraph.text)
    return editor.rows(columns: columns).enumerated().map { place, range in
      let text = editor.characters[range].filter { $0 != "\n" }
      return Paragraph(
        name: place == 0 ? paragraph.name : "", text: String(text), role: paragraph.role)
    }
  }
}
