extension Image {
  /// The colours without alpha, three bytes a pixel.
  package var rgb: [UInt8] {
    var result = [UInt8]()
    result.reserveCapacity(3 * width * height)
    for i in stride(from: 0, to: pixels.count, by: 4) { result += pixels[i..<i + 3] }
    return result
  }

  /// A part of the picture, which must lie within it.
  package func cropped(x: Int, y: Int, width: Int, height: Int) -> Image {
    precondition(
      x >= 0 && y >= 0 && x + width <= self.width && y + height <= self.height,
      "\(width) × \(height) at (\(x), \(y)) of \(self.width) × \(self.height)")
    var result = [UInt8]()
    result.reserveCapacity(4 * width * height)
    for row in y..<y + height {
      let start = 4 * (row * self.width + x)
      result += pixels[start..<start + 4 * width]
    }
    return Image(width: width, height: height, pixels: result)
  }

  /// The picture with some squares of a grid taken from another of its size.
  ///
  /// - Parameters:
  ///   - squares: by their places in the grid, row after row.
  ///   - grid: squares a row; the side is a multiple of it.
  ///   - other: where their pixels come from.
  /// - Returns: a picture of the same size.
  package func taking(_ squares: some Sequence<Int>, ofGrid grid: Int, from other: Image) -> Image {
    precondition(
      width == height && width % grid == 0 && other.width == width && other.height == height,
      "a grid of \(grid) on \(width) × \(height) and \(other.width) × \(other.height)")
    var result = self
    let side = width / grid
    for square in squares {
      for row in square / grid * side..<(square / grid + 1) * side {
        let start = 4 * (row * width + square % grid * side)
        result.pixels.replaceSubrange(
          start..<start + 4 * side, with: other.pixels[start..<start + 4 * side])
      }
    }
    return result
  }

  /// Each pixel as a block of `factor` × `factor`: nothing blurs.
  package func enlarged(by factor: Int) -> Image {
    guard factor > 1 else { return self }
    var result = [UInt8]()
    result.reserveCapacity(pixels.count * factor * factor)
    for y in 0..<height {
      let start = result.count
      for i in stride(from: 4 * y * width, to: 4 * (y + 1) * width, by: 4) {
        for _ in 0..<factor { result += pixels[i..<i + 4] }
      }
      let line = result[start...]
      for _ in 1..<factor { result += line }
    }
    return Image(width: width * factor, height: height * factor, pixels: result)
  }

  /// A square picture: the middle, so that nothing is stretched and nothing is empty.
  package func filling(side: Int) -> Image {
    let part = min(width, height)
    return cropped(x: (width - part) / 2, y: (height - part) / 2, width: part, height: part)
      .resized(width: side, height: side)
  }

  /// A square picture: all of it, opaque, with margins of the given colour.
  package func fitting(side: Int, on color: Color) -> Image {
    let longest = max(width, height)
    return resized(
      width: max(1, (width * side + longest / 2) / longest),
      height: max(1, (height * side + longest / 2) / longest)
    ).centered(width: side, height: side, on: color)
  }

  /// The picture in the middle of a larger one of the given colour; opaque.
  package func centered(width outer: Int, height outerHeight: Int, on color: Color) -> Image {
    precondition(
      outer >= width && outerHeight >= height,
      "\(width) × \(height) does not fit in \(outer) × \(outerHeight)")
    var result = Image(width: outer, height: outerHeight, fill: color)
    let solid = composited(on: color)
    for y in 0..<height {
      let to = 4 * ((y + (outerHeight - height) / 2) * outer + (outer - width) / 2)
      let from = 4 * y * width
      result.pixels.replaceSubrange(
        to..<to + 4 * width, with: solid.pixels[from..<from + 4 * width])
    }
    return result
  }
}
