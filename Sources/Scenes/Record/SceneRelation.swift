/// How one object lies to another.
package enum SceneRelation: String, Codable, CaseIterable, Sendable {
  case leftOf = "left of"
  case rightOf = "right of"
  case above, below, inside

  /// The same said of the second object to the first; nil for `inside`, which has none.
  package var inverse: SceneRelation? {
    switch self {
    case .leftOf: .rightOf
    case .rightOf: .leftOf
    case .above: .below
    case .below: .above
    case .inside: nil
    }
  }

  /// Whether a box lies so to another one.
  ///
  /// Left, right, above and below go by the middles: the larger of the two distances decides, so that
  /// of two boxes beside each other exactly one of the four holds, or none where the distances are
  /// nearly equal. A box is inside another one that contains it and has twice its area.
  package func holds(_ box: PixelBox, to other: PixelBox) -> Bool {
    let (dx, dy) = (box.center.x - other.center.x, box.center.y - other.center.y)
    if Self.isInside(box, other) || Self.isInside(other, box) {
      return self == .inside && Self.isInside(box, other)
    }
    switch self {
    case .leftOf: return -dx > Self.clearness * abs(dy)
    case .rightOf: return dx > Self.clearness * abs(dy)
    case .above: return -dy > Self.clearness * abs(dx)
    case .below: return dy > Self.clearness * abs(dx)
    case .inside: return false
    }
  }

  /// How many times the other distance the one that decides must be.
  private static let clearness = 1.1

  private static func isInside(_ box: PixelBox, _ other: PixelBox) -> Bool {
    other.contains(box) && other.area >= 2 * box.area
  }
}

/// A corner of the canvas.
package enum SceneCorner: String, Codable, CaseIterable, Sendable {
  case topLeft = "top left"
  case topRight = "top right"
  case bottomLeft = "bottom left"
  case bottomRight = "bottom right"

  /// The cell in it.
  package var cell: SceneCell {
    switch self {
    case .topLeft: SceneCell(row: 0, column: 0)
    case .topRight: SceneCell(row: 0, column: 2)
    case .bottomLeft: SceneCell(row: 2, column: 0)
    case .bottomRight: SceneCell(row: 2, column: 2)
    }
  }

  /// Whether the middle of a box lies in this quarter of the canvas, well away from the others.
  package func holds(_ box: PixelBox, canvas: Int) -> Bool {
    let (x, y) = (box.center.x / Double(canvas), box.center.y / Double(canvas))
    let isAcross = cell.column == 0 ? x < 0.44 : x > 0.56
    let isDown = cell.row == 0 ? y < 0.44 : y > 0.56
    return isAcross && isDown
  }
}
