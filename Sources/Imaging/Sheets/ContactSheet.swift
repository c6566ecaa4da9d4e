/// Many pictures of one size in one, row after row, to be looked at together; words where told.
///
///     title
///     heading     heading         above the columns
///     label       label           above each picture
///     ┌─────┐     ┌─────┐
///     └─────┘     └─────┘
package struct ContactSheet: Sendable {
  /// Pictures in a row, at least 1.
  package var columns: Int
  /// Pixels between two pictures and around all.
  package var gap = 4
  /// What lies between the pictures.
  package var ground = Image.Color(red: 96, green: 96, blue: 96)
  /// What stands above all; empty for nothing.
  package var title = ""
  /// What stands above the columns; empty for nothing.
  package var headings: [String] = []

  /// Makes a sheet of so many columns.
  package init(columns: Int) {
    precondition(columns > 0, "\(columns) columns")
    self.columns = columns
  }

  /// Lays out the pictures; transparent ones lie on white.
  ///
  /// - Parameters:
  ///   - images: at least one, all of one size.
  ///   - labels: what stands above each; empty for nothing.
  /// - Returns: an opaque picture.
  package func image(of images: [Image], labels: [String] = []) -> Image {
    precondition(!images.isEmpty, "a sheet of no pictures")
    let (width, height) = (images[0].width, images[0].height)
    let rows = (images.count + columns - 1) / columns
    let line = BitmapFont.height + 2
    let top = gap + (title.isEmpty ? 0 : line) + (headings.isEmpty ? 0 : line)
    let step = height + gap + (labels.isEmpty ? 0 : line)
    var sheet = Image(
      width: columns * (width + gap) + gap, height: top + rows * step, fill: ground)
    let ink: Image.Color = ground.isLight ? .black : .white
    sheet.write(title, x: gap, y: gap, width: sheet.width - 2 * gap, ink)
    for (column, heading) in headings.prefix(columns).enumerated() {
      sheet.write(
        heading, x: gap + column * (width + gap), y: top - line, width: width, ink)
    }
    for (number, image) in images.enumerated() {
      precondition(image.width == width && image.height == height, "pictures of several sizes")
      let x = gap + number % columns * (width + gap)
      let y = top + number / columns * step
      if !labels.isEmpty { sheet.write(labels[number], x: x, y: y, width: width, ink) }
      sheet.paste(image.composited(on: .white), x: x, y: y + step - height - gap)
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

extension Image.Color {
  fileprivate var isLight: Bool { Int(red) + Int(green) + Int(blue) > 3 * 127 }
}
