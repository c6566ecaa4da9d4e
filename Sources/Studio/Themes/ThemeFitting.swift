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
  /// The cosine of 50 degrees: further apart, two hues have other names.
  private static let nearHue: Float = 0.64
  /// How much lightness weighs beside hue: it only decides between a colour and its bright twin.
  private static let lightness: Float = 0.1
  private static let greys: Set<UInt8> = [0, 7, 8, 15]

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
    return .palette(nearest(to: image) { _ in true } ?? 0)
  }

  /// The nearest colour that fits; among sixteen a colour keeps its hue or becomes a grey, so that red
  /// never stands for green.
  private func nearest(to image: Image.Color, where fits: (UInt8) -> Bool) -> UInt8? {
    guard depth == .basic16 else { return mapper.nearest(to: image, where: fits) }
    return Self.sameHue(as: image, where: fits)
      ?? mapper.nearest(to: image) { fits($0) && Self.greys.contains($0) }
      ?? mapper.nearest(to: image, where: fits)
  }

  /// The one of sixteen that is nearest in hue, then in lightness; nil for greys and where none is near.
  private static func sameHue(as image: Image.Color, where fits: (UInt8) -> Bool) -> UInt8? {
    guard strength(image) >= tinted else { return nil }
    func distance(_ index: UInt8) -> Float {
      let other = ColorMapper.xterm(index)
      let (a, b) = (image.oklab, other.oklab)
      let cosine = (a.y * b.y + a.z * b.z) / (strength(image) * strength(other))
      return cosine < nearHue ? .infinity : 1 - cosine + lightness * abs(a.x - b.x)
    }
    let choices = (0..<16).map(UInt8.init).filter { !greys.contains($0) && fits($0) }
    let best = choices.min { distance($0) < distance($1) }
    return best.flatMap { distance($0) < .infinity ? $0 : nil }
  }

  private static func strength(_ image: Image.Color) -> Float {
    let place = image.oklab
    return (place.y * place.y + place.z * place.z).squareRoot()
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
    let better = nearest(to: text) {
      ColorMapper.xterm($0).contrast(with: shownGround) >= wanted
    }
    if let better { style.foreground = .palette(better) }
    return style
  }
}
