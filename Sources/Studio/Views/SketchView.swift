import Imaging
import Terminal
import Tokens

/// A drawing by hand in the picture's place, with what it has come to in the lower border.
enum SketchView {
  static func draw(
    on canvas: inout Canvas, _ layout: Layout, _ state: StudioState, _ glyphs: Glyphs
  ) {
    guard let form = state.form, let sketch = form.sketch,
      form.task.slots.indices.contains(sketch.slot)
    else { return }
    let pane = layout.preview
    let place = SketchPlace(layout, sketch, state.capabilities)
    canvas.caption(
      glyphs.fitted(title(sketch, form.task.slots[sketch.slot]), columns: pane.columns - 4),
      of: pane, row: pane.row - 1, style: state.theme[.title])
    canvas.caption(
      glyphs.fitted(foot(sketch), columns: pane.columns - 4), of: pane, row: pane.endRow,
      style: state.theme[.muted])
    let painter = SketchPainter(
      sketch, place, ground: sketch.tool == .mask ? form.source?.image : nil,
      codes: state.facts?.gridSide ?? sketch.side)
    canvas.place(
      PlacedPicture(
        painter.image, in: layout.picture, background: state.theme.ground(of: state.capabilities),
        isLive: sketch.isDragging))
    guard !state.capabilities.pictureMode.drawsPixels else { return }
    drawCells(on: &canvas, sketch, place, state)
  }

  /// Where a picture is made of cells, names, masks and the cursor are too.
  private static func drawCells(
    on canvas: inout Canvas, _ sketch: Sketch, _ place: SketchPlace, _ state: StudioState
  ) {
    if state.capabilities.pictureMode == .shades { drawMask(on: &canvas, sketch, place, state) }
    for box in sketch.content.boxes {
      let cell = place.cell(of: box.from)
      canvas.write(
        box.name, column: cell.column, row: cell.row, style: state.theme[.badge],
        limit: place.area.endColumn - cell.column)
    }
    let cell = place.cell(of: sketch.cursor)
    canvas.cursor = Canvas.Cursor(column: cell.column, row: cell.row)
  }

  /// Without colours the codes of a mask are letters: `#` where it is painted, `+` where it is not and
  /// yet drawn again.
  private static func drawMask(
    on canvas: inout Canvas, _ sketch: Sketch, _ place: SketchPlace, _ state: StudioState
  ) {
    guard sketch.tool == .mask, let area = sketch.area else { return }
    for row in place.area.row..<place.area.endRow {
      for column in place.area.column..<place.area.endColumn {
        let point = place.nearest(CellPosition(column: column, row: row))
        let isInside =
          (area.x..<area.x + area.width).contains(point.x)
          && (area.y..<area.y + area.height).contains(point.y)
        guard isInside else { continue }
        let isPainted = sketch.content.marks.contains(point)
        canvas.write(
          isPainted ? "#" : "+", column: column, row: row, style: state.theme[.tokenCursor])
      }
    }
  }

  /// `“condition”, pen down`.
  private static func title(_ sketch: Sketch, _ slot: TaskTemplate.Slot) -> String {
    let place = sketch.isPenDown ? "down" : "up"
    return sketch.tool == .boxes
      ? "“\(slot.name)”" : "“\(slot.name)”, \(sketch.isErasing ? "eraser" : "pen") \(place)"
  }

  /// What the drawing has come to.
  private static func foot(_ sketch: Sketch) -> String {
    switch sketch.tool {
    case .scribble: return sketch.content.isEmpty ? "black on white; or drag the mouse" : ""
    case .mask:
      guard let area = sketch.area else { return "the rectangle around it counts" }
      let count = area.width * area.height
      let rest = count - sketch.content.marks.count
      let also = rest > 0 ? ", \(rest) unpainted" : ""
      return "\(area.width) × \(area.height) codes again\(also)"
    case .boxes:
      guard let chosen = sketch.chosen, sketch.anchor == nil else {
        return sketch.anchor == nil ? "two corners, or drag the mouse" : "the other corner"
      }
      return sketch.content.boxes[chosen].text(side: sketch.side)
    }
  }
}
