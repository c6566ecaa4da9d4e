import History
import Terminal

/// A line that is typed over the panes.
enum LineView {
  static func draw(on canvas: inout Canvas, _ state: StudioState) {
    guard case .line(let line) = state.popup else { return }
    let theme = state.theme
    let box = canvas.area.inset(columns: 4, rows: 2).centered(columns: 74, rows: 3)
    canvas.fill(box, with: theme[.popup])
    let inside = box.inset(columns: 1, rows: 1)
    var frame = Frame()
    frame.surround(inside)
    frame.draw(on: &canvas, style: theme[.popupBorder], isUnicode: state.capabilities.isUnicode)
    canvas.caption(title(line.purpose), of: inside, row: box.row, style: theme[.popupBorder])
    canvas.caption(
      "Enter takes  Esc leaves", of: inside, row: inside.endRow, style: theme[.popupBorder])
    drawText(of: line.editor, on: &canvas, inside, theme)
  }

  private static func title(_ purpose: LineEntry.Purpose) -> String {
    switch purpose {
    case .note(let runs): "note on \(name(runs))"
    case .export(.pictures, let runs) where runs.count > 1:
      "folder for \(runs.count) pictures"
    case .export(.pictures, let runs): "file for the PNG of \(name(runs))"
    case .export(.sheet, let runs): "file for the contact sheet of \(name(runs))"
    case .export(.lines, let runs): "file for the JSON lines of \(name(runs))"
    case .importing: "the PNG to take over"
    case .setting(let key):
      Setting.named(key).map { "\(key): \($0.accepted)" } ?? key
    case .sheet: "file for the sheet, JSON beside it"
    case .box: "the thing in the box, such as red star"
    }
  }

  private static func name(_ runs: [Run.ID]) -> String {
    runs.count == 1 ? "#\(runs[0].rawValue)" : "\(runs.count) pictures"
  }

  /// The part of the text around the cursor.
  private static func drawText(
    of editor: PromptEditor, on canvas: inout Canvas, _ inside: CellArea, _ theme: Theme
  ) {
    var style = theme[.input]
    style.background = theme[.popup].background
    let columns = inside.columns - 3
    var first = 0
    func width(_ range: Range<Int>) -> Int {
      editor.characters[range].reduce(0) { $0 + CellWidth.of($1) }
    }
    while width(first..<editor.cursor) > columns { first += 1 }
    canvas.write(
      String(editor.characters[first...]), column: inside.column + 1, row: inside.row,
      style: style, limit: columns + 1)
    canvas.cursor = Canvas.Cursor(
      column: inside.column + 1 + width(first..<editor.cursor), row: inside.row, shape: .bar)
  }
}
