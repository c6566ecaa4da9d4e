import History
import Terminal
import Tokens

/// The newest runs, one a row.
enum HistoryView {
  static func draw(
    on canvas: inout Canvas, _ layout: Layout, _ state: StudioState, _ glyphs: Glyphs
  ) {
    let pane = layout.history
    guard !pane.isEmpty else { return }
    let theme = state.theme
    let counts = "history  \(state.counts.all)  kept \(state.counts.kept)"
    canvas.caption(counts, of: pane, row: pane.row - 1, style: theme[.title])
    guard let history = state.history, !history.isEmpty else {
      let text = state.history == nil ? "reading" : "nothing yet"
      canvas.write(text, column: pane.column + 2, row: pane.row, style: theme[.muted])
      return
    }
    let here = state.selected ?? state.shown?.run
    let at = history.firstIndex { $0.id == here } ?? 0
    let first = min(max(0, at - pane.rows / 2), max(0, history.count - pane.rows))
    for (row, entry) in history.dropFirst(first).prefix(pane.rows).enumerated() {
      var line = pane
      (line.row, line.rows) = (pane.row + row, 1)
      draw(entry, on: &canvas, line, isHere: entry.id == here, state, glyphs)
    }
  }

  private static func draw(
    _ entry: HistoryEntry, on canvas: inout Canvas, _ line: CellArea, isHere: Bool,
    _ state: StudioState, _ glyphs: Glyphs
  ) {
    let theme = state.theme
    let isSelected = isHere && state.selected != nil
    let style = isSelected ? theme[.selected] : theme[role(of: entry.run)]
    if isSelected { canvas.fill(line, with: style) }
    let isPinned = state.pinned?.run == entry.id
    canvas.write(
      isHere ? glyphs.active : isPinned ? "A" : " ", column: line.column, row: line.row,
      style: isPinned && !isSelected ? theme[.pinA] : style)
    let note = note(of: entry)
    let noteColumn = line.endColumn - 1 - CellWidth.of(note)
    canvas.write(label(of: entry.run), column: line.column + 2, row: line.row, style: style)
    canvas.write(
      glyphs.fitted(entry.run.prompt, columns: noteColumn - line.column - 12),
      column: line.column + 11, row: line.row, style: style)
    canvas.write(
      note, column: noteColumn, row: line.row, style: isSelected ? style : theme[.muted])
  }

  private static func role(of run: Run) -> ColorRole {
    switch run.verdict {
    case .draft: .badge
    case .undecided: .text
    case .kept: .kept
    case .tossed: .tossed
    }
  }

  /// `#216 k5`: number, what was decided, rating.
  private static func label(of run: Run) -> String {
    if run.verdict == .draft { return "draft" }
    let mark = run.verdict == .kept ? "k" : run.verdict == .tossed ? "x" : ""
    let rating = run.rating.map { "\($0)" } ?? ""
    return "#\(run.id.rawValue) \(mark)\(rating)"
  }

  /// What sets it apart: how far it got, or how it was guided.
  private static func note(of entry: HistoryEntry) -> String {
    let run = entry.run
    switch run.state {
    case .partial: return "partial \(run.codes.count * 100 / max(run.codeCount, 1))%"
    case .pending: return "writing"
    case .finished: break
    }
    guard let request = entry.request else { return "" }
    let settings = DrawSettings(knobs: entry.changes.last?.knobs ?? request.knobs)
    let knob = settings.contrast == nil ? Knob.guidance : Knob.contrastive
    return "\(knob.title) \(knob.text(in: settings))\(entry.steering.isEmpty ? "" : "*")"
  }
}
