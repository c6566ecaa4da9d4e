internal import Imaging

/// How much of each pixel of its box a thing covers.
struct SceneForm: Hashable, Sendable {
  let width: Int
  let height: Int
  /// 0…255 a pixel, rows from the top.
  let coverage: [UInt8]

  init(width: Int, height: Int, coverage: [UInt8]) {
    precondition(coverage.count == width * height, "\(coverage.count) for \(width) × \(height)")
    self.width = width
    self.height = height
    self.coverage = coverage
  }

  /// Points a side of a pixel that are asked whether they lie in a shape.
  private static let samples = 4

  /// Draws a plain shape.
  init(_ shape: SceneShape, width: Int, height: Int) {
    let n = Self.samples
    var coverage = [UInt8](repeating: 0, count: width * height)
    for pixel in coverage.indices {
      let (column, row) = (pixel % width, pixel / width)
      var hits = 0
      for k in 0..<n * n {
        let x = (Double(column) + (Double(k % n) + 0.5) / Double(n)) / Double(width)
        let y = (Double(row) + (Double(k / n) + 0.5) / Double(n)) / Double(height)
        hits += shape.contains(x, y) ? 1 : 0
      }
      coverage[pixel] = UInt8(hits * 255 / (n * n))
    }
    self.init(width: width, height: height, coverage: coverage)
  }

  /// Takes the alpha of a picture, cut to what is opaque by half; nil for one of nothing.
  init?(alphaOf image: Image) {
    let alpha = stride(from: 3, to: image.pixels.count, by: 4).map { image.pixels[$0] }
    let mask = PixelMask(width: image.width, height: image.height, bits: alpha.map { $0 >= 128 })
    guard let box = mask.box else { return nil }
    let rows = (box.y..<box.y + box.height).map {
      alpha[$0 * image.width + box.x..<$0 * image.width + box.x + box.width]
    }
    self.init(width: box.width, height: box.height, coverage: rows.flatMap { Array($0) })
  }

  /// The form at another size, each new pixel the mean of what it covers.
  func resized(width newWidth: Int, height newHeight: Int) -> SceneForm {
    let pixels = coverage.flatMap { [0, 0, 0, $0] as [UInt8] }
    let resized = Image(width: width, height: height, pixels: pixels)
      .resized(width: newWidth, height: newHeight)
    let alpha = stride(from: 3, to: resized.pixels.count, by: 4).map { resized.pixels[$0] }
    return SceneForm(width: newWidth, height: newHeight, coverage: alpha)
  }
}
