import Terminal

/// The form of a sheet over the panes.
enum SheetFormView {
  static func draw(on canvas: inout Canvas, _ state: StudioState) {
    guard case .sheetForm(let form) = state.popup else { return }
    let theme = state.theme
    let glyphs = Glyphs(isUnicode: state.capabilities.isUnicode)
    let box = canvas.area.inset(columns: 2, rows: 2).centered(columns: 66, rows: 8)
    canvas.fill(box, with: theme[.popup])
    let inside = box.inset(columns: 1, rows: 1)
    var frame = Frame()
    frame.surround(inside)
    frame.draw(on: &canvas, style: theme[.popupBorder], isUnicode: state.capabilities.isUnicode)
    canvas.caption("sheet", of: inside, row: box.row, style: theme[.popupBorder])
    canvas.caption(
      "Enter draws  Tab line  Left Right choose  Esc leaves", of: inside, row: inside.endRow,
      style: theme[.popupBorder])
    for line in 0..<4 { draw(line, of: form, on: &canvas, inside, state, glyphs) }
    drawVerdict(on: &canvas, form, inside, state, glyphs)
  }

  private static func draw(
    _ line: Int, of form: SheetForm, on canvas: inout Canvas, _ inside: CellArea,
    _ state: StudioState, _ glyphs: Glyphs
  ) {
    let axis = form.axes[line / 2]
    guard line % 2 == 0 || axis.subject != nil else { return }
    let theme = state.theme
    let isHere = line == form.line
    let row = inside.row + line
    let style = theme[isHere ? .selected : .popup]
    var area = inside
    (area.row, area.rows) = (row, 1)
    canvas.fill(area, with: style)
    let title = line == 0 ? "across" : line == 2 ? "down" : "values"
    canvas.write(
      "\(isHere ? glyphs.active : " ") \(title)", column: inside.column, row: row, style: style)
    let column = inside.column + 11
    let room = inside.columns - 12
    guard line % 2 == 1 else {
      canvas.write(
        axis.subject?.rawValue ?? "nothing", column: column, row: row, style: style, limit: room)
      return
    }
    let before = CellWidth.of(String(axis.values.characters[..<axis.values.cursor]))
    let hidden = max(0, before - room + 1)
    let text = String(axis.values.characters.dropFirst(hidden))
    canvas.write(text, column: column, row: row, style: style, limit: room)
    if isHere {
      canvas.cursor = Canvas.Cursor(column: column + before - hidden, row: row, shape: .bar)
    }
  }

  /// How many pictures it would be, or what is wrong.
  private static func drawVerdict(
    on canvas: inout Canvas, _ form: SheetForm, _ inside: CellArea, _ state: StudioState,
    _ glyphs: Glyphs
  ) {
    var text = ""
    var role = ColorRole.popup
    do {
      text = "\(try state.plan(form).variants.count) pictures of one batch"
    } catch {
      (text, role) = ("\(error)", .error)
    }
    var style = state.theme[role]
    style.background = state.theme[.popup].background
    canvas.write(
      glyphs.fitted(text, columns: inside.columns - 3), column: inside.column + 2,
      row: inside.row + 5, style: style)
  }
}
