import Imaging
import Terminal
import Tokens

/// A and B together in the picture's place: their difference, a wipe, or both side by side.
enum ContrastView {
  static func draw(
    on canvas: inout Canvas, _ layout: Layout, _ state: StudioState, _ glyphs: Glyphs
  ) {
    guard let contrast = state.stage.contrast, let a = state.pinned, let b = state.opposite,
      let before = a.image, let after = b.image, before.width == after.width,
      before.height == after.height
    else { return }
    switch contrast.way {
    case .difference:
      let cells = differing(a, b)
      let side = state.facts?.gridSide ?? 1
      place(
        before.difference(from: after, outlining: cells, side: side), on: &canvas, layout, state)
      title("difference of A and B, four times", on: &canvas, layout, state)
      foot(ComparisonView.codes(a, b), on: &canvas, layout, state)
    case .wipe:
      let line = before.width * contrast.line / Contrast.parts
      place(before.wiped(with: after, at: line), on: &canvas, layout, state)
      title("A left, B right; arrows move the line", on: &canvas, layout, state)
    case .beside: drawBeside(before, after, on: &canvas, layout, state)
    }
  }

  /// The codes that both have and that differ.
  static func differing(_ a: Picture, _ b: Picture) -> [Bool] {
    zip(a.codes, b.codes).map { $0 != $1 }
  }

  private static func place(
    _ image: Image, on canvas: inout Canvas, _ layout: Layout, _ state: StudioState
  ) {
    let isLive = state.writing != nil && state.writing?.order.job == state.opposite?.job
    canvas.place(
      PlacedPicture(
        image, in: layout.picture, background: state.theme.ground(of: state.capabilities),
        isLive: isLive))
  }

  private static func title(
    _ text: String, on canvas: inout Canvas, _ layout: Layout, _ state: StudioState
  ) {
    let pane = layout.preview
    canvas.caption(text, of: pane, row: pane.row - 1, style: state.theme[.title])
  }

  private static func foot(
    _ text: String, on canvas: inout Canvas, _ layout: Layout, _ state: StudioState
  ) {
    let pane = layout.preview
    canvas.caption(text, of: pane, row: pane.endRow, style: state.theme[.muted])
  }

  private static func drawBeside(
    _ a: Image, _ b: Image, on canvas: inout Canvas, _ layout: Layout, _ state: StudioState
  ) {
    let pane = layout.preview
    var half = pane
    half.columns = (pane.columns - 1) / 2
    for (image, name, role) in [(a, "A", ColorRole.pinA), (b, "B", .pinB)] {
      canvas.place(
        PlacedPicture(image, in: half, background: state.theme.ground(of: state.capabilities)))
      canvas.caption(name, of: half, row: pane.row - 1, style: state.theme[role])
      half.column += half.columns + 1
    }
  }
}
