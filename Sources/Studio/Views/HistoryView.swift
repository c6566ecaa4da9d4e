import History
import Terminal

/// The runs that the search leaves, one a row, what was taken from another below it.
enum HistoryView {
  static func draw(
    on canvas: inout Canvas, _ layout: Layout, _ state: StudioState, _ glyphs: Glyphs
  ) {
    var pane = layout.history
    guard !pane.isEmpty else { return }
    let theme = state.theme
    canvas.caption(title(state), of: pane, row: pane.row - 1, style: theme[.title])
    if showsSearch(state) {
      SearchView.draw(on: &canvas, pane, state, glyphs)
      (pane.row, pane.rows) = (pane.row + 1, pane.rows - 1)
    }
    guard let history = state.history, !history.isEmpty else {
      canvas.write(
        empty(state), column: pane.column + 2, row: pane.row, style: theme[.muted],
        limit: pane.columns - 3)
      return
    }
    let first = first(state, rows: pane.rows)
    for (row, branch) in history.lines.dropFirst(first).prefix(pane.rows).enumerated() {
      var line = pane
      (line.row, line.rows) = (pane.row + row, 1)
      draw(branch, on: &canvas, line, state, glyphs)
    }
  }

  /// Whether the first row is the search line.
  static func showsSearch(_ state: StudioState) -> Bool {
    state.search.isTyping || !state.search.words.text.isEmpty
  }

  /// The first line that is shown, with the cursor in the middle where that goes.
  static func first(_ state: StudioState, rows: Int) -> Int {
    guard let history = state.history else { return 0 }
    let at = state.here.flatMap { history.place(of: $0) } ?? 0
    return min(max(0, at - rows / 2), max(0, history.lines.count - rows))
  }

  /// `history  216  kept 31`, or how many a search finds.
  private static func title(_ state: StudioState) -> String {
    let search = state.search
    guard !search.isPlain else { return "history  \(state.counts.all)  kept \(state.counts.kept)" }
    let found =
      search.matches.map { "\($0) of \(state.counts.all)" }
      ?? (search.isRefused ? "as before" : "searching")
    return search.filter == .all ? "history  \(found)" : "\(search.filter.rawValue)  \(found)"
  }

  private static func empty(_ state: StudioState) -> String {
    guard state.history != nil else { return "reading" }
    return state.search.isPlain ? "nothing yet" : "nothing fits; Esc shows everything"
  }

  private static func draw(
    _ branch: RunBranch, on canvas: inout Canvas, _ line: CellArea, _ state: StudioState,
    _ glyphs: Glyphs
  ) {
    let run = branch.run
    let theme = state.theme
    let isHere = run.id == state.here
    let isSelected = isHere && (state.selected != nil || state.context == .gallery)
    let style = isSelected ? theme[.selected] : theme[run.role]
    if isSelected { canvas.fill(line, with: style) }
    let isPinned = state.pinned?.run == run.id
    canvas.write(
      isHere ? glyphs.active : isPinned ? "A" : " ", column: line.column, row: line.row,
      style: isPinned && !isSelected ? theme[.pinA] : style)
    let note = note(of: run, state)
    let noteColumn = line.endColumn - 1 - CellWidth.of(note)
    let label = glyphs.branch(branch) + run.label(glyphs)
    let used = canvas.write(
      label, column: line.column + 2, row: line.row, style: style, limit: line.columns - 4)
    let words = line.column + max(line.columns < narrow ? 7 : 11, used + 3)
    canvas.write(
      glyphs.fitted(run.words, columns: noteColumn - words - 1), column: words, row: line.row,
      style: style)
    canvas.write(
      note, column: noteColumn, row: line.row, style: isSelected ? style : theme[.muted])
  }

  /// Beside a sheet there is less room for labels than for words.
  private static let narrow = 36

  /// What sets it apart: how far it got, or how it was guided.
  private static func note(of run: RunSummary, _ state: StudioState) -> String {
    switch run.state {
    case .partial: "partial \(run.written * 100 / max(run.codeCount, 1))%"
    case .pending: "writing"
    case .finished: state.knobNotes[run.id] ?? ""
    }
  }
}

extension RunSummary {
  /// The colour of its line.
  var role: ColorRole {
    switch verdict {
    case .draft: .badge
    case .undecided: .text
    case .kept: .kept
    case .tossed: .tossed
    }
  }

  /// `#216 k5*`: number, what was decided, rating, whether it is a favourite.
  func label(_ glyphs: Glyphs) -> String {
    if verdict == .draft { return "draft" }
    let mark = verdict == .kept ? "k" : verdict == .tossed ? "x" : ""
    let rating = rating.map { "\($0)" } ?? ""
    return "#\(id.rawValue) \(mark)\(rating)\(isFavourite ? glyphs.favourite : "")"
  }

  /// What it is called: the title its user gave it, else its words.
  var words: String { title.isEmpty ? answer.isEmpty ? prompt : answered : title }
}

extension Glyphs {
  /// The stems before a run that stands under another.
  func branch(_ branch: RunBranch) -> String {
    guard branch.depth > 0 else { return "" }
    let indent = String(repeating: "   ", count: min(branch.depth, Glyphs.deepest) - 1)
    return indent + (branch.isLast ? lastStem : stem)
  }

  /// Deeper families are drawn no further to the right, so that words stay readable.
  private static let deepest = 3
}
