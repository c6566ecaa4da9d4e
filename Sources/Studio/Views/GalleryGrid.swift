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
    tile = GalleryGrid.tile(capabilities)
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

  /// A thumbnail in its own pixels where the terminal draws them; half blocks need more cells.
  private static func tile(_ capabilities: TerminalCapabilities) -> (columns: Int, rows: Int) {
    let cell = capabilities.pixelsOfCell
    guard cell.height > 2 else { return (12, 6) }
    let side = Thumbnails.side
    return (
      max(8, (side + cell.width - 1) / cell.width), max(4, (side + cell.height - 1) / cell.height)
    )
  }

}
