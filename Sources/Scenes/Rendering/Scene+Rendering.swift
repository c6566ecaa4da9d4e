package import Imaging

/// A scene as pixels, with what is seen of each object.
package struct SceneRendering: Sendable {
  /// The picture, opaque.
  package let image: Image
  /// The pixels in which each object is seen, in the order of the record.
  package let masks: [PixelMask]

  /// The box around what is seen of each object, nil for one that is hidden.
  package var boxes: [PixelBox?] { masks.map(\.box) }
}

extension Scene {
  /// Draws the scene.
  ///
  /// - Parameter catalog: has the forms of its stickers.
  /// - Returns: the picture and the masks, of `canvas` pixels a side.
  /// - Throws: `SceneError.unknownThing`.
  package func rendering(from catalog: SceneCatalog) throws -> SceneRendering {
    var image = Image(width: canvas, height: canvas, fill: .black)
    for y in 0..<canvas {
      for x in 0..<canvas {
        image.set(background.colour(x: x, y: y, canvas: canvas), x: x, y: y)
      }
    }
    var owners = [Int](repeating: -1, count: canvas * canvas)
    for (number, object) in objects.enumerated() {
      let form = try catalog.form(
        of: object.thing, width: object.box.width, height: object.box.height)
      paint(form, object, number, &image, &owners)
    }
    let masks = objects.indices.map { number in
      PixelMask(width: canvas, height: canvas, bits: owners.map { $0 == number })
    }
    return SceneRendering(image: image, masks: masks)
  }

  /// Draws one object over what is there; a pixel belongs to it that it covers by half.
  private func paint(
    _ form: SceneForm, _ object: SceneObject, _ number: Int, _ image: inout Image,
    _ owners: inout [Int]
  ) {
    for row in 0..<form.height {
      for column in 0..<form.width {
        let (x, y) = (object.box.x + column, object.box.y + row)
        let coverage = form.coverage[row * form.width + column]
        guard coverage > 0, (0..<canvas).contains(x), (0..<canvas).contains(y) else { continue }
        let under = image.color(x: x, y: y)
        image.set(under.mixed(with: object.paint, share: Double(coverage) / 255), x: x, y: y)
        if coverage >= 128 { owners[y * canvas + x] = number }
      }
    }
  }
}

extension Image {
  /// The colour of a pixel; alpha is ignored.
  func color(x: Int, y: Int) -> Color {
    let at = 4 * (y * width + x)
    return Color(red: pixels[at], green: pixels[at + 1], blue: pixels[at + 2])
  }

  mutating func set(_ color: Color, x: Int, y: Int) {
    let at = 4 * (y * width + x)
    (pixels[at], pixels[at + 1], pixels[at + 2]) = (color.red, color.green, color.blue)
  }
}
