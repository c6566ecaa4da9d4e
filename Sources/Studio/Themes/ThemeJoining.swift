import Terminal

/// Makes a theme of a file and those that it inherits, the furthest ancestor first.
///
/// Colours are looked up when all palettes are joined: a theme that changes a palette changes every
/// role that names it.
struct ThemeJoining {
  private let chain: [ThemeFile]
  private let palette: [String: TerminalColor]
  private let fallbacks: [String: ThemeFile.Fallback]

  init(_ chain: [ThemeFile]) {
    self.chain = chain
    palette = chain.reduce(into: [:]) { $0.merge($1.palette) { $1 } }
    fallbacks = chain.reduce(into: [:]) { $0.merge($1.fallbacks) { $1 } }
  }

  /// The theme, and what is wrong in it.
  func theme() -> (theme: Theme?, flaws: [FileFlaw]) {
    var flaws = strangeFallbacks()
    let specs = chain.reduce(into: [ColorRole: ThemeFile.Spec]()) {
      $0.merge($1.styles) { $1 }
    }
    let base = ground(specs, &flaws)
    var inks: [ColorRole: Theme.Ink] = [:]
    for role in ColorRole.allCases {
      guard let spec = specs[role] else { continue }
      inks[role] = ink(role, spec, on: base, &flaws)
    }
    let scales = chain.reduce(into: [Gradient: ThemeFile.Scale]()) {
      $0.merge($1.gradients) { $1 }
    }
    let stops = scales.mapValues { scale in
      scale.stops.map { stop($0, of: scale, &flaws) }
    }
    guard let leaf = chain.last else { return (nil, flaws) }
    let variant = chain.last { $0.variant != nil }?.variant ?? .dark
    let theme = Theme(
      id: leaf.id, name: leaf.name, variant: variant, source: leaf.source, inks: inks,
      scales: stops)
    return (theme, flaws)
  }

  /// Text and ground of the screen, which other roles take where they name none.
  private func ground(
    _ specs: [ColorRole: ThemeFile.Spec], _ flaws: inout [FileFlaw]
  ) -> (text: ThemeColor, ground: ThemeColor) {
    let text = specs[.text].map { color($0.foreground, of: $0.place, &flaws) } ?? nil
    let ground = specs[.background].map { color($0.background, of: $0.place, &flaws) } ?? nil
    return (text ?? ThemeColor(), ground ?? ThemeColor())
  }

  private func ink(
    _ role: ColorRole, _ spec: ThemeFile.Spec, on base: (text: ThemeColor, ground: ThemeColor),
    _ flaws: inout [FileFlaw]
  ) -> Theme.Ink {
    var ink = Theme.Ink(
      foreground: color(spec.foreground, of: spec.place, &flaws) ?? base.text,
      background: color(spec.background, of: spec.place, &flaws) ?? base.ground,
      attributes: spec.attributes,
      plain: ThemeFile.terminal.styles[role]?.attributes ?? [])
    guard let fallback = fallbacks[role.rawValue], palette[role.rawValue] == nil else {
      return ink
    }
    let part: WritableKeyPath<Theme.Ink, ThemeColor> =
      role == .background ? \.background : \.foreground
    ink[keyPath: part].c256 = fallback.c256 ?? ink[keyPath: part].c256
    ink[keyPath: part].c16 = fallback.c16 ?? ink[keyPath: part].c16
    return ink
  }

  private func stop(
    _ name: String, of scale: ThemeFile.Scale, _ flaws: inout [FileFlaw]
  ) -> ThemeColor {
    let stop = color(name, of: scale.place, &flaws) ?? ThemeColor()
    if name == "default" {
      flaws.append(scale.place.flaw("a gradient cannot hold “default”, whose colour is not known"))
    }
    return stop
  }

  private func color(
    _ name: String?, of place: ThemeFile.Place, _ flaws: inout [FileFlaw]
  ) -> ThemeColor? {
    guard let name else { return nil }
    guard let exact = palette[name] ?? TerminalColor(name: name) else {
      let flaw = place.flaw(
        "there is no colour “\(name)” in [palette], and it is neither \"#rrggbb\", \"default\" nor "
          + "one of the sixteen such as \"bright-red\"")
      if !flaws.contains(flaw) { flaws.append(flaw) }
      return nil
    }
    let fallback = fallbacks[name]
    return ThemeColor(exact: exact, c256: fallback?.c256, c16: fallback?.c16)
  }

  /// Fallbacks for what is neither a colour of the palette nor a role.
  private func strangeFallbacks() -> [FileFlaw] {
    guard let leaf = chain.last else { return [] }
    return leaf.fallbacks.sorted { ($0.value.place.line ?? 0) < ($1.value.place.line ?? 0) }
      .filter { palette[$0.key] == nil && ColorRole(rawValue: $0.key) == nil }
      .map { name, fallback in
        fallback.place.flaw(
          "“\(name)” in [fallback] is neither a colour of [palette] nor a role", isError: false)
      }
  }
}
