package import Imaging

/// Where a picture goes within the cells it may use, and how large it is drawn.
package struct PictureFit: Hashable, Sendable {
  /// The cells it covers, some perhaps in part.
  package let area: CellArea
  /// Its size as drawn: a whole multiple of its own, or smaller than its own.
  package let size: PixelSize

  /// Fits a picture into the middle of an area.
  ///
  /// - Parameters:
  ///   - image: The picture.
  ///   - area: The cells it may use, at least one.
  ///   - cell: The pixels of a cell.
  ///   - limit: The largest picture that can be drawn.
  package init(_ image: Image, in area: CellArea, cell: PixelSize, limit: PixelSize? = nil) {
    let columns = min(area.columns, max(1, (limit?.width ?? .max) / cell.width))
    let rows = min(area.rows, max(1, (limit?.height ?? .max) / cell.height))
    size = Self.size(
      of: image, within: PixelSize(width: columns * cell.width, height: rows * cell.height))
    self.area = area.centered(
      columns: (size.width + cell.width - 1) / cell.width,
      rows: (size.height + cell.height - 1) / cell.height)
  }

  private static func size(of image: Image, within room: PixelSize) -> PixelSize {
    let factor = min(room.width / image.width, room.height / image.height)
    guard factor == 0 else {
      return PixelSize(width: image.width * factor, height: image.height * factor)
    }
    // Shrunk so that the tighter side is filled.
    guard image.width * room.height > image.height * room.width else {
      return PixelSize(
        width: max(1, image.width * room.height / image.height), height: room.height)
    }
    return PixelSize(width: room.width, height: max(1, image.height * room.width / image.width))
  }

  /// The picture as drawn, opaque, in the middle of whole cells of the given pixels.
  func drawn(_ picture: PlacedPicture, cell: PixelSize) -> Image {
    let image = picture.image.composited(on: picture.background)
    let factor = size.width / image.width
    let scaled =
      factor * image.width == size.width && factor * image.height == size.height
      ? image.enlarged(by: factor) : image.resized(width: size.width, height: size.height)
    return scaled.centered(
      width: area.columns * cell.width, height: area.rows * cell.height, on: picture.background)
  }
}

extension TerminalCapabilities {
  /// The pixels that a cell shows in the mode in use: a half block shows one above another.
  package var pixelsOfCell: PixelSize {
    pictureMode == .sixel ? cell : PixelSize(width: 1, height: 2)
  }

  /// Where a picture goes.
  package func fit(_ picture: PlacedPicture) -> PictureFit {
    PictureFit(
      picture.image, in: picture.area, cell: pixelsOfCell,
      limit: pictureMode == .sixel ? largestPicture : nil)
  }
}
