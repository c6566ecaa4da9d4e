package import Terminal

/// Which cells belong to which pane.
///
///     ┌ picture ───────┬ knobs ──────┐
///     │                │             │
///     │                ├ A and B ────┤   only while a picture is pinned
///     │                │             │
///     │                ├ history ────┤
///     ├ progress ──────┴─────────────┤
///     │ prompt                       │
///     └ hints ───────────────────────┘
///      status
package struct Layout: Hashable, Sendable {
  /// The smallest window that shows anything but a sentence.
  package static let least = TerminalSize(columns: 60, rows: 18)

  /// Whether the window is smaller than that.
  package let isTooSmall: Bool
  /// The inside of the picture's pane.
  package private(set) var preview = CellArea(column: 0, row: 0, columns: 0, rows: 0)
  /// The cells of the picture itself: a whole multiple of its pixels where one fits.
  package private(set) var picture = CellArea(column: 0, row: 0, columns: 0, rows: 0)
  /// The cells under the picture where the words that came of a task stand; empty without any.
  package private(set) var answer = CellArea(column: 0, row: 0, columns: 0, rows: 0)
  /// The inside of the knobs' pane.
  package private(set) var knobs = CellArea(column: 0, row: 0, columns: 0, rows: 0)
  /// The inside of the comparison's pane; empty without one.
  package private(set) var comparison = CellArea(column: 0, row: 0, columns: 0, rows: 0)
  /// The inside of the history's pane.
  package private(set) var history = CellArea(column: 0, row: 0, columns: 0, rows: 0)
  /// The panes of the token inspector, which take the side column.
  package private(set) var inspector: InspectorLayout?
  /// The inside of the prompt's pane.
  package private(set) var prompt = CellArea(column: 0, row: 0, columns: 0, rows: 0)
  /// The row of the status line: the last.
  package let statusRow: Int

  /// The insides of the inspector's panes; none without it.
  package var inspectorPanes: [CellArea] { inspector?.panes ?? [] }

  /// Divides the window of `state`.
  package init(_ state: StudioState) {
    let size = state.size
    statusRow = size.rows - 1
    isTooSmall = size.columns < Layout.least.columns || size.rows < Layout.least.rows
    guard !isTooSmall else { return }
    let promptRows = size.rows >= 40 ? 3 : 2
    prompt = CellArea(
      column: 1, row: size.rows - 2 - promptRows, columns: size.columns - 2, rows: promptRows)
    let top = CellArea(column: 1, row: 1, columns: size.columns - 2, rows: prompt.row - 2)
    let side = state.isZoomed ? 0 : Layout.leastSide(state)
    let room = top.columns - (state.isZoomed ? 0 : side + 1)
    let words = state.stage == .picture ? AnswerView.rows(state, columns: room - 2) : 0
    let square = Layout.square(in: room, top.rows - words, state)
    preview = top
    preview.columns =
      state.isZoomed || Layout.isWide(state.stage)
      ? room : max(square.columns + 2, top.columns - 1 - Layout.mostSide)
    preview.columns = min(preview.columns, room)
    var upper = preview
    upper.rows -= words
    picture = upper.centered(columns: square.columns, rows: square.rows)
    answer = CellArea(
      column: preview.column + 1, row: picture.endRow, columns: preview.columns - 2, rows: words)
    guard !state.isZoomed else { return }
    divideSide(
      CellArea(
        column: preview.endColumn + 1, row: 1, columns: top.endColumn - preview.endColumn - 1,
        rows: top.rows), state)
  }

  /// Beyond this the side column only holds blanks.
  private static let mostSide = 64

  /// Whether several pictures are shown, which want room.
  private static func isWide(_ stage: Stage) -> Bool {
    stage == .sheet || stage.contrast?.way == .beside
  }

  /// Several pictures have all the room that the side column can spare.
  private static func leastSide(_ state: StudioState) -> Int {
    if isWide(state.stage) { return 28 }
    return state.size.columns >= 100 ? 44 : state.size.columns >= 80 ? 36 : 28
  }

  /// The largest square of pixels in an area of cells, by whole factors of the picture's side.
  private static func square(in columns: Int, _ rows: Int, _ state: StudioState) -> (
    columns: Int, rows: Int
  ) {
    let cell = state.capabilities.cell
    let pixels = min(columns * cell.width, rows * cell.height)
    let side = state.facts?.imageSide ?? 128
    let factor = state.capabilities.pictureMode.drawsPixels ? pixels / side : 0
    let target = factor > 0 ? factor * side : pixels
    return (
      min((target + cell.width - 1) / cell.width, columns),
      min((target + cell.height - 1) / cell.height, rows)
    )
  }

  private mutating func divideSide(_ side: CellArea, _ state: StudioState) {
    if state.inspection != nil {
      inspector = InspectorLayout(side)
      return
    }
    let wanted = Knob.shown(in: state.settings).count
    let compared = state.pinned != nil && side.rows >= wanted + 8 ? 2 : 0
    let rest = side.rows - (compared > 0 ? compared + 1 : 0) - 1
    knobs = side
    knobs.rows = min(wanted, rest - 3)
    comparison = side
    comparison.row = knobs.endRow + 1
    comparison.rows = compared
    history = side
    history.row = compared > 0 ? comparison.endRow + 1 : comparison.row
    history.rows = side.endRow - history.row
  }
}
