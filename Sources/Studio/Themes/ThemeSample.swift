package import Terminal

/// A theme as lines of text: what `leon themes show` prints.
package enum ThemeSample {
  /// Two columns of roles in their styles, then the scales.
  ///
  /// - Parameters:
  ///   - theme: Adapted to the terminal that will show it.
  ///   - isPlain: Whether to write the colours in words, for pipes.
  /// - Returns: Lines without their ends.
  package static func lines(of theme: Theme, isPlain: Bool) -> [String] {
    isPlain ? words(theme) : swatches(theme) + scales(theme)
  }

  private static let width = 36

  private static func swatches(_ theme: Theme) -> [String] {
    let roles = ColorRole.allCases
    let half = (roles.count + 1) / 2
    return (0..<half).map { row in
      [row, row + half].filter { $0 < roles.count }.map { swatch(roles[$0], theme) }.joined()
        + Style.plainSequence
    }
  }

  /// The role's name and a sample, padded with the theme's ground.
  private static func swatch(_ role: ColorRole, _ theme: Theme) -> String {
    let name = role.rawValue + String(repeating: " ", count: 18 - role.rawValue.count)
    let sample = " red apple, 7 "
    let rest = String(repeating: " ", count: width - 1 - name.count - sample.count)
    let screen = theme.screen.sequence
    return screen + " " + name + theme[role].sequence + sample + screen + rest
  }

  private static func scales(_ theme: Theme) -> [String] {
    Gradient.allCases.map { gradient in
      let name = gradient.rawValue + String(repeating: " ", count: 18 - gradient.rawValue.count)
      let cells = (0..<40).map { step in
        let color = theme.gradient(gradient, at: Float(step) / 39)
        return Style(foreground: color, background: theme.screen.background).sequence
          + (color == .standard ? "─" : "█")
      }
      return theme.screen.sequence + " " + name + cells.joined() + theme.screen.sequence
        + String(repeating: " ", count: 2 * width - 59) + Style.plainSequence
    }
  }

  private static func words(_ theme: Theme) -> [String] {
    ColorRole.allCases.map { role in
      let style = theme[role]
      let attributes = Style.Attributes.named.filter { style.attributes.contains($0.1) }.map(\.0)
      return
        ([role.rawValue, style.foreground.name, "on", style.background.name] + attributes)
        .joined(separator: " ")
    }
  }
}

extension Theme {
  /// Text on the ground of the screen.
  package var screen: Style {
    Style(foreground: self[.text].foreground, background: self[.background].background)
  }

  /// What is hard to read in it, as warnings: `leon themes check` tells them.
  ///
  /// - Parameter file: The path to name.
  /// - Returns: One a role.
  package func doubts(of file: String) -> [FileFlaw] {
    let readable: [ColorRole] = [
      .text, .input, .selected, .listSelected, .popup, .status, .hintText,
    ]
    return readable.compactMap { role in
      guard let text = inks[role]?.foreground.exact, let ground = inks[role]?.background.exact,
        case .rgb(let a) = text, case .rgb(let b) = ground
      else { return nil }
      let contrast = a.contrast(with: b)
      guard contrast < Theme.leastContrast(of: role) else { return nil }
      let number = (contrast * 10).rounded(.down) / 10
      return FileFlaw(
        file: file, line: nil,
        sentence: "“\(role.rawValue)” has a contrast of \(number) to its ground; text wants "
          + "\(Theme.leastContrast(of: role))",
        isError: false)
    }
  }

  /// The least contrast that a role needs: 4.5 for what is read, 3 for what accompanies it (WCAG 2).
  private static func leastContrast(of role: ColorRole) -> Float {
    switch role {
    case .status, .hintText: 3
    default: 4.5
    }
  }
}
