package import Imaging

/// What a terminal answered to a question about itself.
package enum TerminalReply: Hashable, Sendable {
  /// Its features (DA1); 4 among them is sixel.
  case features([Int])
  /// The size of a cell.
  case cell(PixelSize)
  /// The size of the text area.
  case textArea(PixelSize)
  /// How many colours a sixel picture may have.
  case sixelColors(Int)
  /// The largest sixel picture.
  case largestPicture(PixelSize)
  /// Whether it knows synchronized updates (mode 2026).
  case synchronizedUpdate(Bool)
  /// Whether it can tell the mouse by pixels (mode 1016).
  case pixelMouse(Bool)
  /// The colour of its background.
  case background(Image.Color)
  /// Where the cursor is, counted from 0.
  case cursor(CellPosition)
  /// Its name and version.
  case name(String)
  /// Whether it understood kitty's question.
  case kittyGraphics(Bool)
}
