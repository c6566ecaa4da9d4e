package import Imaging
package import Terminal

/// How the studio looks: a style for each role, and scales of colours.
package struct Theme: Hashable, Sendable {
  /// The name of its file, without `.toml`.
  package let id: String
  /// The name that people see.
  package let name: String
  /// What the terminal's ground should be like.
  package let variant: Variant
  /// Whose colours these are.
  package let source: String
  /// The colours that it makes do with.
  package let depth: ColorDepth
  /// As its files say it, for every depth.
  let inks: [ColorRole: Ink]
  let scales: [Gradient: [ThemeColor]]
  private let styles: [ColorRole: Style]

  /// What the terminal's ground should be like.
  package enum Variant: String, Hashable, Sendable, CaseIterable {
    case dark
    case light
  }

  /// A role before it is fitted to a terminal's colours.
  struct Ink: Hashable, Sendable {
    var foreground = ThemeColor()
    var background = ThemeColor()
    var attributes: Style.Attributes = []
    /// What tells the role apart where there is no colour.
    var plain: Style.Attributes = []
  }

  init(
    id: String, name: String, variant: Variant, source: String, inks: [ColorRole: Ink],
    scales: [Gradient: [ThemeColor]], depth: ColorDepth = .trueColor
  ) {
    self.id = id
    self.name = name
    self.variant = variant
    self.source = source
    self.inks = inks
    self.scales = scales
    self.depth = depth
    styles = ThemeFitting(inks: inks, depth: depth).styles()
  }

  /// The style of a role.
  package subscript(role: ColorRole) -> Style { styles[role] ?? Style() }

  /// The same theme for a terminal that has so many colours.
  package func adapted(to depth: ColorDepth) -> Theme {
    guard depth != self.depth else { return self }
    return Theme(
      id: id, name: name, variant: variant, source: source, inks: inks, scales: scales,
      depth: depth)
  }

  /// A colour of a scale for text, in the colours of the theme's depth.
  ///
  /// - Parameters:
  ///   - gradient: Which scale.
  ///   - share: 0, its beginning, to 1, its end; what lies outside counts as the end.
  /// - Returns: The terminal's own where there are no colours: show the value by a sign as well.
  package func gradient(_ gradient: Gradient, at share: Float) -> TerminalColor {
    let stops = scales[gradient] ?? []
    let at = position(share, among: stops)
    guard let nearest = stops.indices.contains(at.nearest) ? stops[at.nearest] : nil else {
      return .standard
    }
    // The user's own sixteen are not known, so nothing lies between them.
    let isOwn = stops.contains { if case .palette = $0.exact { true } else { false } }
    if isOwn || depth == .basic16 || depth == .monochrome {
      return ThemeFitting(inks: inks, depth: depth).fitted(nearest)
    }
    let color = pixel(gradient, at: share)
    guard depth == .indexed256 else { return .rgb(color) }
    return ThemeFitting(inks: inks, depth: depth).fitted(ThemeColor(exact: .rgb(color)))
  }

  /// A colour of a scale for the pixels of a picture, whatever the terminal's text can show.
  ///
  /// - Parameters:
  ///   - gradient: Which scale.
  ///   - share: 0, its beginning, to 1, its end; what lies outside counts as the end.
  /// - Returns: An exact colour; of the terminal's sixteen, as xterm has them.
  package func pixel(_ gradient: Gradient, at share: Float) -> Image.Color {
    let stops = scales[gradient] ?? []
    let at = position(share, among: stops)
    guard let low = stops.indices.contains(at.low) ? stops[at.low].exact.image : nil,
      let high = stops.indices.contains(at.low + 1) ? stops[at.low + 1].exact.image : nil
    else { return stops.last?.exact.image ?? .white }
    return Image.Color.between(low, high, at: at.rest)
  }

  private func position(
    _ share: Float, among stops: [ThemeColor]
  ) -> (low: Int, rest: Float, nearest: Int) {
    let place = min(max(share.isNaN ? 0 : share, 0), 1) * Float(max(stops.count - 1, 0))
    let low = min(Int(place), max(stops.count - 2, 0))
    return (low, place - Float(low), Int(place.rounded()))
  }
}
