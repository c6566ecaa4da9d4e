package import Terminal

extension Theme {
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
