package import Imaging
package import Terminal

extension Theme {
  /// The colour of the cells around a picture, for the pixels that it leaves free: in a theme without
  /// a ground of its own, what the terminal said its ground is, or a likely one.
  package func ground(of terminal: TerminalCapabilities) -> Image.Color {
    if let color = self[.background].background.image ?? terminal.background { return color }
    return variant == .dark
      ? Image.Color(red: 24, green: 24, blue: 24) : Image.Color(red: 232, green: 232, blue: 232)
  }

  /// Where a theme stands among others.
  ///
  /// - Throws: `ThemeError.unknown`.
  package static func index(of id: String, in themes: [Theme]) throws -> Int {
    guard let index = themes.firstIndex(where: { $0.id == id }) else {
      throw ThemeError.unknown(id, known: themes.map(\.id))
    }
    return index
  }

  /// What `theme = "auto"` takes: the plainest without colours, else one for the terminal's ground,
  /// else the terminal's own colours, which suit any ground.
  package static func suiting(
    _ capabilities: TerminalCapabilities, _ settings: StudioSettings
  ) -> String {
    switch capabilities.colorDepth {
    case .monochrome: return "mono"
    case .basic16: return "terminal"
    case .indexed256, .trueColor: break
    }
    guard let ground = capabilities.background else { return "terminal" }
    // Half as light as white to the eye.
    return ground.relativeLuminance > 0.18 ? settings.lightTheme : settings.darkTheme
  }
}
