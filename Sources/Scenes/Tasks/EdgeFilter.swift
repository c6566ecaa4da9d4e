package import Imaging

/// Lines where the colours of a picture change (Sobel's gradient; Canny's thinning).
package struct EdgeFilter {
  private let width: Int
  private let height: Int
  /// The gradient's components in the channel where it is longest.
  private var across: [Int]
  private var down: [Int]

  /// Differentiates a picture.
  package init(_ image: Image) {
    (width, height) = (image.width, image.height)
    across = [Int](repeating: 0, count: width * height)
    down = across
    for y in 0..<height {
      for x in 0..<width { differentiate(image, x, y) }
    }
  }

  private mutating func differentiate(_ image: Image, _ x: Int, _ y: Int) {
    let rows = [max(0, y - 1), y, min(height - 1, y + 1)]
    let columns = [max(0, x - 1), x, min(width - 1, x + 1)]
    for channel in 0..<3 {
      func value(_ row: Int, _ column: Int) -> Int {
        Int(image.pixels[4 * (rows[row] * width + columns[column]) + channel])
      }
      let dx =
        value(0, 2) + 2 * value(1, 2) + value(2, 2) - value(0, 0) - 2 * value(1, 0) - value(2, 0)
      let dy =
        value(2, 0) + 2 * value(2, 1) + value(2, 2) - value(0, 0) - 2 * value(0, 1) - value(0, 2)
      let at = y * width + x
      if abs(dx) + abs(dy) > abs(across[at]) + abs(down[at]) { (across[at], down[at]) = (dx, dy) }
    }
  }

  private func strength(_ x: Int, _ y: Int) -> Int {
    guard (0..<width).contains(x), (0..<height).contains(y) else { return 0 }
    return abs(across[y * width + x]) + abs(down[y * width + x])
  }

  /// The least gradient of a line: a step of about thirty levels.
  static let threshold = 120

  /// White lines on black, at most two pixels wide.
  package var edges: Image { drawn { x, y in isEdge(x, y) ? 255 : 0 } }

  /// Grey lines on black, the brighter the stronger.
  package var softEdges: Image { drawn { x, y in UInt8(min(255, strength(x, y) / 4)) } }

  /// Whether no neighbour along the gradient is stronger.
  package func isEdge(_ x: Int, _ y: Int) -> Bool {
    let own = strength(x, y)
    guard own >= Self.threshold else { return false }
    let (dx, dy) = (across[y * width + x], down[y * width + x])
    // tan 22.5° is about 2 / 5.
    let stepX = 5 * abs(dx) > 2 * abs(dy) ? dx.signum() : 0
    let stepY = 5 * abs(dy) > 2 * abs(dx) ? dy.signum() : 0
    return own >= strength(x - stepX, y - stepY) && own >= strength(x + stepX, y + stepY)
  }

  private func drawn(_ level: (Int, Int) -> UInt8) -> Image {
    var image = Image(width: width, height: height, fill: .black)
    for y in 0..<height {
      for x in 0..<width {
        let value = level(x, y)
        if value > 0 { image.set(Image.Color(red: value, green: value, blue: value), x: x, y: y) }
      }
    }
    return image
  }
}
