package import Imaging
package import Tokens

/// A rectangle of a picture's codes that is drawn again, and how near a drawing comes to what was there.
package struct RectangleHole: Sendable {
  /// In codes.
  package let rectangle: CodeRectangle
  private let picture: Image
  private let code: Int

  /// Cuts a hole.
  ///
  /// - Parameters:
  ///   - picture: of a model's size.
  ///   - grid: codes on its side.
  ///   - generator: of the place and the size, a quarter to three quarters of each side.
  package init(
    in picture: Image, grid: Int, using generator: inout some RandomNumberGenerator
  ) {
    func range() -> (from: Int, count: Int) {
      let count = Int.random(in: max(1, grid / 4)...max(1, grid * 3 / 4), using: &generator)
      return (Int.random(in: 0...grid - count, using: &generator), count)
    }
    let (x, y) = (range(), range())
    rectangle = CodeRectangle(x: x.from, y: y.from, width: x.count, height: y.count)
    self.picture = picture
    code = picture.width / grid
  }

  /// How near a drawing comes within the rectangle.
  ///
  /// - Parameter drawing: of the picture's size.
  /// - Returns: the peak signal-to-noise ratio, in dB.
  package func ratio(of drawing: Image) -> Double {
    peakSignalToNoise(
      meanSquaredError: part(of: drawing).distance(to: part(of: picture)).meanSquaredError)
  }

  /// The picture with the mean colour of its rest in the rectangle: what needs no model.
  package var filled: Image {
    var result = picture
    var (sums, count) = ([0, 0, 0], 0)
    for y in 0..<picture.height {
      for x in 0..<picture.width where !contains(x, y) {
        for i in 0..<3 { sums[i] += Int(picture.pixels[4 * (y * picture.width + x) + i]) }
        count += 1
      }
    }
    for y in 0..<picture.height {
      for x in 0..<picture.width where contains(x, y) {
        for i in 0..<3 {
          result.pixels[4 * (y * picture.width + x) + i] = UInt8(sums[i] / max(1, count))
        }
      }
    }
    return result
  }

  private func contains(_ x: Int, _ y: Int) -> Bool {
    (rectangle.x..<rectangle.x + rectangle.width).contains(x / code)
      && (rectangle.y..<rectangle.y + rectangle.height).contains(y / code)
  }

  private func part(of image: Image) -> Image {
    image.cropped(
      x: rectangle.x * code, y: rectangle.y * code, width: rectangle.width * code,
      height: rectangle.height * code)
  }
}
