package import Terminal

/// The whole screen as a function of the state.
package enum StudioView {
  /// Draws the state.
  package static func draw(_ state: StudioState) -> Canvas {
    var canvas = Canvas(size: state.size, style: state.theme[.background])
    let layout = Layout(state)
    guard !layout.isTooSmall else {
      apologize(on: &canvas, state)
      return canvas
    }
    let glyphs = Glyphs(isUnicode: state.capabilities.isUnicode)
    drawFrame(on: &canvas, layout, state)
    switch state.stage {
    case _ where state.form?.sketch != nil: SketchView.draw(on: &canvas, layout, state, glyphs)
    case .picture: PreviewView.draw(on: &canvas, layout, state, glyphs)
    case .inspection(let inspection):
      InspectionView.draw(on: &canvas, layout, inspection, state, glyphs)
    case .gallery(let gallery): GalleryView.draw(on: &canvas, layout, state, gallery, glyphs)
    case .contrast: ContrastView.draw(on: &canvas, layout, state, glyphs)
    case .documents: DocumentsView.draw(on: &canvas, layout, state, glyphs)
    case .sheet: SheetView.draw(on: &canvas, layout, state, glyphs)
    }
    KnobsView.draw(on: &canvas, layout, state, glyphs)
    ComparisonView.draw(on: &canvas, layout, state, glyphs)
    HistoryView.draw(on: &canvas, layout, state, glyphs)
    PromptView.draw(on: &canvas, layout, state)
    CompletionView.draw(on: &canvas, layout, state)
    StatusView.draw(on: &canvas, layout, state, glyphs)
    HelpView.draw(on: &canvas, state)
    DetailsView.draw(on: &canvas, state)
    LineView.draw(on: &canvas, state)
    ListView.open(in: state)?.draw(on: &canvas, state)
    KnobEditorView.draw(on: &canvas, state)
    SheetFormView.draw(on: &canvas, state)
    return canvas
  }

  private static func drawFrame(
    on canvas: inout Canvas, _ layout: Layout, _ state: StudioState
  ) {
    var frame = Frame()
    let panes = [layout.preview, layout.knobs, layout.comparison, layout.history, layout.prompt]
    for inside in panes + (layout.inspector?.panes ?? []) {
      frame.surround(inside)
    }
    frame.draw(
      on: &canvas, style: state.theme[.border], isUnicode: state.capabilities.isUnicode)
  }

  /// One sentence where nothing else fits; it is broken at the window's edge.
  private static func apologize(on canvas: inout Canvas, _ state: StudioState) {
    let least = Layout.least
    let sentence = PromptEditor(
      "leon needs a window of \(least.columns)x\(least.rows); "
        + "this one has \(state.size.columns)x\(state.size.rows)")
    let rows = sentence.rows(columns: state.size.columns)
    for (row, range) in rows.enumerated() {
      canvas.write(
        String(sentence.characters[range]), column: 0, row: row, style: state.theme[.text])
    }
  }
}
