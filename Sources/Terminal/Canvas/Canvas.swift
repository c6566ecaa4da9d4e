/// A screen as it should look: cells, pictures and the cursor.
///
/// Views draw into it from back to front and hand it to a `TerminalDriver`, which sends what changed.
/// Whatever lies outside is cut off, so that views need not ask how large the screen is.
package struct Canvas: Hashable, Sendable {
  /// Its columns and rows.
  package let size: TerminalSize
  /// The cells, row after row.
  package private(set) var cells: [Cell]
  /// The pictures, each shown where its cells were not written again.
  package private(set) var pictures: [PlacedPicture] = []
  /// Where the cursor shows; nil hides it.
  package var cursor: Cursor?

  /// Makes a blank screen.
  package init(size: TerminalSize, style: Style = Style()) {
    self.size = size
    cells = Array(repeating: Cell(style: style), count: size.columns * size.rows)
  }

  /// All of it.
  package var area: CellArea { CellArea(size) }

  /// A cell; a blank one outside.
  package subscript(column: Int, row: Int) -> Cell {
    guard area.contains(CellPosition(column: column, row: row)) else { return Cell() }
    return cells[row * size.columns + column]
  }

  /// Writes a line of text from a cell on; control characters are left out.
  ///
  /// - Parameters:
  ///   - text: What to write.
  ///   - column: The column of its first cell; it may lie outside.
  ///   - row: The row.
  ///   - style: How it looks.
  ///   - limit: The most columns to use; a wide character that does not fit is left out.
  /// - Returns: The columns used.
  @discardableResult
  package mutating func write(
    _ text: String, column: Int, row: Int, style: Style = Style(), limit: Int = .max
  ) -> Int {
    var used = 0
    for character in text {
      let width = CellWidth.of(character)
      guard width > 0 else { continue }
      guard used + width <= limit else { break }
      put(character, width: width, column: column + used, row: row, style: style)
      used += width
    }
    return used
  }

  /// Fills an area with one character of one column.
  package mutating func fill(_ area: CellArea, with style: Style, text: String = " ") {
    forEach(of: area) { canvas, column, row in
      canvas.set(Cell(text: text, style: style), column: column, row: row)
    }
  }

  /// Changes how an area looks and leaves its text: selections, dimmed panes.
  package mutating func restyle(_ area: CellArea, _ change: (inout Style) -> Void) {
    forEach(of: area) { canvas, column, row in
      change(&canvas.cells[row * canvas.size.columns + column].style)
    }
  }

  /// Places a picture; cells written later hide it there, and its cells keep their style.
  package mutating func place(_ picture: PlacedPicture) {
    var picture = picture
    picture.area = picture.area.intersection(area)
    guard !picture.area.isEmpty else { return }
    pictures.append(picture)
    forEach(of: picture.area) { canvas, column, row in
      canvas.setPicture(column: column, row: row)
    }
  }

  /// Replaces a cell whatever it holds.
  ///
  /// Nothing happens outside; the other half of a wide character is blanked.
  package mutating func set(_ cell: Cell, column: Int, row: Int) {
    guard area.contains(CellPosition(column: column, row: row)) else { return }
    let index = row * size.columns + column
    if cells[index].isContinuation, column > 0 { cells[index - 1].text = " " }
    if column + 1 < size.columns, cells[index + 1].isContinuation { cells[index + 1].text = " " }
    cells[index] = cell
  }

  /// Makes a cell one that a picture shows in.
  mutating func setPicture(column: Int, row: Int) {
    set(Cell(style: self[column, row].style, isPicture: true), column: column, row: row)
  }

  /// Adds a picture whose cells are set already.
  mutating func add(_ picture: PlacedPicture) {
    pictures.append(picture)
  }

  /// Forgets all pictures; their cells are blanks.
  mutating func removePictures() {
    pictures = []
    for i in cells.indices where cells[i].isPicture { cells[i].isPicture = false }
  }

  /// Replaces the text of each cell.
  mutating func changeText(_ change: (String) -> String) {
    for i in cells.indices { cells[i].text = change(cells[i].text) }
  }

  private mutating func put(
    _ character: Character, width: Int, column: Int, row: Int, style: Style
  ) {
    guard width == 2 else {
      set(Cell(text: String(character), style: style), column: column, row: row)
      return
    }
    guard column >= 0, column + 1 < size.columns else {
      // Half a wide character cannot be shown.
      for half in column...column + 1 { set(Cell(style: style), column: half, row: row) }
      return
    }
    set(Cell(text: " ", style: style), column: column + 1, row: row)
    set(Cell(text: String(character), style: style), column: column, row: row)
    guard area.contains(CellPosition(column: column, row: row)) else { return }
    cells[row * size.columns + column + 1].text = ""
  }

  private mutating func forEach(of area: CellArea, _ body: (inout Canvas, Int, Int) -> Void) {
    let visible = area.intersection(self.area)
    for row in visible.row..<visible.endRow {
      for column in visible.column..<visible.endColumn { body(&self, column, row) }
    }
  }
}

extension Canvas {
  /// The cursor's place and shape.
  package struct Cursor: Hashable, Sendable {
    /// The cell it stands on.
    package var position: CellPosition
    /// How it looks, where the terminal can change it.
    package var shape: Shape

    /// Makes a cursor.
    package init(column: Int, row: Int, shape: Shape = .block) {
      position = CellPosition(column: column, row: row)
      self.shape = shape
    }

    /// How a cursor looks.
    package enum Shape: Hashable, Sendable {
      /// A full cell: commands.
      case block
      /// A thin line before the cell: writing.
      case bar
    }
  }

  /// A row as text without the blanks at its end; pictures show as `▒`.
  package func line(_ row: Int) -> String {
    var text = ""
    for column in 0..<size.columns {
      let cell = self[column, row]
      text += cell.isPicture ? "▒" : cell.text
    }
    return String(text.reversed().drop { $0 == " " }.reversed())
  }

  /// All rows as text, each ended by a newline.
  package var text: String { (0..<size.rows).map { line($0) + "\n" }.joined() }
}
