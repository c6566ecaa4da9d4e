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
  /// Its background, if it told.
  package var background: Image.Color?

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
}

/// How pictures are shown.
package enum PictureMode: String, Hashable, Sendable, CaseIterable {
  /// As pixels, by the sixel protocol.
  case sixel
  /// As two colours a cell.
  case halfBlocks = "half-blocks"
  /// As characters of different weight: without colour or without UTF-8.
  case shades
}

/// The colours that text may have.
package enum ColorDepth: String, Hashable, Sendable, CaseIterable {
  /// None: weight, underline and reverse remain.
  case monochrome
  /// The sixteen of the user's scheme.
  case basic16 = "16"
  /// xterm's 256.
  case indexed256 = "256"
  /// Any.
  case trueColor = "true"
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
