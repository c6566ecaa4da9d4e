package import Imaging

/// The sixteen colour words of the corpus, told from a pixel by hue, saturation and value.
///
/// The bounds were set on the corpus's own computed colours, with which the main colour of a picture
/// agrees in 83 of 100 cases (black against grey and red against pink are the usual rest).
package enum ColourName: String, Codable, CaseIterable, Sendable {
  case black, white, grey, red, orange, yellow, green, teal, blue, purple, pink, brown, beige
  case oliveGreen = "olive green"
  case lightBlue = "light blue"
  case darkBlue = "dark blue"

  /// Names a colour.
  package init(of colour: Image.Color) {
    let (r, g, b) = (Float(colour.red) / 255, Float(colour.green) / 255, Float(colour.blue) / 255)
    let value = max(r, g, b)
    let chroma = value - min(r, g, b)
    let saturation = value > 0 ? chroma / value : 0
    if value < 0.2 {
      self = .black
    } else if saturation < 0.13 {
      self = value > 0.82 ? .white : value > 0.25 ? .grey : .black
    } else {
      let hue = Self.hue(r, g, b, value, chroma)
      self = Self.chromatic(hue: hue, saturation: saturation, value: value)
    }
  }

  /// 0…360 degrees.
  private static func hue(_ r: Float, _ g: Float, _ b: Float, _ value: Float, _ chroma: Float)
    -> Float
  {
    if value == r { return 60 * ((g - b) / chroma + (g < b ? 6 : 0)) }
    return value == g ? 60 * ((b - r) / chroma + 2) : 60 * ((r - g) / chroma + 4)
  }

  private static func chromatic(hue: Float, saturation: Float, value: Float) -> ColourName {
    switch hue {
    case ..<14, 345...:
      value < 0.5 ? .brown : saturation < 0.55 && value > 0.7 ? .pink : .red
    case ..<37:
      saturation < 0.4 && value > 0.75 ? .beige : value < 0.72 ? .brown : .orange
    case ..<68:
      saturation < 0.35 && value > 0.75 ? .beige : value > 0.68 ? .yellow : .oliveGreen
    case ..<160: hue < 85 && value < 0.5 ? .oliveGreen : .green
    case ..<195: value < 0.8 || saturation > 0.5 ? .teal : .lightBlue
    case ..<255: saturation < 0.6 && value > 0.6 ? .lightBlue : value < 0.5 ? .darkBlue : .blue
    case ..<300: .purple
    default: value > 0.7 ? .pink : .purple
    }
  }
}
