/// A rectangle of whole pixels.
package struct PixelBox: Hashable, Codable, Sendable {
  /// Its first column.
  package var x: Int
  /// Its first row, from the top.
  package var y: Int
  /// Columns, at least 1.
  package var width: Int
  /// Rows, at least 1.
  package var height: Int

  /// Makes a box.
  package init(x: Int, y: Int, width: Int, height: Int) {
    precondition(width > 0 && height > 0, "a box of \(width) × \(height)")
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  /// Pixels in it.
  package var area: Int { width * height }
  /// Where its middle lies, in pixels.
  package var center: (x: Double, y: Double) {
    (Double(x) + Double(width) / 2, Double(y) + Double(height) / 2)
  }

  /// Pixels in both boxes.
  package func overlap(with other: PixelBox) -> Int {
    let across = min(x + width, other.x + other.width) - max(x, other.x)
    let down = min(y + height, other.y + other.height) - max(y, other.y)
    return max(0, across) * max(0, down)
  }

  /// Pixels in both, by pixels in either: 0…1.
  package func intersectionOverUnion(with other: PixelBox) -> Double {
    let both = overlap(with: other)
    return Double(both) / Double(area + other.area - both)
  }

  /// Whether all of another box lies in this one.
  package func contains(_ other: PixelBox) -> Bool { overlap(with: other) == other.area }

  /// The box with so many pixels more at each side; fewer when negative.
  package func grown(by margin: Int) -> PixelBox {
    PixelBox(x: x - margin, y: y - margin, width: width + 2 * margin, height: height + 2 * margin)
  }
}
