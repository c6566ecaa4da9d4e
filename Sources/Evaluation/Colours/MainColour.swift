package import Imaging

/// The colour that most of a picture's figure has, its white ground left out.
package enum MainColour {
  /// How far a ground pixel's components may lie from 255.
  private static let whiteTolerance: UInt8 = 20

  /// Names the main colour of what is not ground; nil when the picture is blank.
  ///
  /// The ground is the white that can be reached from the border, so that white parts inside a figure
  /// count.
  package static func of(_ image: Image) -> ColourName? {
    let opaque = image.composited(on: .white)
    let ground = groundMask(opaque)
    var counts: [ColourName: Int] = [:]
    for (pixel, isGround) in ground.enumerated() where !isGround {
      counts[ColourName(of: opaque.color(at: pixel)), default: 0] += 1
    }
    // Equal counts are settled by name, so that the answer does not depend on hashing.
    return counts.max { ($0.value, $1.key.rawValue) < ($1.value, $0.key.rawValue) }?.key
  }

  private static func groundMask(_ image: Image) -> [Bool] {
    let (width, height) = (image.width, image.height)
    var mask = [Bool](repeating: false, count: width * height)
    var todo = (0..<width).flatMap { [$0, (height - 1) * width + $0] }
    todo += (0..<height).flatMap { [$0 * width, $0 * width + width - 1] }
    while let pixel = todo.popLast() {
      guard !mask[pixel], isWhite(image.color(at: pixel)) else { continue }
      mask[pixel] = true
      let x = pixel % width
      if x > 0 { todo.append(pixel - 1) }
      if x < width - 1 { todo.append(pixel + 1) }
      if pixel >= width { todo.append(pixel - width) }
      if pixel < (height - 1) * width { todo.append(pixel + width) }
    }
    return mask
  }

  private static func isWhite(_ colour: Image.Color) -> Bool {
    min(colour.red, colour.green, colour.blue) >= 255 - whiteTolerance
  }
}

extension Image {
  /// The colour of pixel `index`, rows after each other; alpha is ignored.
  fileprivate func color(at index: Int) -> Color {
    Color(red: pixels[4 * index], green: pixels[4 * index + 1], blue: pixels[4 * index + 2])
  }
}
