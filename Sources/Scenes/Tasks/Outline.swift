package import Imaging

/// Black lines around forms on white, as a shaking hand draws them.
package struct Outline {
  /// The drawing.
  package private(set) var image: Image

  /// Draws the border of each mask.
  ///
  /// - Parameters:
  ///   - masks: of one size, at least one.
  ///   - shake: how many pixels the hand may be off; 0 draws the border itself.
  ///   - generator: where the shaking comes from.
  package init(
    of masks: [PixelMask], shake: Int, _ generator: inout some RandomNumberGenerator
  ) {
    let side = masks.first?.width ?? 1
    image = Image(width: side, height: masks.first?.height ?? 1, fill: .white)
    for mask in masks {
      let hand = Hand(shake: Double(shake), &generator)
      for (x, y) in Self.border(of: mask) {
        let (dx, dy) = hand.offset(x, y, side: side)
        dot(x + dx, y + dy)
      }
    }
  }

  /// Pixels of a mask with a neighbour outside of it.
  package static func border(of mask: PixelMask) -> [(x: Int, y: Int)] {
    func isIn(_ x: Int, _ y: Int) -> Bool {
      (0..<mask.width).contains(x) && (0..<mask.height).contains(y) && mask.bits[y * mask.width + x]
    }
    return mask.bits.indices.compactMap { at in
      let (x, y) = (at % mask.width, at / mask.width)
      let isInner = isIn(x - 1, y) && isIn(x + 1, y) && isIn(x, y - 1) && isIn(x, y + 1)
      return mask.bits[at] && !isInner ? (x, y) : nil
    }
  }

  /// Two pixels a side, for lines that the image tokenizer keeps.
  private mutating func dot(_ x: Int, _ y: Int) {
    for (column, row) in [(x, y), (x + 1, y), (x, y + 1), (x + 1, y + 1)]
    where (0..<image.width).contains(column) && (0..<image.height).contains(row) {
      image.set(.black, x: column, y: row)
    }
  }

  /// Offsets at the points of a grid, and between them what lies between.
  private struct Hand {
    static let cells = 6
    var offsets: [(Double, Double)]

    init(shake: Double, _ generator: inout some RandomNumberGenerator) {
      offsets = (0..<(Self.cells + 1) * (Self.cells + 1)).map { _ in
        guard shake > 0 else { return (0, 0) }
        return (
          Double.random(in: -shake...shake, using: &generator),
          Double.random(in: -shake...shake, using: &generator)
        )
      }
    }

    func offset(_ x: Int, _ y: Int, side: Int) -> (Int, Int) {
      let (u, v) = (place(x, side), place(y, side))
      let (left, top) = (Int(u), Int(v))
      var sum = (0.0, 0.0)
      for (column, row) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
        let share = abs(1 - Double(column) - (u - Double(left)))
        let weight = share * abs(1 - Double(row) - (v - Double(top)))
        let offset = offsets[(top + row) * (Self.cells + 1) + left + column]
        sum = (sum.0 + weight * offset.0, sum.1 + weight * offset.1)
      }
      return (Int(sum.0.rounded()), Int(sum.1.rounded()))
    }

    private func place(_ value: Int, _ side: Int) -> Double {
      min(Double(value) / Double(side) * Double(Self.cells), Double(Self.cells) - 0.001)
    }
  }
}
