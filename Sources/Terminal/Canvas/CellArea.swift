/// Columns and rows of a screen.
package struct TerminalSize: Hashable, Sendable {
  /// Cells in a row.
  package var columns: Int
  /// Rows.
  package var rows: Int

  /// Makes a size; neither side is less than 1.
  package init(columns: Int, rows: Int) {
    self.columns = max(1, columns)
    self.rows = max(1, rows)
  }
}

/// The place of a cell, counted from 0 at the top left.
package struct CellPosition: Hashable, Sendable {
  /// Cells to the left.
  package var column: Int
  /// Rows above.
  package var row: Int

  /// Makes a position.
  package init(column: Int, row: Int) {
    self.column = column
    self.row = row
  }
}

/// A rectangle of cells.
package struct CellArea: Hashable, Sendable {
  /// The leftmost column.
  package var column: Int
  /// The topmost row.
  package var row: Int
  /// Columns, 0 or more.
  package var columns: Int
  /// Rows, 0 or more.
  package var rows: Int

  /// Makes an area; negative sides count as 0.
  package init(column: Int, row: Int, columns: Int, rows: Int) {
    self.column = column
    self.row = row
    self.columns = max(0, columns)
    self.rows = max(0, rows)
  }

  /// The whole of a screen.
  package init(_ size: TerminalSize) {
    self.init(column: 0, row: 0, columns: size.columns, rows: size.rows)
  }

  /// The column after the last.
  package var endColumn: Int { column + columns }
  /// The row after the last.
  package var endRow: Int { row + rows }
  /// Whether it has no cell.
  package var isEmpty: Bool { columns == 0 || rows == 0 }

  /// Whether a cell lies in it.
  package func contains(_ position: CellPosition) -> Bool {
    (column..<endColumn).contains(position.column) && (row..<endRow).contains(position.row)
  }

  /// The cells of both; empty when they do not meet.
  package func intersection(_ other: CellArea) -> CellArea {
    let left = max(column, other.column)
    let top = max(row, other.row)
    return CellArea(
      column: left, row: top, columns: min(endColumn, other.endColumn) - left,
      rows: min(endRow, other.endRow) - top)
  }

  /// The area without a margin on each side.
  package func inset(columns dx: Int, rows dy: Int) -> CellArea {
    CellArea(column: column + dx, row: row + dy, columns: columns - 2 * dx, rows: rows - 2 * dy)
  }

  /// An area of at most the given size in the middle of this one.
  package func centered(columns width: Int, rows height: Int) -> CellArea {
    let width = min(width, columns)
    let height = min(height, rows)
    return CellArea(
      column: column + (columns - width) / 2, row: row + (rows - height) / 2, columns: width,
      rows: height)
  }
}
