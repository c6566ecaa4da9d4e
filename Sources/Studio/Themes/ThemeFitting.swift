import Imaging
import Terminal

/// Fits the styles of a theme to the colours that a terminal has.
///
/// What is picked by hand is taken; the rest goes to the nearest colour (Oklab). Text that can no longer
/// be read on its ground takes the nearest colour that can. Grounds are kept apart: among 256 one that
/// has become that of the screen takes another. Sixteen have nothing between black and white to stand
/// behind text, so the screen is one of both, grounds near it are it, and chosen rows are reversed.
struct ThemeFitting {
  private let inks: [ColorRole: Theme.Ink]
  private let depth: ColorDepth
  private let mapper: ColorMapper

  /// What WCAG 2 wants for text.
  private static let legible: Float = 4.5
  /// How much lighter or darker than the screen (Oklab) a ground must be to be one of sixteen: a
  /// surface that is raised a little is nearer.
  private static let farGround: Float = 0.3
  /// From where on a colour is more than a tinted grey (Oklab's chroma).
  private static let tinted: Float = 0.05
  /// As colourful as the weakest of sixteen.
  private static let strong: Float = 0.18

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
    let wanted = depth == .basic16 ? Self.vivid(image) : image
    return .palette(mapper.nearest(to: wanted) { _ in true } ?? 0)
  }

  /// A pastel as strong as the colours among sixteen, or it would become one of their greys.
  private static func vivid(_ image: Image.Color) -> Image.Color {
    let place = image.oklab
    let strength = (place.y * place.y + place.z * place.z).squareRoot()
    guard (tinted..<strong).contains(strength) else { return image }
    let scale = strong / strength
    return Image.Color(oklab: SIMD3(place.x, place.y * scale, place.z * scale))
  }

  private func style(_ role: ColorRole, _ ink: Theme.Ink, on screen: ThemeColor) -> Style {
    depth == .basic16 ? few(role, ink, on: screen) : many(ink, on: screen)
  }

  /// A style among 256 colours.
  private func many(_ ink: Theme.Ink, on screen: ThemeColor) -> Style {
    var style = Style(
      foreground: fitted(ink.foreground), background: fitted(ink.background),
      attributes: ink.attributes)
    let base = fitted(screen)
    if style.background == base, ink.background.exact != screen.exact {
      style.background = apart(ink.background, from: base) ?? base
    }
    return legible(style, ink)
  }

  /// A style among sixteen colours, where weight helps to tell roles apart.
  private func few(_ role: ColorRole, _ ink: Theme.Ink, on screen: ThemeColor) -> Style {
    let base = screenOfSixteen(screen)
    var style = Style(
      foreground: fitted(ink.foreground), background: fitted(ink.background),
      attributes: ink.attributes.union(ink.plain.subtracting([.reverse, .dim])))
    // Text in the colour of the screen stands on a bright ground, where nothing is read better.
    if ink.foreground.exact == screen.exact, ink.foreground.exact != .standard {
      style.foreground = base
      // Many terminals make bold black grey.
      style.attributes.remove(.bold)
    }
    guard isNear(ink.background, screen) else { return legible(style, ink) }
    style.background = base
    let isLost = ink.background.exact != screen.exact
    return isLost && role.marksChoice ? reversed(style, base) : legible(style, ink)
  }

  private func screenOfSixteen(_ screen: ThemeColor) -> TerminalColor {
    if let picked = screen.picked(for: .basic16) { return picked }
    return .palette((screen.exact.image?.oklab.x ?? 0) < 0.5 ? 0 : 15)
  }

  private func isNear(_ ground: ThemeColor, _ screen: ThemeColor) -> Bool {
    guard let a = ground.exact.image, let b = screen.exact.image else {
      return ground.exact == screen.exact
    }
    return abs(a.oklab.x - b.oklab.x) < ThemeFitting.farGround
  }

  /// A chosen row whose ground was lost: text and ground of the screen exchanged.
  private func reversed(_ style: Style, _ base: TerminalColor) -> Style {
    let text = inks[.text] ?? Theme.Ink()
    let shown = legible(Style(foreground: fitted(text.foreground), background: base), text)
    return Style(
      foreground: shown.foreground, background: base,
      attributes: style.attributes.union(.reverse))
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
