import Terminal

/// A part of the picture, enlarged by a whole factor, while the picture has the window alone.
package struct CloseUp: Hashable, Sendable {
  /// Pixels of the terminal for each of the picture's, along a side.
  package var factor: Int
  /// The picture's pixel in the middle.
  package var x: Int
  /// The same, down.
  package var y: Int

  /// Beyond this a pixel is a wall.
  static let most = 64

  /// As a placed picture takes it.
  var zoom: PictureZoom { .times(factor, x: x, y: y) }
}
