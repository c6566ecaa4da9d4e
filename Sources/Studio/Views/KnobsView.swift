import Terminal

/// The knobs: what each is set to, what it was in the picture shown, and a bar between its ends.
enum KnobsView {
  static func draw(
    on canvas: inout Canvas, _ layout: Layout, _ state: StudioState, _ glyphs: Glyphs
  ) {
    let pane = layout.knobs
    guard !pane.isEmpty else { return }
    canvas.caption("knobs", of: pane, row: pane.row - 1, style: state.theme[.title])
    let knobs = Knob.shown(in: state.settings)
    let at = knobs.firstIndex(of: state.activeKnob) ?? 0
    let first = first(at, of: knobs.count, rows: pane.rows)
    for (row, knob) in knobs.dropFirst(first).prefix(pane.rows).enumerated() {
      var line = pane
      (line.row, line.rows) = (pane.row + row, 1)
      draw(knob, on: &canvas, line, state, glyphs)
    }
  }

  /// The first knob that is shown, so that the chosen one is.
  static func first(_ at: Int, of count: Int, rows: Int) -> Int {
    min(max(0, at - rows + 1), max(0, count - rows))
  }

  private static func draw(
    _ knob: Knob, on canvas: inout Canvas, _ line: CellArea, _ state: StudioState,
    _ glyphs: Glyphs
  ) {
    let theme = state.theme
    let settings = state.settings
    let isActive = knob == state.activeKnob && state.mode == .browse
    let before = shownText(knob, state)
    let text = knob.text(in: settings)
    let style = theme[isActive ? .selected : before == nil ? .text : .sliderChanged]
    if isActive { canvas.fill(line, with: style) }
    canvas.write(
      knob == state.activeKnob ? glyphs.active : " ", column: line.column, row: line.row,
      style: style)
    if let defaults = state.usualKnobs, knob.isChanged(in: settings, from: defaults) {
      let mark = isActive ? style : theme[.sliderChanged]
      canvas.write(glyphs.changed, column: line.column + 1, row: line.row, style: mark)
    }
    canvas.write(knob.title, column: line.column + 2, row: line.row, style: style)
    canvas.write(text, column: line.column + 15, row: line.row, style: style)
    var end = line.column + 15 + CellWidth.of(text)
    let barColumn = max(line.column + 22, end + 1)
    if let course = knob.course(in: settings, count: 10), barColumn + 10 < line.endColumn {
      canvas.write(
        glyphs.sparkline(course), column: barColumn, row: line.row,
        style: isActive ? style : theme[.sliderFill])
      end = barColumn + 10
    } else if let level = knob.level(in: settings), barColumn == line.column + 22,
      line.columns >= 34
    {
      drawBar(level, on: &canvas, barColumn, line, isActive ? style : nil, theme, glyphs)
      end = barColumn + 10
    }
    if let before, line.endColumn - end > CellWidth.of(before) + 5 {
      canvas.write("was \(before)", column: end + 1, row: line.row, style: style)
    }
  }

  private static func drawBar(
    _ level: Float, on canvas: inout Canvas, _ column: Int, _ line: CellArea, _ style: Style?,
    _ theme: Theme, _ glyphs: Glyphs
  ) {
    let bar = glyphs.bar(level, columns: 10)
    let used = canvas.write(
      bar.full, column: column, row: line.row, style: style ?? theme[.sliderFill])
    canvas.write(
      bar.empty, column: column + used, row: line.row, style: style ?? theme[.sliderEmpty])
  }

  /// What the knob was in the picture shown, where that differs.
  private static func shownText(_ knob: Knob, _ state: StudioState) -> String? {
    guard let picture = state.shown, knob != .turning, state.shownAnswer == nil else { return nil }
    var settings = state.settings
    settings.knobs = picture.knobs
    settings.seed = picture.seed
    settings.variationSeed = picture.request.variationSeed
    settings.documents.count = picture.request.documents.count
    let text = knob.text(in: settings)
    return text == knob.text(in: state.settings) || text.isEmpty ? nil : text
  }
}
