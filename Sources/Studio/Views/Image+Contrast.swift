package import Imaging

/// Two pictures of one size in one.
extension Image {
  /// How much the pictures differ: the difference of each colour, four times as strong.
  ///
  /// - Parameters:
  ///   - other: A picture of the same size.
  ///   - cells: The cells of a grid whose outline is drawn, row after row.
  ///   - side: Cells in a row of the grid.
  /// - Returns: Black where nothing differs.
  package func difference(from other: Image, outlining cells: [Bool], side: Int) -> Image {
    precondition(width == other.width && height == other.height, "pictures of two sizes")
    let (a, b) = (composited(on: .black), other.composited(on: .black))
    var result = a
    for i in stride(from: 0, to: result.pixels.count, by: 4) {
      for c in i..<i + 3 {
        result.pixels[c] = UInt8(min(abs(Int(a.pixels[c]) - Int(b.pixels[c])) * 4, 255))
      }
    }
    if cells.contains(true) { result.outline(cells, side) }
    return result
  }

  /// Draws a line inside the cells wherever they end.
  private mutating func outline(_ cells: [Bool], _ side: Int) {
    func isMarked(_ x: Int, _ y: Int) -> Bool {
      guard x >= 0, y >= 0, x < width, y < height else { return false }
      let cell = y * side / height * side + x * side / width
      return cell < cells.count && cells[cell]
    }
    for y in 0..<height {
      for x in 0..<width where isMarked(x, y) {
        let isEdge = [(x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1)].contains {
          !isMarked($0.0, $0.1)
        }
        guard isEdge else { continue }
        let at = 4 * (y * width + x)
        (pixels[at], pixels[at + 1], pixels[at + 2]) = (255, 208, 64)
      }
    }
  }

  /// This picture left of a line and another right of it.
  ///
  /// - Parameters:
  ///   - other: A picture of the same size.
  ///   - line: Pixels left of the line; the line itself is one wide.
  /// - Returns: A picture of the same size.
  package func wiped(with other: Image, at line: Int) -> Image {
    precondition(width == other.width && height == other.height, "pictures of two sizes")
    var result = other
    for y in 0..<height {
      let start = 4 * y * width
      let left = start..<start + 4 * min(line, width)
      result.pixels.replaceSubrange(left, with: pixels[left])
      guard (0..<width).contains(line) else { continue }
      let light: UInt8 = y % 4 < 2 ? 255 : 0
      result.pixels.replaceSubrange(
        start + 4 * line..<start + 4 * line + 4, with: [light, light, light, 255])
    }
    return result
  }
}
