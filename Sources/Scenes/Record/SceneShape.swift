/// A plain shape of a scene; each fills its box, which is a square.
package enum SceneShape: String, Codable, CaseIterable, Sendable {
  case circle, square, triangle, star, heart, diamond, cross, ring, pentagon, arrow

  /// Whether a point of the unit square lies in the shape; `y` grows downwards.
  func contains(_ x: Double, _ y: Double) -> Bool {
    switch self {
    case .circle: Self.radius(x, y) <= 0.5
    case .square: true
    case .ring: (0.29...0.5).contains(Self.radius(x, y))
    case .heart: Self.isInHeart(2 * x - 1, 2 * y - 1)
    case .cross: abs(x - 0.5) <= 0.16 || abs(y - 0.5) <= 0.16
    case .diamond: abs(x - 0.5) + abs(y - 0.5) <= 0.5
    case .triangle, .star, .pentagon, .arrow: Self.isInside(corners, x, y)
    }
  }

  private static func radius(_ x: Double, _ y: Double) -> Double {
    ((x - 0.5) * (x - 0.5) + (y - 0.5) * (y - 0.5)).squareRoot()
  }

  /// Two discs above a wedge; `x` and `y` from −1 to 1.
  private static func isInHeart(_ x: Double, _ y: Double) -> Bool {
    let side = abs(x) - 0.5
    let isInDisc = side * side + (y + 0.5) * (y + 0.5) <= 0.25
    // The wedge touches the discs where its edge is a tangent.
    let isInWedge = y >= -0.5 && y + 0.5 <= 1.5 * (1 - abs(x)) + 0.04
    let isBetween = abs(x) <= 0.5 && y >= -0.5 && y <= 0
    return isInDisc || isBetween || (isInWedge && y >= -0.35)
  }

  private var corners: [(x: Double, y: Double)] {
    switch self {
    case .triangle: [(0.5, 0), (1, 1), (0, 1)]
    case .pentagon: Self.filling(Self.spokes([1], count: 5))
    case .star: Self.filling(Self.spokes([1, 0.5], count: 10))
    case .arrow:
      [(0, 0.3), (0.5, 0.3), (0.5, 0), (1, 0.5), (0.5, 1), (0.5, 0.7), (0, 0.7)]
    default: []
    }
  }

  /// Corners around the origin, the first one on top, at radii taken in turn.
  private static func spokes(_ radii: [Double], count: Int) -> [(x: Double, y: Double)] {
    // cos and sin of 36°, applied once or twice a corner, so that no C library is needed.
    let (c, s) =
      count == 10
      ? (0.8090169943749475, 0.5877852522924731)
      : (
        0.30901699437494745, 0.9510565162951535
      )
    var direction = (x: 0.0, y: -1.0)
    return (0..<count).map { k in
      let radius = radii[k % radii.count]
      let corner = (x: direction.x * radius, y: direction.y * radius)
      direction = (direction.x * c - direction.y * s, direction.x * s + direction.y * c)
      return corner
    }
  }

  /// Corners stretched to touch all sides of the unit square.
  private static func filling(_ corners: [(x: Double, y: Double)]) -> [(x: Double, y: Double)] {
    let left = corners.map(\.x).min() ?? 0
    let right = corners.map(\.x).max() ?? 1
    let top = corners.map(\.y).min() ?? 0
    let bottom = corners.map(\.y).max() ?? 1
    return corners.map { (($0.x - left) / (right - left), ($0.y - top) / (bottom - top)) }
  }

  /// Even-odd rule.
  private static func isInside(
    _ corners: [(x: Double, y: Double)], _ x: Double, _ y: Double
  ) -> Bool {
    var result = false
    for (a, b) in zip(corners, corners.dropFirst() + corners.prefix(1))
    where (a.y > y) != (b.y > y) && x < a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x) {
      result.toggle()
    }
    return result
  }
}
