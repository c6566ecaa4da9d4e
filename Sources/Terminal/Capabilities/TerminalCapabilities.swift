package import Imaging

/// What a terminal can show, as it answered or as its settings say.
package struct TerminalCapabilities: Hashable, Sendable {
  /// How pictures are shown.
  package var pictureMode: PictureMode
  /// The colours of text.
  package var colorDepth: ColorDepth
  /// The size of a cell in pixels.
  package var cell: PixelSize
  /// Whether it takes UTF-8; else everything is written in ASCII.
  package var isUnicode: Bool
  /// The colours a sixel picture may have.
  package var sixelColors: Int
  /// The largest sixel picture it draws, in pixels; nil when it names no limit.
  package var largestPicture: PixelSize?
  /// Whether it shows a frame at once between two marks (mode 2026).
  package var hasSynchronizedUpdate: Bool
  /// Whether it can tell the mouse by pixels (mode 1016).
  package var hasPixelMouse = false
  /// Its background, if it told.
  package var background: Image.Color?
  /// What it said of itself and what stands before it.
  package var identity = Identity()

  /// Makes capabilities; by default those of a plain terminal with 256 colours.
  package init(
    pictureMode: PictureMode = .halfBlocks, colorDepth: ColorDepth = .indexed256,
    cell: PixelSize = PixelSize(width: 10, height: 20), isUnicode: Bool = true,
    sixelColors: Int = 256, largestPicture: PixelSize? = nil,
    hasSynchronizedUpdate: Bool = false, background: Image.Color? = nil
  ) {
    self.pictureMode = pictureMode
    self.colorDepth = colorDepth
    self.cell = cell
    self.isUnicode = isUnicode
    self.sixelColors = sixelColors
    self.largestPicture = largestPicture
    self.hasSynchronizedUpdate = hasSynchronizedUpdate
    self.background = background
  }

  /// The facts from which the ways of showing pictures follow.
  package struct Identity: Hashable, Sendable {
    /// `TERM`.
    package var term = ""
    /// The name it told (XTVERSION); nil when it told none.
    package var name: String?
    /// Whether it answered the last question (DA1).
    package var hasAnswered = false
    /// Whether it says that it draws sixel.
    package var hasSixel = false
    /// Whether it answered kitty's question.
    package var hasKitty = false
    /// Whether it or its line told how many pixels a cell has.
    package var isCellKnown = false
    /// What stands between leon and it.
    package var multiplexer: Multiplexer?

    /// Makes an identity of which nothing is known.
    package init() {}
  }
}

/// How pictures are shown.
package enum PictureMode: String, Hashable, Sendable, CaseIterable {
  /// As pixels, by the sixel protocol.
  case sixel
  /// As pixels, by kitty's protocol.
  case kitty
  /// As pixels, by kitty's protocol through tmux: cells of text that the terminal outside replaces.
  case placeholders = "kitty-in-tmux"
  /// As two colours a cell.
  case halfBlocks = "half-blocks"
  /// As characters of different weight: without colour or without UTF-8.
  case shades

  /// Whether pictures have the terminal's own pixels.
  package var drawsPixels: Bool { self == .sixel || self == .kitty || self == .placeholders }

  /// How a status line names it.
  package var title: String {
    switch self {
    case .sixel: "sixel"
    case .kitty: "kitty graphics"
    case .placeholders: "kitty in tmux"
    case .halfBlocks: "half blocks"
    case .shades: "shades"
    }
  }
}

/// The colours that text may have.
package enum ColorDepth: String, Hashable, Sendable, CaseIterable, Comparable {
  /// None: weight, underline and reverse remain.
  case monochrome = "none"
  /// The sixteen of the user's scheme.
  case basic16 = "16"
  /// xterm's 256.
  case indexed256 = "256"
  /// Any.
  case trueColor = "true"

  package static func < (a: ColorDepth, b: ColorDepth) -> Bool {
    allCases.firstIndex(of: a) ?? 0 < allCases.firstIndex(of: b) ?? 0
  }
}

/// Width and height in pixels.
package struct PixelSize: Hashable, Sendable {
  /// Pixels in a row.
  package var width: Int
  /// Rows of pixels.
  package var height: Int

  /// Makes a size.
  package init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }
}
