package import Imaging

/// What lies behind the objects of a scene: a pattern of one or two colours.
package struct SceneBackground: Hashable, Codable, Sendable {
  /// How the colours lie.
  package enum Pattern: String, Codable, CaseIterable, Sendable {
    /// One colour.
    case plain
    /// From the first colour on top to the second below.
    case gradient
    /// Upright stripes in turn.
    case stripes
    /// Squares in turn.
    case checker
  }

  /// How the colours lie.
  package var pattern: Pattern
  /// The names: one for a plain ground, else two.
  package var colours: [SceneColour]
  /// What the colours are drawn in.
  package var paints: [Image.Color]

  /// Makes a background of one colour where it is plain, else of two.
  package init(pattern: Pattern, colours: [SceneColour], paints: [Image.Color]) {
    precondition(
      colours.count == (pattern == .plain ? 1 : 2) && paints.count == colours.count,
      "\(colours.count) colours and \(paints.count) paints for a \(pattern) ground")
    self.pattern = pattern
    self.colours = colours
    self.paints = paints
  }

  /// Stripes or squares in a side of the canvas.
  static let repeats = 4

  /// Which of two colours, 0 or 1, pixel (`x`, `y`) of a canvas has in stripes or in squares.
  static func turn(_ pattern: Pattern, x: Int, y: Int, canvas: Int) -> Int {
    let (column, row) = (x * repeats / canvas, y * repeats / canvas)
    return (pattern == .checker ? column + row : column) % 2
  }

  /// What pixel (`x`, `y`) of a canvas is drawn in.
  func colour(x: Int, y: Int, canvas: Int) -> Image.Color {
    switch pattern {
    case .plain: paints[0]
    case .gradient:
      paints[0].mixed(with: paints[1], share: (Double(y) + 0.5) / Double(canvas))
    case .stripes, .checker: paints[Self.turn(pattern, x: x, y: y, canvas: canvas)]
    }
  }
}

extension Image.Color {
  /// The colour on the way to another one, `share` 0…1 of it.
  func mixed(with other: Image.Color, share: Double) -> Image.Color {
    func mix(_ a: UInt8, _ b: UInt8) -> UInt8 {
      UInt8((Double(a) + (Double(b) - Double(a)) * share).rounded())
    }
    return Image.Color(
      red: mix(red, other.red), green: mix(green, other.green), blue: mix(blue, other.blue))
  }
}
