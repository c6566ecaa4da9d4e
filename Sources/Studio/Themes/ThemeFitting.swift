import Imaging
import Terminal

/// Fits the styles of a theme to the colours that a terminal has.
///
/// What is picked by hand is taken; the rest goes to the nearest colour (Oklab). Two things are then
/// put right, since few colours lie far apart: text that can no longer be read on its ground takes the
/// nearest colour that can, and a ground that has become that of the whole screen takes another, or,
/// among sixteen, the chosen row is reversed.
struct ThemeFitting {
  private let inks: [ColorRole: Theme.Ink]
  private let depth: ColorDepth
  private let mapper: ColorMapper

  /// What WCAG 2 wants for text.
  private static let legible: Float = 4.5

  init(inks: [ColorRole: Theme.Ink], depth: ColorDepth) {
    self.inks = inks
    self.depth = depth
    mapper = ColorMapper(depth == .basic16 ? .basic16 : .indexed256)
  }

  /// The style of each role.
  func styles() -> [ColorRole: Style] {
    let ground = inks[.background]?.background ?? ThemeColor()
    let isColorless = inks.values.allSatisfy {
      $0.foreground.exact == .standard && $0.background.exact == .standard
    }
    var styles: [ColorRole: Style] = [:]
    for (role, ink) in inks {
      styles[role] =
        switch depth {
        case .trueColor:
          Style(
            foreground: ink.foreground.exact, background: ink.background.exact,
            attributes: ink.attributes)
        case .monochrome: Style(attributes: isColorless ? ink.attributes : ink.plain)
        case .basic16, .indexed256: style(role, ink, on: ground)
        }
    }
    return styles
  }

  /// The colour of the depth that stands for another.
  func fitted(_ color: ThemeColor) -> TerminalColor {
    if let picked = color.picked(for: depth) { return picked }
    guard let image = color.exact.image else { return .standard }
    return .palette(mapper.nearest(to: image) { _ in true } ?? 0)
  }

  private func style(_ role: ColorRole, _ ink: Theme.Ink, on screen: ThemeColor) -> Style {
    var style = Style(
      foreground: fitted(ink.foreground), background: fitted(ink.background),
      attributes: ink.attributes)
    let base = fitted(screen)
    if style.background == base, ink.background.exact != screen.exact {
      guard depth == .indexed256 else {
        return role.marksChoice ? reversed(style, base) : legible(style, ink)
      }
      style.background = apart(ink.background, from: base) ?? base
    }
    return legible(style, ink)
  }

  /// A chosen row whose ground was lost: text and ground of the screen exchanged.
  private func reversed(_ style: Style, _ base: TerminalColor) -> Style {
    var style = style
    style.foreground = inks[.text].map { fitted($0.foreground) } ?? .standard
    style.background = base
    style.attributes.insert(.reverse)
    return style
  }

  private func apart(_ color: ThemeColor, from base: TerminalColor) -> TerminalColor? {
    guard let image = color.exact.image else { return nil }
    return mapper.nearest(to: image) { .palette($0) != base }.map { .palette($0) }
  }

  /// The style with a text colour that is read on its ground as well as it was meant to be.
  private func legible(_ style: Style, _ ink: Theme.Ink) -> Style {
    guard case .rgb(let text) = ink.foreground.exact, case .rgb(let ground) = ink.background.exact,
      let shown = style.foreground.image, let shownGround = style.background.image
    else { return style }
    let wanted = min(ThemeFitting.legible, text.contrast(with: ground))
    guard shown.contrast(with: shownGround) < wanted else { return style }
    var style = style
    let better = mapper.nearest(to: text) {
      ColorMapper.xterm($0).contrast(with: shownGround) >= wanted
    }
    if let better { style.foreground = .palette(better) }
    return style
  }
}
