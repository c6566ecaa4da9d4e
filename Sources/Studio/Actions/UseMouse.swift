import History
import Terminal

/// Clicks and the wheel: whatever they do, a key does too.
extension StudioState {
  /// Obeys the mouse.
  mutating func use(_ mouse: MouseEvent) -> [Effect] {
    guard preferences.mouse else { return [] }
    if popup == nil, form?.sketch != nil { return draw(with: mouse) }
    switch mouse.action {
    case .wheelUp: return turnWheel(-1, at: mouse.position)
    case .wheelDown: return turnWheel(1, at: mouse.position)
    case .press: return click(mouse.position)
    case .middlePress, .rightPress, .drag, .rightDrag, .release: return []
    }
  }

  private mutating func click(_ place: CellPosition) -> [Effect] {
    if popup != nil { return clickPopup(place) }
    let layout = Layout(self)
    if layout.prompt.contains(place) { return clickPrompt(place, layout) }
    if let pane = layout.inspector?.alternatives, pane.contains(place) {
      _ = leavePrompt()
      return clickAlternative(place, pane)
    }
    guard layout.hasPane(at: place) else { return [] }
    _ = leavePrompt()
    if layout.knobs.contains(place), let knob = knob(at: place, layout) {
      activeKnob = knob
    } else if layout.history.contains(place) {
      return clickHistory(place, layout)
    } else if layout.preview.contains(place) {
      return clickStage(place, layout)
    }
    return []
  }

  /// A click on a row chooses it, a second one takes it; one beside a list or a text to read leaves it.
  private mutating func clickPopup(_ place: CellPosition) -> [Effect] {
    switch popup {
    case .help, .details, .difference: return press(Key(.escape))
    default: break
    }
    switch ListView.open(in: self)?.place(at: place, on: CellArea(size)) {
    case .row(fromChosen: 0): return press(Key(.enter))
    case .row(let steps):
      return (0..<abs(steps)).flatMap { _ in press(Key(steps > 0 ? .down : .up)) }
    case .outside: return press(Key(.escape))
    case .frame, nil: return []
    }
  }

  /// A wheel turns the knob under it, scrolls what lies under it, or the list over everything.
  private mutating func turnWheel(_ steps: Int, at place: CellPosition) -> [Effect] {
    if popup != nil { return press(Key(steps > 0 ? .down : .up)) }
    let layout = Layout(self)
    if layout.knobs.contains(place), let knob = knob(at: place, layout) {
      activeKnob = knob
      return turn(knob, by: -steps, fine: false)
    }
    if layout.history.contains(place) { return look(by: steps) }
    guard layout.preview.contains(place) else { return [] }
    switch stage {
    case .gallery: return moveInGallery(.rows(steps))
    case .sheet: return moveTile(steps > 0 ? .right : .left)
    case .picture where isZoomed: return enlarge(by: -steps)
    default: return []
    }
  }

  private mutating func clickPrompt(_ place: CellPosition, _ layout: Layout) -> [Effect] {
    guard stage == .picture else { return [] }
    mode = .write
    search.isTyping = false
    completion = nil
    let lines = PromptLines(layout.prompt, self).lines
    guard let line = lines.last(where: { $0.words.row <= place.row }),
      writtenFields.contains(line.field)
    else { return [] }
    let (area, first) = (line.words, firstRow(of: line.field, in: line.words))
    field = line.field
    let row = min(first + place.row - area.row, editor.rows(columns: area.columns).count - 1)
    editor.move(toRow: row, column: max(0, place.column - area.column), area.columns)
    return []
  }

  private func knob(at place: CellPosition, _ layout: Layout) -> Knob? {
    let knobs = Knob.shown(in: settings)
    let at = knobs.firstIndex(of: activeKnob) ?? 0
    let first = KnobsView.first(at, of: knobs.count, rows: layout.knobs.rows)
    let row = first + place.row - layout.knobs.row
    return knobs.indices.contains(row) ? knobs[row] : nil
  }

  private mutating func clickHistory(_ place: CellPosition, _ layout: Layout) -> [Effect] {
    var pane = layout.history
    if HistoryView.showsSearch(self) {
      if place.row == pane.row { return beginSearch() }
      (pane.row, pane.rows) = (pane.row + 1, pane.rows - 1)
    }
    guard let history else { return [] }
    let row = HistoryView.first(self, rows: pane.rows) + place.row - pane.row
    guard history.lines.indices.contains(row) else { return [] }
    guard writing == nil || stage != .picture else {
      return refuse("a picture is being written; Ctrl-C stops it")
    }
    return look(at: history.lines[row].run.id)
  }
}

extension Layout {
  /// Whether a cell lies in a pane above the prompt.
  fileprivate func hasPane(at place: CellPosition) -> Bool {
    [preview, knobs, comparison, history].contains { $0.contains(place) }
  }
}
