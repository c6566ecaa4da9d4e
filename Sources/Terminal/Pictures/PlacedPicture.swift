package import Imaging

/// A picture and the cells it may use; it is shown in their middle, enlarged by a whole factor.
package struct PlacedPicture: Hashable, Sendable {
  /// The picture in its own pixels.
  package var image: Image
  /// The cells it may use.
  package var area: CellArea
  /// What shows behind it: through transparent pixels and in cells that it covers in part.
  package var background: Image.Color
  /// Whether it is still growing: fewer colours, so that more pictures go over the line.
  package var isLive: Bool
  /// How much of it shows.
  package var zoom: PictureZoom

  /// Makes a placed picture.
  package init(
    _ image: Image, in area: CellArea, background: Image.Color = .black, isLive: Bool = false,
    zoom: PictureZoom = .fitted
  ) {
    self.image = image
    self.area = area
    self.background = background
    self.isLive = isLive
    self.zoom = zoom
  }
}
