import Imaging

/// What the token inspector draws into a picture.
extension Image {
  /// The picture with a frame around the cell of a code: bright inside, dark outside, so that it
  /// stands out of every picture.
  ///
  /// - Parameters:
  ///   - position: Of the code.
  ///   - side: Codes in a row of the grid.
  ///   - color: Of the inner line.
  ///   - thickness: Of each line, in pixels.
  /// - Returns: A picture of the same size, opaque under the frame.
  func framed(at position: Int, side: Int, color: Image.Color, thickness: Int) -> Image {
    var result = self
    let cell = tokenCell(position, side)
    result.drawFrame(
      around: cell, margin: 2 * thickness, thickness: thickness,
      Image.Color(red: 0, green: 0, blue: 0))
    result.drawFrame(around: cell, margin: thickness, thickness: thickness, color)
    return result
  }

  /// The picture with colours laid over the cells of its codes.
  ///
  /// - Parameters:
  ///   - colors: One a code, from the first on.
  ///   - side: Codes in a row of the grid.
  /// - Returns: A picture of the same size; cells without a colour stay.
  func tinted(_ colors: [Image.Color], side: Int) -> Image {
    var result = self
    for y in 0..<height {
      for x in 0..<width {
        let cell = (y * side / height) * side + x * side / width
        guard cell < colors.count else { continue }
        let at = 4 * (y * width + x)
        result.pixels[at] = Image.mixed(pixels[at], colors[cell].red)
        result.pixels[at + 1] = Image.mixed(pixels[at + 1], colors[cell].green)
        result.pixels[at + 2] = Image.mixed(pixels[at + 2], colors[cell].blue)
      }
    }
    return result
  }

  /// A square around the cell of a code, moved inwards at the picture's edge.
  ///
  /// - Parameters:
  ///   - position: Of the code.
  ///   - side: Codes in a row of the grid.
  ///   - patchWidth: Of the square, in pixels.
  /// - Returns: A part of the picture.
  func patch(at position: Int, side: Int, width patchWidth: Int) -> Image {
    let cell = tokenCell(position, side)
    let left = min(max(cell.x + cell.width / 2 - patchWidth / 2, 0), width - patchWidth)
    let top = min(max(cell.y + cell.height / 2 - patchWidth / 2, 0), height - patchWidth)
    var result = Image(width: patchWidth, height: patchWidth, fill: .white)
    for y in 0..<patchWidth {
      let from = 4 * ((top + y) * width + left)
      let to = 4 * y * patchWidth
      result.pixels.replaceSubrange(
        to..<to + 4 * patchWidth, with: pixels[from..<from + 4 * patchWidth])
    }
    return result
  }

  private func tokenCell(_ position: Int, _ side: Int) -> (
    x: Int, y: Int, width: Int, height: Int
  ) {
    (
      position % side * width / side, position / side * height / side, width / side, height / side
    )
  }

  /// Two thirds of the colour: what is under it can still be told.
  private static func mixed(_ under: UInt8, _ over: UInt8) -> UInt8 {
    UInt8((Int(under) + 2 * Int(over)) / 3)
  }

  private mutating func drawFrame(
    around cell: (x: Int, y: Int, width: Int, height: Int), margin: Int, thickness: Int,
    _ color: Image.Color
  ) {
    let left = max(cell.x - margin, 0)
    let right = min(cell.x + cell.width + margin, width)
    let top = max(cell.y - margin, 0)
    let bottom = min(cell.y + cell.height + margin, height)
    for y in top..<bottom {
      for x in left..<right {
        let isInside =
          x >= left + thickness && x < right - thickness && y >= top + thickness
          && y < bottom - thickness
        guard !isInside else { continue }
        let at = 4 * (y * width + x)
        (pixels[at], pixels[at + 1], pixels[at + 2]) = (color.red, color.green, color.blue)
        pixels[at + 3] = 255
      }
    }
  }
}
