/// One place on the screen.
package struct Cell: Hashable, Sendable {
  /// One character as people count them; empty in the right half of a wide one.
  package var text: String
  /// How it looks.
  package var style: Style
  /// Whether a picture shows here: a cell written later hides it.
  package var isPicture: Bool

  /// Makes a cell.
  package init(text: String = " ", style: Style = Style(), isPicture: Bool = false) {
    self.text = text
    self.style = style
    self.isPicture = isPicture
  }

  /// Whether it is the right half of the wide character before it.
  package var isContinuation: Bool { text.isEmpty }
}
