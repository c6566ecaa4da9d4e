import Imaging

extension Image {
  /// The picture with the cells of codes that are not written yet made transparent.
  ///
  /// - Parameters:
  ///   - count: The codes written, in raster order.
  ///   - side: The codes in a row of the grid.
  /// - Returns: A picture of the same size.
  func written(_ count: Int, of side: Int) -> Image {
    guard count < side * side else { return self }
    var result = self
    for y in 0..<height {
      for x in 0..<width where (y * side / height) * side + x * side / width >= count {
        result.pixels[4 * (y * width + x) + 3] = 0
      }
    }
    return result
  }
}
