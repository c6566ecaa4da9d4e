package import Imaging

extension LinePlot {
  /// Okabe and Ito's colours (2008), which people with any colour vision tell apart.
  private static let colors: [Image.Color] = [
    .init(red: 0, green: 114, blue: 178), .init(red: 213, green: 94, blue: 0),
    .init(red: 0, green: 158, blue: 115), .init(red: 204, green: 121, blue: 167),
    .init(red: 230, green: 159, blue: 0), .init(red: 86, green: 180, blue: 233),
    .black, .init(red: 150, green: 150, blue: 0),
  ]
  private static let grey = Image.Color(red: 110, green: 110, blue: 110)
  private static let pale = Image.Color(red: 225, green: 225, blue: 225)
  /// Pixels around the field.
  private static let (left, right, top, bottom) = (64, 20, 26, 54)

  /// The plot as a picture, with a bar for each interval.
  ///
  /// - Parameters:
  ///   - width: pixels, at least 200.
  ///   - height: pixels, at least 140.
  /// - Returns: an opaque picture.
  package func image(width: Int = 640, height: Int = 400) -> Image {
    precondition(width >= 200 && height >= 140, "a plot of \(width) × \(height) pixels")
    var image = Image(width: width, height: height, fill: .white)
    image.write(title, x: 8, y: 6, width: width - 16, .black)
    drawAxes(&image)
    for level in levels {
      let y = place(level.y, image)
      for x in stride(from: Self.left, to: width - Self.right, by: 6) {
        image.line((x, y), (x + 3, y), Self.grey)
      }
    }
    for (number, line) in series.enumerated() {
      draw(line, Self.colors[number % Self.colors.count], &image)
    }
    drawLegend(&image)
    return image
  }

  private func place(_ y: Double, _ image: Image) -> Int {
    let room = Double(image.height - Self.top - Self.bottom)
    return image.height - Self.bottom - Int((vertical(y) * room).rounded())
  }

  private func place(x: Double, _ image: Image) -> Int {
    let room = Double(image.width - Self.left - Self.right)
    return Self.left + Int((horizontal(x) * room).rounded())
  }

  private func drawAxes(_ image: inout Image) {
    let floor = image.height - Self.bottom
    for tick in yTicks {
      let y = place(tick, image)
      image.line((Self.left, y), (image.width - Self.right, y), Self.pale)
      let label = Self.short(tick)
      image.write(label, x: Self.left - 8 - 6 * label.count, y: y - 6, width: 60, .black)
    }
    var free = 0
    for x in xValues {
      let (at, label) = (place(x: x, image), Self.short(x))
      image.line((at, floor), (at, floor + 4), .black)
      guard at - 3 * label.count >= free else { continue }
      image.write(label, x: at - 3 * label.count, y: floor + 6, width: 60, .black)
      free = at + 3 * label.count + 6
    }
    image.line((Self.left, Self.top), (Self.left, floor), .black)
    image.line((Self.left, floor), (image.width - Self.right, floor), .black)
    image.write(xName, x: Self.left, y: floor + 20, width: image.width - Self.left, .black)
  }

  private func draw(_ line: Series, _ color: Image.Color, _ image: inout Image) {
    let places = line.points.map { (place(x: $0.x, image), place($0.y, image)) }
    for (a, b) in zip(places, places.dropFirst()) {
      image.line(a, b, color)
      image.line((a.0, a.1 + 1), (b.0, b.1 + 1), color)
    }
    for (point, at) in zip(line.points, places) {
      for y in at.1 - 2...at.1 + 2 { image.line((at.0 - 2, y), (at.0 + 2, y), color) }
      guard let interval = point.interval else { continue }
      let ends = (place(interval.low, image), place(interval.high, image))
      image.line((at.0, ends.0), (at.0, ends.1), color)
      for y in [ends.0, ends.1] { image.line((at.0 - 3, y), (at.0 + 3, y), color) }
    }
  }

  private func drawLegend(_ image: inout Image) {
    let y = image.height - 18
    var x = 8
    let lines = series.enumerated().map { ($1.name, Self.colors[$0 % Self.colors.count]) }
    for (name, color) in lines + levels.map({ ("\($0.name) \(Self.short($0.y))", Self.grey) }) {
      for row in y + 5...y + 7 { image.line((x, row), (x + 14, row), color) }
      image.write(name, x: x + 20, y: y, width: image.width - x - 20, .black)
      x += 20 + 6 * name.count + 18
    }
  }
}

extension Image {
  /// A line one pixel wide, cut off at the border.
  fileprivate mutating func line(_ a: (Int, Int), _ b: (Int, Int), _ color: Color) {
    let steps = max(abs(b.0 - a.0), abs(b.1 - a.1), 1)
    for step in 0...steps {
      let share = Double(step) / Double(steps)
      set(
        a.0 + Int((share * Double(b.0 - a.0)).rounded()),
        a.1 + Int((share * Double(b.1 - a.1)).rounded()), color)
    }
  }
}
