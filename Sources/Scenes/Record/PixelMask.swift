/// The pixels of a picture that belong to one thing, rows from the top.
package struct PixelMask: Hashable, Sendable {
  /// Pixels in a row.
  package let width: Int
  /// Rows.
  package let height: Int
  /// Whether each pixel belongs to it, `width · height`.
  package var bits: [Bool]

  /// Makes a mask.
  package init(width: Int, height: Int, bits: [Bool]) {
    precondition(bits.count == width * height, "\(bits.count) bits for \(width) × \(height)")
    self.width = width
    self.height = height
    self.bits = bits
  }

  /// Makes a mask of nothing.
  package init(width: Int, height: Int) {
    self.init(width: width, height: height, bits: [Bool](repeating: false, count: width * height))
  }

  /// Pixels that belong to it.
  package var count: Int { bits.count { $0 } }

  /// The smallest box around it, nil when it is empty.
  package var box: PixelBox? {
    var (left, right, top, bottom) = (width, -1, height, -1)
    for y in 0..<height {
      for x in 0..<width where bits[y * width + x] {
        (left, right) = (min(left, x), max(right, x))
        (top, bottom) = (min(top, y), max(bottom, y))
      }
    }
    guard right >= 0 else { return nil }
    return PixelBox(x: left, y: top, width: right - left + 1, height: bottom - top + 1)
  }

  /// Pixels in both, by pixels in either: 0…1; 0 for two empty ones.
  package func intersectionOverUnion(with other: PixelMask) -> Double {
    precondition(width == other.width && height == other.height, "masks of two sizes")
    var (both, either) = (0, 0)
    for (a, b) in zip(bits, other.bits) {
      both += a && b ? 1 : 0
      either += a || b ? 1 : 0
    }
    return Double(both) / Double(max(1, either))
  }
}
