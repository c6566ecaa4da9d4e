import History
import Imaging
import Terminal

/// The gallery's page: a thumbnail each, its number and what was decided below.
enum GalleryView {
  static func draw(
    on canvas: inout Canvas, _ layout: Layout, _ state: StudioState, _ gallery: Gallery,
    _ glyphs: Glyphs
  ) {
    let grid = GalleryGrid(layout, state.capabilities)
    guard let history = state.history, !history.isEmpty else {
      canvas.caption("gallery", of: grid.pane, row: grid.pane.row - 1, style: state.theme[.title])
      return drawNothing(on: &canvas, grid.pane, state)
    }
    let at = state.here.flatMap { history.place(of: $0) } ?? 0
    let first = grid.start(of: at)
    drawTitle(on: &canvas, grid, history.lines[at].run, at, state, gallery, glyphs)
    for (place, branch) in history.lines.dropFirst(first).prefix(grid.count).enumerated() {
      draw(
        branch.run, on: &canvas, grid.area(place), isHere: first + place == at,
        isMarked: gallery.marked.contains(branch.run.id), state, glyphs)
    }
  }

  private static func drawNothing(
    on canvas: inout Canvas, _ pane: CellArea, _ state: StudioState
  ) {
    let text = state.search.isPlain ? "nothing yet" : "nothing fits; Esc shows everything"
    let area = pane.centered(columns: CellWidth.of(text), rows: 1)
    canvas.write(
      text, column: area.column, row: area.row, style: state.theme[.muted], limit: pane.columns)
  }

  /// `gallery  page 2 of 14  3 marked`, and below the words of the run at the cursor.
  private static func drawTitle(
    on canvas: inout Canvas, _ grid: GalleryGrid, _ run: RunSummary, _ at: Int,
    _ state: StudioState, _ gallery: Gallery, _ glyphs: Glyphs
  ) {
    let pane = grid.pane
    let all = state.search.isPlain ? state.counts.all : state.search.matches ?? 0
    // Drafts are shown among the runs and not counted with them.
    let shown = max(all, state.history?.lines.count ?? 0)
    let pages = max((shown + grid.count - 1) / grid.count, 1)
    var title = "gallery  page \(at / grid.count + 1) of \(pages)"
    if !gallery.marked.isEmpty { title += "  \(gallery.marked.count) marked" }
    canvas.caption(title, of: pane, row: pane.row - 1, style: state.theme[.title])
    let note = state.knobNotes[run.id].map { $0.isEmpty ? "" : "  \($0)" } ?? ""
    let words = "#\(run.id.rawValue) \(run.words)\(note)"
    canvas.caption(
      glyphs.fitted(words, columns: pane.columns - 4), of: pane, row: pane.endRow,
      style: state.theme[.text])
  }

  private static func draw(
    _ run: RunSummary, on canvas: inout Canvas, _ area: CellArea, isHere: Bool, isMarked: Bool,
    _ state: StudioState, _ glyphs: Glyphs
  ) {
    let theme = state.theme
    if isHere {
      var frame = Frame()
      frame.surround(area)
      frame.draw(
        on: &canvas, style: theme[.pinB], isUnicode: state.capabilities.isUnicode)
    }
    let thumbnail = state.thumbnails[run]
    if let image = thumbnail?.image {
      canvas.place(
        PlacedPicture(image, in: area, background: theme.ground(of: state.capabilities)))
    } else {
      let text =
        run.state == .pending ? "writing" : thumbnail == nil ? glyphs.ellipsis : "no file"
      let inside = area.centered(columns: CellWidth.of(text), rows: 1)
      canvas.write(text, column: inside.column, row: inside.row, style: theme[.muted])
    }
    let label = (isMarked ? glyphs.marked : "") + run.label(glyphs)
    let style = theme[isHere ? .selected : isMarked ? .pinA : run.role]
    canvas.write(
      label.trimmed, column: area.column, row: area.endRow, style: style, limit: area.columns)
  }
}

extension String {
  /// Without blanks at its end.
  fileprivate var trimmed: String { String(reversed().drop { $0 == " " }.reversed()) }
}
