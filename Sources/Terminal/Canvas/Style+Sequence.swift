extension Style {
  /// The sequence that makes a terminal write so (SGR), for lines printed outside the studio.
  ///
  /// The colours are written as they are: adapt a theme to the terminal's colours before.
  package var sequence: String {
    var codes = ["0"]
    for (attribute, code) in Style.codes where attributes.contains(attribute) {
      codes.append(code)
    }
    codes += Style.codes(foreground, ground: 38) + Style.codes(background, ground: 48)
    return "\u{1B}[\(codes.joined(separator: ";"))m"
  }

  /// Back to the terminal's own.
  package static let plainSequence = "\u{1B}[0m"

  private static let codes: [(Attributes, String)] = [
    (.bold, "1"), (.dim, "2"), (.italic, "3"), (.underline, "4"), (.reverse, "7"),
  ]

  private static func codes(_ color: TerminalColor, ground: Int) -> [String] {
    switch color {
    case .standard: []
    case .palette(let index) where index < 8: ["\(ground - 8 + Int(index))"]
    case .palette(let index) where index < 16: ["\(ground + 52 + Int(index) - 8)"]
    case .palette(let index): ["\(ground)", "5", "\(index)"]
    case .rgb(let rgb): ["\(ground)", "2", "\(rgb.red)", "\(rgb.green)", "\(rgb.blue)"]
    }
  }
}
