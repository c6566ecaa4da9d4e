package import Terminal
import Tokens

/// The side column while the token inspector has it.
///
///     ├ token 143 of 256 ──┤
///     │ probability 41.7 % │
///     ├ alternatives ──────┤
///     │ [] [] [] [] []     │
///     ├ goes on with ──────┤   where there is room
///     │ CFG 3.0 -> 4.0     │
package struct InspectorLayout: Hashable, Sendable {
  /// What the model thought of the token.
  package let numbers: CellArea
  /// The ten best other codes.
  package let alternatives: CellArea
  /// What it goes on with.
  package let onward: CellArea

  /// The rows of the numbers.
  private static let numberRows = 6
  private static let onwardRows = 3

  /// Divides a column.
  init(_ side: CellArea) {
    let hasOnward = side.rows >= 18
    var pane = side
    pane.rows = min(InspectorLayout.numberRows, side.rows / 2)
    numbers = pane
    let below = side.rows - numbers.rows - 1
    pane.row = numbers.endRow + 1
    pane.rows = below - (hasOnward ? InspectorLayout.onwardRows + 1 : 0)
    alternatives = pane
    pane.row = alternatives.endRow + 1
    pane.rows = hasOnward ? InspectorLayout.onwardRows : 0
    onward = pane
  }

  /// All of them, from the top.
  var panes: [CellArea] { [numbers, alternatives, onward] }
}

/// How ten patches share an area: in the number of columns in which they get largest.
struct PatchGrid: Hashable {
  /// Patches in a row.
  let columns: Int
  private let area: CellArea
  private let tile: TerminalSize

  init(_ area: CellArea, cell: PixelSize) {
    func tile(_ columns: Int) -> TerminalSize {
      let rows = (TokenInspection.alternativeCount + columns - 1) / columns
      return TerminalSize(columns: (area.columns - 1) / columns, rows: area.rows / rows)
    }
    func side(_ columns: Int) -> Int {
      let tile = tile(columns)
      return min((tile.columns - 1) * cell.width, (tile.rows - 1) * cell.height)
    }
    self.area = area
    columns = [5, 4, 3, 2, 10].max { side($0) < side($1) } ?? 5
    self.tile = tile(columns)
  }

  /// The cells of a patch; its label stands in the row below.
  func patch(_ number: Int) -> CellArea {
    CellArea(
      column: area.column + 1 + number % columns * tile.columns,
      row: area.row + number / columns * tile.rows, columns: tile.columns - 1, rows: tile.rows - 1)
  }
}
