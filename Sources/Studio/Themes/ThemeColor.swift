import Imaging
import Terminal

/// A colour of a theme: as meant, and as picked by hand for terminals that have fewer.
struct ThemeColor: Hashable, Sendable {
  /// As meant.
  var exact: TerminalColor = .standard
  /// Its number among 256.
  var c256: UInt8?
  /// Its number among 16.
  var c16: UInt8?

  /// What is picked by hand for a depth, or needs no picking; nil where the nearest is looked for.
  func picked(for depth: ColorDepth) -> TerminalColor? {
    switch (depth, exact) {
    case (.monochrome, _): .standard
    case (.trueColor, _): exact
    case (.basic16, _) where c16 != nil: c16.map(TerminalColor.palette)
    case (.indexed256, _) where c256 != nil: c256.map(TerminalColor.palette)
    case (_, .standard): .standard
    case (.indexed256, .palette): exact
    case (.basic16, .palette(let index)) where index < 16: exact
    default: nil
    }
  }
}

extension TerminalColor {
  /// What it looks like, as far as can be told: the sixteen follow the user's scheme, and the
  /// terminal's own colours are not known.
  var image: Image.Color? {
    switch self {
    case .standard: nil
    case .palette(let index): ColorMapper.xterm(index)
    case .rgb(let color): color
    }
  }

  /// The names of the terminal's own colours; their place is their number.
  static let sixteen = eight + eight.map { "bright-\($0)" }

  private static let eight = [
    "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
  ]

  /// Reads `default`, a name of the sixteen, or `#rrggbb`; nil for anything else.
  init?(name: String) {
    if name == "default" {
      self = .standard
    } else if let number = TerminalColor.sixteen.firstIndex(of: name) {
      self = .palette(UInt8(number))
    } else if name.hasPrefix("#"), name.utf8.count == 7,
      let value = UInt32(name.dropFirst(), radix: 16)
    {
      self = .rgb(Image.Color(hex: value))
    } else {
      return nil
    }
  }

  /// As a theme's file writes it.
  var name: String {
    switch self {
    case .standard: "default"
    case .palette(let index) where index < 16: TerminalColor.sixteen[Int(index)]
    case .palette(let index): "\(index)"
    case .rgb(let color):
      "#"
        + [color.red, color.green, color.blue].map {
          ($0 < 16 ? "0" : "") + String($0, radix: 16)
        }.joined()
    }
  }
}
