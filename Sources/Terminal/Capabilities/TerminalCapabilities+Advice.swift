extension TerminalCapabilities {
  /// Why pictures are shown as they are, in a sentence.
  package var pictureReason: String {
    switch pictureMode {
    case .sixel: "the terminal says that it draws sixel"
    case .kitty: "the terminal draws kitty's graphics"
    case .placeholders: "tmux passes kitty's graphics on to \(outside)"
    case .halfBlocks, .shades:
      [whyNoPixels, pictureMode == .shades ? whyNoBlocks : nil].compactMap { $0 }
        .joined(separator: "; ")
    }
  }

  /// What a user can do to see pictures as pixels; nil when they are seen so.
  package var hint: String? {
    guard !pictureMode.drawsPixels else { return nil }
    if let best = availableModes.first, best.drawsPixels {
      return "The terminal can do better: show pictures as \(best.title)."
    }
    if let multiplexer = identity.multiplexer { return hint(inside: multiplexer) }
    if identity.name?.hasPrefix("XTerm") == true, !identity.hasSixel {
      return "For pictures as pixels start it as 'xterm -ti vt340'."
    }
    if identity.hasSixel || identity.hasKitty {
      return "The terminal does not tell how many pixels a cell has; set cell = \"10x20\"."
    }
    return "For pictures as pixels use \(Self.terminals)."
  }

  private func hint(inside multiplexer: Multiplexer) -> String {
    guard multiplexer.kind == .tmux else {
      return "For pictures as pixels run leon outside screen, in \(Self.terminals)."
    }
    if !multiplexer.passesThrough,
      ["kitty", "ghostty"].contains(where: { multiplexer.outside.contains($0) })
    {
      return "For pictures as pixels: tmux set -g allow-passthrough on."
    }
    return "For pictures as pixels run leon outside tmux, or in a tmux with sixel (3.4 or newer)."
  }

  /// Terminals that are known to draw pictures and easy to get.
  private static let terminals = "foot, WezTerm, kitty, Ghostty, mlterm or xterm -ti vt340"

  private var outside: String { identity.multiplexer?.outside ?? "the terminal" }

  private var whyNoPixels: String {
    if let best = availableModes.first, best.drawsPixels { return "asked for" }
    if identity.hasSixel || identity.hasKitty { return "the size of a cell is not known" }
    if let multiplexer = identity.multiplexer {
      return "\(multiplexer.kind.rawValue) does not say that it draws sixel"
    }
    guard identity.hasAnswered else { return "the terminal did not answer" }
    return "the terminal draws neither sixel nor kitty's graphics"
  }

  private var whyNoBlocks: String? {
    if !isUnicode { return "the locale is not UTF-8" }
    return colorDepth == .monochrome || colorDepth == .basic16
      ? "it has too few colours for blocks" : nil
  }
}
