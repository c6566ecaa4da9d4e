internal import Imaging

/// A picture's colours, in bytes and in L*a*b*.
struct ColourGrid {
  let width: Int
  let height: Int
  /// Rows from the top.
  let colours: [Image.Color]
  /// The same in L*a*b*.
  let labs: [LabColour]

  init(_ image: Image) {
    let solid = image.composited(on: .white)
    width = solid.width
    height = solid.height
    colours = (0..<solid.width * solid.height).map { solid.color(x: $0, y: 0) }
    labs = colours.map(LabColour.init)
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

  /// The pixels left, right, above and below, as far as they are in the picture.
  func neighbours(of pixel: Int) -> [Int] {
    let (x, y) = (pixel % width, pixel / width)
    var result: [Int] = []
    if x > 0 { result.append(pixel - 1) }
    if x < width - 1 { result.append(pixel + 1) }
    if y > 0 { result.append(pixel - width) }
    if y < height - 1 { result.append(pixel + width) }
    return result
  }
}
