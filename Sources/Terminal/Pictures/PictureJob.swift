import Imaging

/// A picture that is to be written for a terminal: its place in whole cells and what it may cost.
package struct PictureJob: Hashable, Sendable {
  /// The picture in its own pixels, opaque or not.
  package var picture: PlacedPicture
  /// Where it goes and how large it is drawn.
  package var fit: PictureFit
  /// The pixels of a cell.
  package var cell: PixelSize
  /// The most colours, 2 to 256.
  package var colors: Int
  /// Pixels of its own on a side that are drawn as one: more than 1 on a slow line.
  package var coarseness: Int
  /// The protocol.
  package var coding: Coding

  /// The bytes that a picture becomes.
  package enum Coding: Hashable, Sendable {
    /// The whole of a sixel sequence.
    case sixel
    /// A PNG, for kitty's protocol.
    case png
  }

  /// Makes a job.
  package init(
    picture: PlacedPicture, fit: PictureFit, cell: PixelSize, colors: Int, coarseness: Int = 1,
    coding: Coding = .sixel
  ) {
    self.picture = picture
    self.fit = fit
    self.cell = cell
    self.colors = min(max(colors, 2), 256)
    self.coarseness = max(1, coarseness)
    self.coding = coding
  }

  /// Whether errors of colour are spread to the neighbours: below 64 colours, where bands would show.
  var isDithered: Bool { colors < 64 }

  /// The size as drawn, whole cells.
  var outer: PixelSize {
    PixelSize(width: fit.area.columns * cell.width, height: fit.area.rows * cell.height)
  }

  /// The part that shows, before it is enlarged: choosing colours there is cheap.
  var small: Image {
    let part = fit.part(of: picture)
    let full = fit.factor == 0 ? fit.size : PixelSize(width: part.width, height: part.height)
    guard fit.factor == 0 || coarseness > 1 else { return part }
    return part.resized(
      width: max(1, full.width / coarseness), height: max(1, full.height / coarseness))
  }

  /// Values of `small`, row after row, enlarged to blocks in the middle of `outer`.
  ///
  /// - Parameters:
  ///   - values: one for each pixel of `small`.
  ///   - small: the size of the picture before.
  ///   - ground: what fills the margin.
  /// - Returns: [outer height, outer width].
  func enlarge<Value>(_ values: [Value], of small: Image, ground: Value) -> [Value] {
    let left = (outer.width - fit.size.width) / 2
    let top = (outer.height - fit.size.height) / 2
    var result = [Value](repeating: ground, count: outer.width * outer.height)
    let columns = (0..<fit.size.width).map { $0 * small.width / fit.size.width }
    for y in 0..<fit.size.height {
      let from = y * small.height / fit.size.height * small.width
      let to = (top + y) * outer.width + left
      for x in 0..<fit.size.width { result[to + x] = values[from + columns[x]] }
    }
    return result
  }

  /// The bytes; nil for want of memory.
  package func encoded() -> [UInt8]? {
    switch coding {
    case .sixel: SixelEncoder.encode(self)
    case .png: try? PNG.encode(drawn)
    }
  }

  /// The picture as drawn, in whole cells.
  private var drawn: Image {
    let small = reduced(small)
    let ground = picture.background
    let values = stride(from: 0, to: small.pixels.count, by: 4).map {
      SIMD4(small.pixels[$0], small.pixels[$0 + 1], small.pixels[$0 + 2], 255)
    }
    let all = enlarge(
      values, of: small, ground: SIMD4(ground.red, ground.green, ground.blue, 255))
    var pixels = [UInt8]()
    pixels.reserveCapacity(4 * all.count)
    for value in all { pixels += [value.x, value.y, value.z, value.w] }
    return Image(width: outer.width, height: outer.height, pixels: pixels)
  }

  /// Fewer colours make a shorter PNG.
  private func reduced(_ image: Image) -> Image {
    guard colors < 64, let palette = Palette.suiting(image, colors: colors) else { return image }
    var result = image
    for (i, index) in PaletteMap(palette).indices(of: image, dithered: false).enumerated() {
      let color = palette[Int(index)]
      result.pixels.replaceSubrange(4 * i..<4 * i + 3, with: [color.red, color.green, color.blue])
    }
    return result
  }
}
