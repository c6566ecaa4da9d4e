/// A picture: 8-bit RGBA, rows from the top, alpha not multiplied in.
package struct Image: Hashable, Sendable {
  /// Pixels in a row, at least 1.
  package let width: Int
  /// Rows, at least 1.
  package let height: Int
  /// Red, green, blue and alpha of each pixel, `4 · width · height` bytes.
  package var pixels: [UInt8]

  /// Makes a picture of the given pixels.
  package init(width: Int, height: Int, pixels: [UInt8]) {
    precondition(
      width > 0 && height > 0 && pixels.count == 4 * width * height,
      "\(pixels.count) bytes for \(width) × \(height) pixels")
    self.width = width
    self.height = height
    self.pixels = pixels
  }

  /// Makes a picture of one colour.
  package init(width: Int, height: Int, fill: Color) {
    var pixels = [UInt8]()
    pixels.reserveCapacity(4 * width * height)
    for _ in 0..<width * height { pixels += [fill.red, fill.green, fill.blue, 255] }
    self.init(width: width, height: height, pixels: pixels)
  }

  /// An opaque colour.
  package struct Color: Hashable, Codable, Sendable {
    /// 0 to 255.
    package var red: UInt8
    /// 0 to 255.
    package var green: UInt8
    /// 0 to 255.
    package var blue: UInt8

    /// Makes a colour.
    package init(red: UInt8, green: UInt8, blue: UInt8) {
      self.red = red
      self.green = green
      self.blue = blue
    }

    /// (255, 255, 255).
    package static let white = Color(red: 255, green: 255, blue: 255)
    /// (0, 0, 0).
    package static let black = Color(red: 0, green: 0, blue: 0)
  }

  /// Whether no pixel is transparent.
  package var isOpaque: Bool {
    stride(from: 3, to: pixels.count, by: 4).allSatisfy { pixels[$0] == 255 }
  }

  /// The picture laid over a colour: opaque.
  package func composited(on color: Color) -> Image {
    var result = pixels
    let ground = [Int(color.red), Int(color.green), Int(color.blue)]
    for i in stride(from: 0, to: result.count, by: 4) where result[i + 3] != 255 {
      let alpha = Int(result[i + 3])
      for c in 0..<3 {
        result[i + c] = UInt8((Int(result[i + c]) * alpha + ground[c] * (255 - alpha) + 127) / 255)
      }
      result[i + 3] = 255
    }
    return Image(width: width, height: height, pixels: result)
  }

  /// The picture seen in a mirror.
  package func mirrored() -> Image {
    var result = pixels
    for y in 0..<height {
      for x in 0..<width {
        let to = 4 * (y * width + x)
        let from = 4 * (y * width + width - 1 - x)
        for c in 0..<4 { result[to + c] = pixels[from + c] }
      }
    }
    return Image(width: width, height: height, pixels: result)
  }
}
