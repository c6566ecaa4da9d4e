import Imaging
import Terminal
import Tokens

/// What was looked at before the picture was drawn, in the picture's place: each document's picture,
/// and beside it its words, its score and where it comes from.
enum DocumentsView {
  static func draw(
    on canvas: inout Canvas, _ layout: Layout, _ state: StudioState, _ glyphs: Glyphs
  ) {
    let pane = layout.preview
    let documents = state.shownDocuments
    let number = state.visible?.run.map { "#\($0.rawValue)" } ?? "this picture"
    let title =
      documents.isEmpty
      ? "\(number) was drawn without documents" : "looked at before \(number), the best first"
    canvas.caption(
      glyphs.fitted(title, columns: pane.columns - 4), of: pane, row: pane.row - 1,
      style: state.theme[.title])
    var part = pane
    part.rows = pane.rows / 2
    for document in documents.prefix(2) {
      draw(document, on: &canvas, part.inset(columns: 1, rows: 0), state, glyphs)
      part.row += part.rows
    }
  }

  private static func draw(
    _ document: ReferenceDocument, on canvas: inout Canvas, _ area: CellArea, _ state: StudioState,
    _ glyphs: Glyphs
  ) {
    let cell = state.capabilities.cell
    var picture = area
    picture.columns = min(area.rows * cell.height / max(cell.width, 1), area.columns / 2)
    if let image = state.documentImages[document.picture] ?? nil {
      canvas.place(
        PlacedPicture(image, in: picture, background: state.theme.ground(of: state.capabilities)))
    }
    var words = area
    words.column = picture.endColumn + 2
    words.columns = area.endColumn - words.column
    write(document, on: &canvas, words, state)
  }

  private static func write(
    _ document: ReferenceDocument, on canvas: inout Canvas, _ area: CellArea, _ state: StudioState
  ) {
    let origin = document.origin
    let score = document.score.map { "score \(Knob.number($0, digits: 3))" }
    let lines: [(String?, ColorRole)] = [
      (document.caption, .text), (score, .muted), (origin.source, .muted),
      (origin.license, .muted), (origin.author, .muted),
    ]
    var row = area.row
    for case (let text?, let role) in lines {
      let editor = PromptEditor(text)
      for range in editor.rows(columns: max(area.columns, 1)) where row < area.endRow {
        canvas.write(
          String(editor.characters[range]), column: area.column, row: row, style: state.theme[role],
          limit: area.columns)
        row += 1
      }
    }
  }
}
