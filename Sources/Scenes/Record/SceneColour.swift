package import Imaging

/// The eleven colours of scenes, with the value that each is drawn in, give or take a jitter.
package enum SceneColour: String, Codable, CaseIterable, Sendable {
  case red, orange, yellow, green, blue, purple, pink, brown, black, white, grey

  /// How far each component of what is drawn may lie from `value`.
  package static let jitter = 12

  /// The colour in the middle of what is drawn.
  package var value: Image.Color {
    switch self {
    case .red: Image.Color(red: 214, green: 36, blue: 40)
    case .orange: Image.Color(red: 243, green: 140, blue: 20)
    case .yellow: Image.Color(red: 243, green: 222, blue: 44)
    case .green: Image.Color(red: 40, green: 156, blue: 66)
    case .blue: Image.Color(red: 36, green: 92, blue: 222)
    case .purple: Image.Color(red: 124, green: 46, blue: 176)
    case .pink: Image.Color(red: 240, green: 122, blue: 182)
    case .brown: Image.Color(red: 118, green: 70, blue: 34)
    case .black: Image.Color(red: 20, green: 20, blue: 20)
    case .white: Image.Color(red: 243, green: 243, blue: 243)
    case .grey: Image.Color(red: 140, green: 140, blue: 140)
    }
  }

  /// Draws a value near this colour's.
  package func paint(_ generator: inout some RandomNumberGenerator) -> Image.Color {
    func near(_ component: UInt8) -> UInt8 {
      let drawn = Int(component) + Int.random(in: -Self.jitter...Self.jitter, using: &generator)
      return UInt8(clamping: drawn)
    }
    return Image.Color(red: near(value.red), green: near(value.green), blue: near(value.blue))
  }

  /// The colour whose value is nearest in L*a*b*.
  package init(nearest colour: Image.Color) {
    let lab = LabColour(colour)
    let distances = Self.allCases.map {
      (colour: $0, distance: lab.distance(to: LabColour($0.value)))
    }
    self = distances.min { $0.distance < $1.distance }?.colour ?? .black
  }
}
