/// Many pictures of one size in one, row after row, to be looked at together.
package struct ContactSheet: Sendable {
  /// Pictures in a row, at least 1.
  package var columns: Int
  /// Pixels between two pictures and around all.
  package var gap = 4
  /// What lies between the pictures.
  package var ground = Image.Color(red: 96, green: 96, blue: 96)

  /// Makes a sheet of so many columns.
  package init(columns: Int) {
    precondition(columns > 0, "\(columns) columns")
    self.columns = columns
  }

  /// Lays out the pictures; transparent ones lie on white.
  ///
  /// - Parameter images: at least one, all of one size.
  /// - Returns: an opaque picture.
  package func image(of images: [Image]) -> Image {
    precondition(!images.isEmpty, "a sheet of no pictures")
    let (width, height) = (images[0].width, images[0].height)
    let rows = (images.count + columns - 1) / columns
    var sheet = Image(
      width: columns * (width + gap) + gap, height: rows * (height + gap) + gap, fill: ground)
    for (number, image) in images.enumerated() {
      precondition(image.width == width && image.height == height, "pictures of several sizes")
      let x = gap + number % columns * (width + gap)
      let y = gap + number / columns * (height + gap)
      sheet.paste(image.composited(on: .white), x: x, y: y)
    }
    return sheet
  }
}

extension Image {
  fileprivate mutating func paste(_ image: Image, x: Int, y: Int) {
    for row in 0..<image.height {
      let to = 4 * ((y + row) * width + x)
      let from = 4 * row * image.width
      pixels.replaceSubrange(
        to..<to + 4 * image.width, with: image.pixels[from..<from + 4 * image.width])
    }
  }
}
