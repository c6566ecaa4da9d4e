package import Imaging

/// Where a picture goes within the cells it may use, which part of it shows, and how large it is drawn.
package struct PictureFit: Hashable, Sendable {
  /// The cells it covers, some perhaps in part.
  package let area: CellArea
  /// The pixels of it that show.
  package let source: PixelArea
  /// Their size as drawn: a whole multiple of their own, or smaller than their own.
  package let size: PixelSize
  /// The pixels of a cell.
  private let cell: PixelSize

  /// Fits a picture into the middle of an area.
  ///
  /// - Parameters:
  ///   - image: The picture.
  ///   - area: The cells it may use, at least one.
  ///   - cell: The pixels of a cell.
  ///   - limit: The largest picture that can be drawn.
  ///   - zoom: How much of it shows.
  package init(
    _ image: Image, in area: CellArea, cell: PixelSize, limit: PixelSize? = nil,
    zoom: PictureZoom = .fitted
  ) {
    let columns = min(area.columns, max(1, (limit?.width ?? .max) / cell.width))
    let rows = min(area.rows, max(1, (limit?.height ?? .max) / cell.height))
    let room = PixelSize(width: columns * cell.width, height: rows * cell.height)
    switch zoom {
    case .fitted:
      source = PixelArea(x: 0, y: 0, width: image.width, height: image.height)
      size = Self.size(of: image, within: room)
    case .times(let factor, let x, let y):
      let factor = min(max(1, factor), room.width, room.height)
      source = Self.part(of: image, within: room, factor, x, y)
      size = PixelSize(width: source.width * factor, height: source.height * factor)
    }
    self.cell = cell
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

  private static func part(
    of image: Image, within room: PixelSize, _ factor: Int, _ x: Int, _ y: Int
  ) -> PixelArea {
    let width = min(image.width, room.width / factor)
    let height = min(image.height, room.height / factor)
    return PixelArea(
      x: min(max(0, x - width / 2), image.width - width),
      y: min(max(0, y - height / 2), image.height - height), width: width, height: height)
  }

  /// The picture's pixel in the middle of a cell; nil beside the picture.
  package func pixel(at position: CellPosition) -> (x: Int, y: Int)? {
    guard area.contains(position) else { return nil }
    let left = (area.columns * cell.width - size.width) / 2
    let top = (area.rows * cell.height - size.height) / 2
    let x = (position.column - area.column) * cell.width + cell.width / 2 - left
    let y = (position.row - area.row) * cell.height + cell.height / 2 - top
    guard (0..<size.width).contains(x), (0..<size.height).contains(y) else { return nil }
    return (source.x + x * source.width / size.width, source.y + y * source.height / size.height)
  }

  /// The part that shows, in its own pixels and opaque.
  func part(of picture: PlacedPicture) -> Image {
    let image = picture.image.composited(on: picture.background)
    guard source.width < image.width || source.height < image.height else { return image }
    return image.cropped(x: source.x, y: source.y, width: source.width, height: source.height)
  }

  /// How many times it is enlarged; 0 when it is shrunk.
  var factor: Int { size.width / source.width }

  /// The picture as drawn, opaque, in the middle of whole cells.
  func drawn(_ picture: PlacedPicture) -> Image {
    let part = part(of: picture)
    let scaled =
      factor > 0 ? part.enlarged(by: factor) : part.resized(width: size.width, height: size.height)
    return scaled.centered(
      width: area.columns * cell.width, height: area.rows * cell.height, on: picture.background)
  }
}

extension TerminalCapabilities {
  /// The pixels that a cell shows in the mode in use: a half block shows one above another.
  package var pixelsOfCell: PixelSize {
    pictureMode.drawsPixels ? cell : PixelSize(width: 1, height: 2)
  }

  private var largestDrawn: PixelSize? {
    switch pictureMode {
    case .sixel: largestPicture
    case .placeholders:
      PixelSize(width: Placeholder.most * cell.width, height: Placeholder.most * cell.height)
    case .kitty, .halfBlocks, .shades: nil
    }
  }

  /// Where a picture goes.
  package func fit(_ picture: PlacedPicture) -> PictureFit {
    PictureFit(
      picture.image, in: picture.area, cell: pixelsOfCell,
      limit: largestDrawn, zoom: picture.zoom)
  }
}
