import History
import Terminal

/// How thumbnails are laid out: pages of tiles, each a picture with a line of text below.
///
///     ┌────────┐
///     │        │   the frame shows at the cursor alone
///     │        │
///     └#216 k5─┘
struct GalleryGrid {
  /// The pane's inside.
  let pane: CellArea
  /// The cells of a picture.
  let tile: (columns: Int, rows: Int)
  /// Tiles in a row.
  let columns: Int
  /// Rows of tiles.
  let rows: Int

  init(_ layout: Layout, _ capabilities: TerminalCapabilities) {
    pane = layout.preview
    tile = GalleryGrid.tile(pane, capabilities)
    columns = max(1, pane.columns / (tile.columns + 2))
    rows = max(1, pane.rows / (tile.rows + 2))
  }

  /// Tiles of a page.
  var count: Int { columns * rows }

  /// The place of the first tile of the page on which a place lies.
  func start(of place: Int) -> Int { place / count * count }

  /// The cells of a picture by its place on the page.
  func area(_ place: Int) -> CellArea {
    let margin = (pane.columns - columns * (tile.columns + 2)) / 2
    return CellArea(
      column: pane.column + margin + place % columns * (tile.columns + 2) + 1,
      row: pane.row + place / columns * (tile.rows + 2) + 1, columns: tile.columns,
      rows: tile.rows)
  }

  /// A thumbnail in its own pixels, or in a quarter of them where the pane is too small for two rows
  /// of three; where the terminal draws no pixels, half blocks need more cells.
  private static func tile(
    _ pane: CellArea, _ capabilities: TerminalCapabilities
  ) -> (columns: Int, rows: Int) {
    let cell = capabilities.pixelsOfCell
    let sizes = [Thumbnails.side, Thumbnails.side / 2].map { side in
      cell.height > 2
        ? (
          columns: max(8, (side + cell.width - 1) / cell.width),
          rows: max(4, (side + cell.height - 1) / cell.height)
        ) : (columns: side * 3 / 16, rows: side * 3 / 32)
    }
    return sizes.first { 3 * ($0.columns + 2) <= pane.columns && 2 * ($0.rows + 2) <= pane.rows }
      ?? sizes[1]
  }
}
