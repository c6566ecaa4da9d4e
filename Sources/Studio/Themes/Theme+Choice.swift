package import Terminal

extension Theme {
  /// The theme to begin with: the one named, else the plainest without colours, else leon's own for
  /// the terminal's ground, else the terminal's own colours, which suit any ground.
  ///
  /// - Throws: `ThemeError.unknown`.
  package static func index(
    of id: String?, in themes: [Theme], _ capabilities: TerminalCapabilities
  ) throws -> Int {
    if let id {
      guard let index = themes.firstIndex(where: { $0.id == id }) else {
        throw ThemeError.unknown(id, known: themes.map(\.id))
      }
      return index
    }
    let wanted = suiting(capabilities)
    return themes.firstIndex { $0.id == wanted } ?? 0
  }

  private static func suiting(_ capabilities: TerminalCapabilities) -> String {
    switch capabilities.colorDepth {
    case .monochrome: return "mono"
    case .basic16: return "terminal"
    case .indexed256, .trueColor: break
    }
    guard let ground = capabilities.background else { return "terminal" }
    return ground.relativeLuminance > 0.18 ? "light" : "dark"
  }
}
