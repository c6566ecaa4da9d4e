package import Terminal

/// Which cells belong to which tile of a sheet.
package struct SheetLayout: Hashable, Sendable {
  /// A tile smaller than this shows nothing: the others wait on further pages.
  package static let leastTile = TerminalSize(columns: 12, rows: 6)

  /// Tiles in a row and rows of tiles on a page.
  package private(set) var columns = 1
  package private(set) var rows = 1
  /// Whether the first axis runs along the columns, so that they have headings.
  package private(set) var hasHeadings = false
  private var tile = TerminalSize(columns: 1, rows: 1)
  private var origin = CellPosition(column: 0, row: 0)
  private let count: Int

  /// Divides the picture's pane of `state`, whose stage is a sheet.
  package init(_ state: StudioState, _ pane: CellArea) {
    count = state.sheet?.tiles.count ?? 1
    guard let sheet = state.sheet, !pane.isEmpty else { return }
    let shape = Shape(state, pane)
    if sheet.plan.axes.count == 2 {
      let wanted = sheet.plan.axes[0].values.count
      let rows = shape.fitting(headings: 1).rows
      if wanted <= shape.fitting(headings: 1).columns {
        hasHeadings = true
        (columns, self.rows) = (wanted, min(count / wanted, max(rows, 1)))
      }
    }
    if !hasHeadings { (columns, rows) = shape.grid(for: count) }
    let headings = hasHeadings ? 1 : 0
    tile = shape.tile(columns, rows, headings)
    origin = CellPosition(
      column: pane.column + max(0, (pane.columns - columns * (tile.columns + 1) + 1) / 2),
      row: pane.row + headings)
  }

  /// Tiles on a page.
  package var tilesAPage: Int { columns * rows }
  /// Pages in all.
  package var pages: Int { (count + tilesAPage - 1) / tilesAPage }

  /// The cells of the picture at a place of a page.
  package func area(_ place: Int) -> CellArea {
    CellArea(
      column: origin.column + place % columns * (tile.columns + 1),
      row: origin.row + place / columns * (tile.rows + 1) + 1, columns: tile.columns,
      rows: tile.rows)
  }

  /// The row of words above it.
  package func label(_ place: Int) -> CellArea {
    var area = area(place)
    (area.row, area.rows) = (area.row - 1, 1)
    return area
  }

  /// How tiles fill a pane: squares of pixels with a row of words above each.
  private struct Shape {
    let pane: CellArea
    let cell: PixelSize
    let side: Int

    init(_ state: StudioState, _ pane: CellArea) {
      self.pane = pane
      cell = state.capabilities.cell
      let image = state.facts?.imageSide ?? 128
      side = state.capabilities.pictureMode == .sixel ? image : .max
    }

    /// The grid of the smallest tiles.
    func fitting(headings: Int) -> (columns: Int, rows: Int) {
      (
        (pane.columns + 1) / (SheetLayout.leastTile.columns + 1),
        (pane.rows - headings) / (SheetLayout.leastTile.rows + 1)
      )
    }

    /// The grid with the largest tiles, all on one page where they are not too small for it.
    func grid(for count: Int) -> (columns: Int, rows: Int) {
      let grids = (1...count).map { (columns: $0, rows: (count + $0 - 1) / $0) }
      let best = grids.max { pixels($0.columns, $0.rows, 0) < pixels($1.columns, $1.rows, 0) }
      if let best {
        let size = tile(best.columns, best.rows, 0)
        let least = SheetLayout.leastTile
        if size.columns >= least.columns && size.rows >= least.rows { return best }
      }
      let most = fitting(headings: 0)
      let columns = min(max(most.columns, 1), count)
      return (columns, min(max(most.rows, 1), (count + columns - 1) / columns))
    }

    /// Pixels a side of a tile: a whole multiple of the picture's where one fits.
    private func pixels(_ columns: Int, _ rows: Int, _ headings: Int) -> Int {
      let width = (pane.columns - columns + 1) / columns * cell.width
      let height = ((pane.rows - headings) / rows - 1) * cell.height
      let room = max(min(width, height), 0)
      return room >= side ? room / side * side : room
    }

    func tile(_ columns: Int, _ rows: Int, _ headings: Int) -> TerminalSize {
      let pixels = pixels(columns, rows, headings)
      return TerminalSize(
        columns: min(
          (pixels + cell.width - 1) / cell.width, (pane.columns - columns + 1) / columns),
        rows: min(
          (pixels + cell.height - 1) / cell.height, (pane.rows - headings) / rows - 1))
    }
  }
}
