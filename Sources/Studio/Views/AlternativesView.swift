import Foundation
import Imaging
import Terminal
import Tokens

/// The ten best other codes at the cursor, each as the part of the picture that it would make.
enum AlternativesView {
  static func draw(
    on canvas: inout Canvas, _ pane: CellArea, _ inspection: Inspection, _ state: StudioState,
    _ glyphs: Glyphs
  ) {
    canvas.caption("alternatives", of: pane, row: pane.row - 1, style: state.theme[.title])
    guard let token = inspection.token, pane.rows >= 2 else { return }
    let grid = PatchGrid(pane, cell: state.capabilities.pixelsOfCell)
    for (number, alternative) in token.alternatives.enumerated() {
      let area = grid.patch(number)
      drawPatch(alternative, on: &canvas, area, inspection, state, glyphs)
      drawLabel(alternative, number, on: &canvas, area, inspection, state)
    }
  }

  private static func drawPatch(
    _ alternative: TokenInspection.Alternative, on canvas: inout Canvas, _ area: CellArea,
    _ inspection: Inspection, _ state: StudioState, _ glyphs: Glyphs
  ) {
    // The code with half of each neighbour: more of them would make it smaller.
    guard !area.isEmpty, let side = state.facts?.gridSide else { return }
    guard let image = inspection.imagined[alternative.code] else {
      let dot = area.centered(columns: CellWidth.of(glyphs.ellipsis), rows: 1)
      canvas.write(
        glyphs.ellipsis, column: dot.column, row: dot.row, style: state.theme[.muted],
        limit: area.columns)
      return
    }
    let patch = image.patch(
      at: inspection.position, side: side, width: 2 * image.width / side)
    canvas.place(
      PlacedPicture(patch, in: area, background: state.theme.ground(of: state.capabilities)))
  }

  /// `3 8.1%`, dim where the knobs of that place rule the code out.
  private static func drawLabel(
    _ alternative: TokenInspection.Alternative, _ number: Int, on canvas: inout Canvas,
    _ area: CellArea, _ inspection: Inspection, _ state: StudioState
  ) {
    let isChosen = inspection.alternative == number
    let digit = "\((number + 1) % 10)"
    let text = "\(digit) \(percent(alternative.probability))"
    let short = CellWidth.of(text) <= area.columns ? text : digit
    let place = area.centered(columns: CellWidth.of(short), rows: 1)
    let role: ColorRole =
      isChosen ? .selected : alternative.exclusion == nil ? .text : .muted
    canvas.write(
      short, column: place.column, row: area.endRow, style: state.theme[role],
      limit: max(area.columns, 1))
  }

  /// Two digits are enough beside a picture.
  private static func percent(_ share: Float) -> String {
    let percent = Double(share) * 100
    if percent >= 9.95 { return "\(Int(percent.rounded()))%" }
    return percent >= 0.05 ? String(format: "%.1f%%", percent) : "<.1%"
  }
}
