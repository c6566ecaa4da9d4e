import Imaging
import Terminal
import Tokens

/// The picture with the token cursor in it, and beside it what the model thought there.
enum InspectionView {
  static func draw(
    on canvas: inout Canvas, _ layout: Layout, _ inspection: Inspection, _ state: StudioState,
    _ glyphs: Glyphs
  ) {
    drawPicture(on: &canvas, layout, inspection, state, glyphs)
    guard let panes = layout.inspector else { return }
    TokenNumbersView.draw(on: &canvas, panes.numbers, inspection, state, glyphs)
    AlternativesView.draw(on: &canvas, panes.alternatives, inspection, state, glyphs)
    OnwardView.draw(on: &canvas, panes.onward, inspection, state, glyphs)
  }

  private static func drawPicture(
    on canvas: inout Canvas, _ layout: Layout, _ inspection: Inspection, _ state: StudioState,
    _ glyphs: Glyphs
  ) {
    let pane = layout.preview
    let picture = inspection.picture
    let name = picture.run.map { "#\($0.rawValue)" } ?? "new"
    canvas.caption(
      glyphs.fitted("rewind \(name): \(picture.request.prompt)", columns: pane.columns - 4),
      of: pane, row: pane.row - 1, style: state.theme[.title])
    let image = image(of: inspection, state)
    let placed = PlacedPicture(
      image, in: layout.picture, background: state.theme.ground(of: state.capabilities),
      isLive: !inspection.hasRested)
    canvas.place(placed)
    drawBrackets(on: &canvas, state.capabilities.fit(placed).area, inspection, state)
    drawFoot(on: &canvas, pane, inspection, state, glyphs)
  }

  /// The picture with the alternative in place, the heat map over it and the cursor on top.
  private static func image(of inspection: Inspection, _ state: StudioState) -> Image {
    let swapped = inspection.choice.flatMap { inspection.imagined[$0.code] }
    guard var image = swapped ?? inspection.picture.image, let side = state.facts?.gridSide else {
      return PreviewView.blank
    }
    if let tokens = inspection.tokens, let scale = HeatScale(inspection.heatMap, of: tokens) {
      image = image.tinted(
        tokens.map { state.theme.pixel(scale.gradient, at: scale.share(of: $0)) }, side: side)
    }
    return image.framed(
      at: inspection.position, side: side, color: cursorColor(state.theme),
      thickness: thickness(image, state))
  }

  /// The theme's own colour of the cursor where it is bright enough beside black, else white.
  private static func cursorColor(_ theme: Theme) -> Image.Color {
    if case .rgb(let color) = theme[.tokenCursor].background, color.luminance > 0.5 { return color }
    return .white
  }

  /// A pixel, or as many as the smallest dot of the screen shows of the picture.
  private static func thickness(_ image: Image, _ state: StudioState) -> Int {
    guard state.capabilities.pictureMode != .sixel else { return 1 }
    let area = Layout(state).picture
    return max(1, (image.width + area.columns - 1) / max(area.columns, 1) / 2)
  }

  /// Where a picture is made of characters, the cursor is too.
  private static func drawBrackets(
    on canvas: inout Canvas, _ area: CellArea, _ inspection: Inspection, _ state: StudioState
  ) {
    guard state.capabilities.pictureMode == .shades, let side = state.facts?.gridSide else {
      return
    }
    let (x, y) = (inspection.position % side, inspection.position / side)
    let row = area.row + (2 * y + 1) * area.rows / (2 * side)
    let left = area.column + x * area.columns / side
    let right = area.column + (x + 1) * area.columns / side - 1
    let style = state.theme[.tokenCursor]
    canvas.write("[", column: left, row: row, style: style)
    if right > left { canvas.write("]", column: right, row: row, style: style) }
  }

  /// The legend of the heat map: its ends in numbers and the colours between them.
  private static func drawFoot(
    on canvas: inout Canvas, _ pane: CellArea, _ inspection: Inspection, _ state: StudioState,
    _ glyphs: Glyphs
  ) {
    let theme = state.theme
    guard let scale = HeatScale(inspection.heatMap, of: inspection.tokens) else {
      let text = inspection.tokens == nil ? "looking at the tokens" : "H heat map"
      canvas.caption(text, of: pane, row: pane.endRow, style: theme[.muted])
      return
    }
    var column = pane.column + 1
    let ends = scale.ends
    column += canvas.write(
      " \(scale.map.rawValue) \(ends.low) ", column: column, row: pane.endRow,
      style: theme[.text])
    let steps = min(12, max(pane.columns - 30, 4))
    for step in 0..<steps {
      var style = theme[.text]
      style.foreground = theme.gradient(scale.gradient, at: Float(step) / Float(steps - 1))
      canvas.write(glyphs.block, column: column + step, row: pane.endRow, style: style)
    }
    canvas.write(
      " \(ends.high) ", column: column + steps, row: pane.endRow, style: theme[.text])
  }
}
