/// How much of a picture shows in its area.
package enum PictureZoom: Hashable, Sendable {
  /// All of it, as large as whole factors allow.
  case fitted
  /// A square of the terminal's pixels for each of its own, 1 or more on a side, and in the middle of
  /// the area the given pixel, or one near it so that no edge is passed.
  case times(Int, x: Int, y: Int)
}

/// A rectangle of a picture's pixels.
package struct PixelArea: Hashable, Sendable {
  /// The leftmost column.
  package var x: Int
  /// The topmost row.
  package var y: Int
  /// Pixels in a row, at least 1.
  package var width: Int
  /// Rows, at least 1.
  package var height: Int

  /// Makes an area.
  package init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }
}
