/// What a user wants of the terminal, whatever it says of itself.
package struct TerminalSettings: Hashable, Sendable {
  /// How pictures are shown; nil takes the best way that the terminal tells.
  package var pictureMode: PictureMode?
  /// The colours of text; nil takes what the terminal has.
  package var colorDepth: ColorDepth?
  /// The pixels of a cell, for terminals that tell none or wrong ones.
  package var cell: PixelSize?
  /// Whether clicks and the wheel come to leon rather than select text.
  package var listensToMouse = true

  /// Makes settings that leave everything to the terminal.
  package init() {}
}
