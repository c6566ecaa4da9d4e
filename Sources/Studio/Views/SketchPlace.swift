package import Terminal

/// Where the points of a drawing by hand lie on the screen: a square of pixels in the middle of the
/// picture's cells, a whole number of them for each point where there are enough.
package struct SketchPlace: Hashable, Sendable {
  /// Pixels of the square, along a side.
  package let pixels: Int
  /// The cells that it covers, some perhaps in part.
  package let area: CellArea
  /// Whether the screen shows pixels rather than a colour or two a cell.
  let drawsPixels: Bool
  /// Points in a row of the drawing.
  private let points: Int
  private let cell: PixelSize

  /// Finds the place in a window.
  package init(_ layout: Layout, _ sketch: Sketch, _ capabilities: TerminalCapabilities) {
    // A picture of one pixel becomes the largest square that there is room for.
    let room = capabilities.fit(PlacedPicture(PreviewView.blank, in: layout.picture)).size.width
    points = sketch.side
    drawsPixels = capabilities.pictureMode.drawsPixels
    pixels = room >= points ? room / points * points : max(1, room)
    cell = capabilities.pixelsOfCell
    area = layout.picture.centered(
      columns: (pixels + cell.width - 1) / cell.width,
      rows: (pixels + cell.height - 1) / cell.height)
  }

  /// The point at a place of a cell, its middle unless told; nil beside the drawing.
  package func point(
    at position: CellPosition, _ within: MouseEvent.Within = .init(x: 0.5, y: 0.5)
  ) -> SketchPoint? {
    area.contains(position) ? nearest(position, within) : nil
  }

  /// The point that is nearest to a place of a cell.
  package func nearest(
    _ position: CellPosition, _ within: MouseEvent.Within = .init(x: 0.5, y: 0.5)
  ) -> SketchPoint {
    SketchPoint(
      x: point(position.column - area.column, within.x, cell.width, left),
      y: point(position.row - area.row, within.y, cell.height, top))
  }

  /// The cell of a point's middle.
  package func cell(of point: SketchPoint) -> CellPosition {
    CellPosition(
      column: area.column + (middle(point.x) + left) / cell.width,
      row: area.row + (middle(point.y) + top) / cell.height)
  }

  /// The pixels of a point along an axis, one at least.
  func pixels(of value: Int) -> Range<Int> { pixels(ofHalf: 2 * value) }

  /// The pixels of a point that begins after so many halves of points.
  func pixels(ofHalf halves: Int) -> Range<Int> {
    let start = halves * pixels / (2 * points)
    return start..<max(start + 1, (halves + 2) * pixels / (2 * points))
  }

  private func middle(_ value: Int) -> Int { (2 * value + 1) * pixels / (2 * points) }

  private func point(_ cells: Int, _ part: Double, _ size: Int, _ margin: Int) -> Int {
    let pixel = min(max(cells * size + Int(part * Double(size)) - margin, 0), pixels - 1)
    return pixel * points / pixels
  }

  private var left: Int { (area.columns * cell.width - pixels) / 2 }
  private var top: Int { (area.rows * cell.height - pixels) / 2 }
}
