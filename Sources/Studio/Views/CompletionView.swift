import Terminal
import Tokens

/// The words that Tab offers, in rows above the word that is being completed.
enum CompletionView {
  /// More would hide the picture.
  private static let mostRows = 6

  static func draw(on canvas: inout Canvas, _ layout: Layout, _ state: StudioState) {
    guard let completion = state.completion, state.popup == nil else { return }
    let shown = rows(completion)
    let width = (shown.map { CellWidth.of($0.text) + CellWidth.of($0.note) }.max() ?? 0) + 4
    guard let area = PromptLines(layout.prompt, state).words(of: state.field) else { return }
    var start = state.editor
    start.move(by: completion.start - start.cursor)
    let place = start.place(columns: area.columns)
    let first = state.firstRow(of: state.field, in: area)
    let column = min(area.column + place.column - 1, layout.prompt.endColumn - width)
    let bottom = area.row + max(0, place.row - first)
    for (offset, row) in shown.enumerated() {
      let line = CellArea(
        column: max(0, column), row: bottom - shown.count + offset, columns: width, rows: 1)
      let style = state.theme[row.isChosen ? .selected : .popup]
      canvas.fill(line, with: style)
      canvas.write(row.text, column: line.column + 1, row: line.row, style: style)
      canvas.write(row.note, endingAt: line.endColumn - 1, row: line.row, style: style)
    }
  }

  private static func rows(_ completion: Completion) -> [(
    text: String, note: String, isChosen: Bool
  )] {
    let selected = completion.selected ?? 0
    let first = min(max(0, selected - mostRows + 1), max(0, completion.words.count - mostRows))
    return completion.words.enumerated().dropFirst(first).prefix(mostRows).map {
      ($0.element.word, "\($0.element.count)", $0.offset == completion.selected)
    }
  }
}
