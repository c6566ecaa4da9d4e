package import Imaging

/// A colour as a style names it; the driver turns it into what the terminal has.
package enum TerminalColor: Hashable, Sendable {
  /// The terminal's own text or ground.
  case standard
  /// One of the terminal's 256; the first 16 follow the user's own scheme.
  case palette(UInt8)
  /// Exactly this.
  case rgb(Image.Color)
}

/// How a cell looks.
package struct Style: Hashable, Sendable {
  /// The colour of the text.
  package var foreground: TerminalColor
  /// The colour behind it.
  package var background: TerminalColor
  /// Weight and the like.
  package var attributes: Attributes

  /// Makes a style; by default the terminal's own.
  package init(
    foreground: TerminalColor = .standard, background: TerminalColor = .standard,
    attributes: Attributes = []
  ) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }

  /// Weight and the like; they alone remain on a terminal without colour.
  package struct Attributes: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Heavier letters.
    package static let bold = Attributes(rawValue: 1)
    /// Fainter letters.
    package static let dim = Attributes(rawValue: 2)
    /// Slanted letters.
    package static let italic = Attributes(rawValue: 4)
    /// A line below.
    package static let underline = Attributes(rawValue: 8)
    /// Text and ground exchanged.
    package static let reverse = Attributes(rawValue: 16)
  }
}
