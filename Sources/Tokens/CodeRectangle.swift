/// A rectangle of codes in a grid.
package struct CodeRectangle: Hashable, Codable, Sendable {
  /// The first column, from 0.
  package let x: Int
  /// The first row, from 0.
  package let y: Int
  /// Columns.
  package let width: Int
  /// Rows.
  package let height: Int

  /// Makes a rectangle; whether it lies in a grid is told by `fits`.
  package init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  /// Whether it has an area and lies within `height` rows of `width` codes.
  package func fits(height: Int, width: Int) -> Bool {
    // Differences rather than sums: numbers of a file may be of any size.
    (0..<width).contains(x) && (0..<height).contains(y) && (1...width - x).contains(self.width)
      && (1...height - y).contains(self.height)
  }

  /// The row and the column within it of a place of a grid with `gridWidth` columns; nil outside.
  package func place(of position: Int, gridWidth: Int) -> (row: Int, column: Int)? {
    let (row, column) = (position / gridWidth - y, position % gridWidth - x)
    return (0..<height).contains(row) && (0..<width).contains(column) ? (row, column) : nil
  }
}
