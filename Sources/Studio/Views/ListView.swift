import Terminal

/// A list over the panes: what is typed on top, then the rows, the chosen one marked.
struct ListView {
  /// A row: the words, and what stands at its end.
  struct Row {
    var text: String
    var note = ""
  }

  let title: String
  let choice: ListChoice
  let rows: [Row]
  /// The rows before typing narrowed them: the list keeps their size, so that it neither jumps about
  /// nor leaves holes in a picture under it.
  var unfiltered: [Row]?
  /// Whether it keeps to the lower right: a list that previews leaves the picture to be seen.
  var isAside = false
  /// Whether typing narrows it; else there is no line for that.
  var isFiltered = true
  /// What its keys do.
  var foot = "Enter takes  Esc leaves"
  /// What stands in place of rows where there are none.
  var nothing = "nothing fits"

  /// The most rows of a list aside.
  private static let mostAside = 10

  /// The list that lies over the panes, if one does.
  static func open(in state: StudioState) -> ListView? {
    switch state.popup {
    case .palette: PaletteView.list(state)
    case .tags: TagsView.list(state)
    case .menu: MenuView.list(state)
    case .themes: ThemesView.list(state)
    case .pastPrompts: PastPromptsView.list(state)
    case .queue: QueueView.list(state)
    case .presets: PresetsView.list(state)
    case .settings: SettingsView.list(state)
    case .tasks: TasksView.list(state)
    case .files: FilesView.list(state)
    default: nil
    }
  }

  /// Draws the list, as wide as its rows.
  func draw(on canvas: inout Canvas, _ state: StudioState) {
    let theme = state.theme
    let glyphs = Glyphs(isUnicode: state.capabilities.isUnicode)
    let box = box(on: canvas.area)
    canvas.fill(box, with: theme[.popup])
    let inside = box.inset(columns: 1, rows: 1)
    var frame = Frame()
    frame.surround(inside)
    frame.draw(on: &canvas, style: theme[.popupBorder], isUnicode: state.capabilities.isUnicode)
    canvas.caption(title, of: inside, row: box.row, style: theme[.popupBorder])
    canvas.caption(foot, of: inside, row: inside.endRow, style: theme[.popupBorder])
    if isFiltered { drawFilter(on: &canvas, inside, theme) }
    drawRows(on: &canvas, list(in: box), theme, glyphs)
  }

  /// What a cell of the screen is to the list.
  enum Place: Hashable {
    /// A row, counted from the chosen one.
    case row(fromChosen: Int)
    /// Its frame, its line of words, or an empty line.
    case frame
    /// Beside it.
    case outside
  }

  /// What lies at a cell.
  func place(at cell: CellPosition, on screen: CellArea) -> Place {
    let box = box(on: screen)
    guard box.contains(cell) else { return .outside }
    let list = list(in: box)
    let row = first(in: list) + cell.row - list.row
    guard list.contains(cell), rows.indices.contains(row) else { return .frame }
    return .row(fromChosen: row - selected)
  }

  private func box(on screen: CellArea) -> CellArea {
    isAside ? boxAside(screen) : boxInTheMiddle(screen)
  }

  /// Where the rows are.
  private func list(in box: CellArea) -> CellArea {
    var list = box.inset(columns: 1, rows: 1)
    if isFiltered { (list.row, list.rows) = (list.row + 1, list.rows - 1) }
    return list
  }

  private var selected: Int { min(choice.selected, rows.count - 1) }

  /// The row on top.
  private func first(in list: CellArea) -> Int {
    min(max(0, selected - list.rows / 2), max(0, rows.count - list.rows))
  }

  private func boxInTheMiddle(_ screen: CellArea) -> CellArea {
    let rows = unfiltered ?? rows
    let width = rows.map { CellWidth.of($0.text) + CellWidth.of($0.note) + 6 }.max() ?? 0
    return screen.inset(columns: 4, rows: 2)
      .centered(
        columns: max(width, CellWidth.of(foot) + 4, 44) + 2,
        rows: max(rows.count, 1) + (isFiltered ? 4 : 2))
  }

  /// Of one size whatever is typed, so that it does not jump about; above prompt and hints.
  private func boxAside(_ screen: CellArea) -> CellArea {
    let most = min(ListView.mostAside + 4, screen.rows - 6)
    return CellArea(
      column: max(0, screen.columns - 42), row: max(0, screen.rows - 5 - most),
      columns: min(41, screen.columns), rows: most)
  }

  private func drawFilter(on canvas: inout Canvas, _ inside: CellArea, _ theme: Theme) {
    var style = theme[.input]
    style.background = theme[.popup].background
    // The end of a long line, where the cursor is.
    var text = choice.filter.text[...]
    while CellWidth.of(String(text)) > inside.columns - 4 { text = text.dropFirst() }
    let used = canvas.write(
      String(text), column: inside.column + 2, row: inside.row, style: style,
      limit: inside.columns - 4)
    canvas.cursor = Canvas.Cursor(
      column: inside.column + 2 + used, row: inside.row, shape: .bar)
  }

  private func drawRows(
    on canvas: inout Canvas, _ list: CellArea, _ theme: Theme, _ glyphs: Glyphs
  ) {
    guard !rows.isEmpty else {
      canvas.write(nothing, column: list.column + 2, row: list.row, style: theme[.popup])
      return
    }
    let first = first(in: list)
    for (place, row) in rows.dropFirst(first).prefix(list.rows).enumerated() {
      var line = list
      (line.row, line.rows) = (list.row + place, 1)
      let style = theme[first + place == selected ? .listSelected : .popup]
      canvas.fill(line, with: style)
      let noteColumn = line.endColumn - 1 - CellWidth.of(row.note)
      canvas.write(
        glyphs.fitted(row.text, columns: noteColumn - line.column - 3), column: line.column + 2,
        row: line.row, style: style)
      canvas.write(row.note, column: noteColumn, row: line.row, style: style)
    }
  }
}
