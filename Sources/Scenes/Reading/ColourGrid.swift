internal import Imaging

/// A picture after a median over 3 × 3 pixels, in bytes and in L*a*b*.
struct ColourGrid {
  let width: Int
  let height: Int
  /// Rows from the top.
  let colours: [Image.Color]
  /// The same in L*a*b*.
  let labs: [LabColour]

  init(_ image: Image) {
    let solid = image.composited(on: .white)
    let (width, height) = (solid.width, solid.height)
    let channels = (0..<3).map { channel in
      Self.median(
        (0..<width * height).map { solid.pixels[4 * $0 + channel] }, width: width, height: height)
    }
    let colours = (0..<width * height).map { at in
      Image.Color(red: channels[0][at], green: channels[1][at], blue: channels[2][at])
    }
    self.width = width
    self.height = height
    self.colours = colours
    labs = colours.map(LabColour.init)
  }

  /// The middle of each pixel and its eight neighbours; at the border, the outermost repeat.
  private static func median(_ values: [UInt8], width: Int, height: Int) -> [UInt8] {
    var result = values
    var nine = [UInt8](repeating: 0, count: 9)
    for y in 0..<height {
      for x in 0..<width {
        for k in 0..<9 {
          let row = min(max(y + k / 3 - 1, 0), height - 1)
          let column = min(max(x + k % 3 - 1, 0), width - 1)
          nine[k] = values[row * width + column]
        }
        nine.sort()
        result[y * width + x] = nine[4]
      }
    }
    return result
  }

  /// The median of each component over some pixels; black for none.
  func median(of pixels: some Sequence<Int>) -> Image.Color {
    let all = pixels.map { colours[$0] }
    func middle(_ component: KeyPath<Image.Color, UInt8>) -> UInt8 {
      let sorted = all.map { $0[keyPath: component] }.sorted()
      return sorted.isEmpty ? 0 : sorted[sorted.count / 2]
    }
    return Image.Color(red: middle(\.red), green: middle(\.green), blue: middle(\.blue))
  }
}
