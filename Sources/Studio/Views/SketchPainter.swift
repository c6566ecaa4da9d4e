import Imaging
import Terminal
import Tokens

/// A drawing by hand as pixels of the screen.
struct SketchPainter {
  private(set) var image: Image
  private let sketch: Sketch
  private let place: SketchPlace
  /// Whether there are pixels for thin lines and letters.
  private var isFine: Bool { place.drawsPixels }

  /// Colours that are told apart by everybody (Okabe and Ito), light enough for black words.
  static let boxColors = [
    Image.Color(red: 230, green: 159, blue: 0), Image.Color(red: 86, green: 180, blue: 233),
    Image.Color(red: 0, green: 178, blue: 130), Image.Color(red: 240, green: 228, blue: 66),
    Image.Color(red: 225, green: 120, blue: 60), Image.Color(red: 214, green: 140, blue: 180),
  ]
  private static let up = Image.Color(red: 0, green: 114, blue: 178)
  private static let down = Image.Color(red: 213, green: 94, blue: 0)
  private static let eraser = Image.Color(red: 190, green: 60, blue: 150)
  private static let masked = Image.Color(red: 255, green: 64, blue: 160)

  /// Paints a drawing.
  ///
  /// - Parameters:
  ///   - sketch: the drawing.
  ///   - place: where it is.
  ///   - ground: the picture of a mask, of any size; white without one.
  ///   - codes: in a row of the model's pictures.
  init(_ sketch: Sketch, _ place: SketchPlace, ground: Image?, codes: Int) {
    self.sketch = sketch
    self.place = place
    let pixels = place.pixels
    image =
      ground.map { $0.composited(on: .white).fitted(to: pixels) }
      ?? Image(width: pixels, height: pixels, fill: .white)
    switch sketch.tool {
    case .scribble: paintLines()
    case .mask: paintMask()
    case .boxes: paintBoxes(codes)
    }
    paintCursor()
  }

  private mutating func paintLines() {
    for dot in sketch.content.dots {
      for y in place.pixels(ofHalf: dot.y) {
        for x in place.pixels(ofHalf: dot.x) { image.set(x, y, .black) }
      }
    }
  }

  private mutating func paintMask() {
    guard let area = sketch.area else { return }
    let from = SketchPoint(x: area.x, y: area.y)
    let to = SketchPoint(x: area.x + area.width - 1, y: area.y + area.height - 1)
    for y in from.y...to.y {
      for x in from.x...to.x {
        let point = SketchPoint(x: x, y: y)
        guard !sketch.content.marks.contains(point) else {
          hatch(point)
          continue
        }
        fill(point, point, Self.masked, share: 0.3)
      }
    }
    frame(from, to, .black, width: isFine ? 3 : 1)
    frame(from, to, isFine ? .white : Self.masked, width: 1, inset: isFine ? 1 : 0)
  }

  private mutating func paintBoxes(_ codes: Int) {
    if isFine { paintGrid(codes) }
    for (number, box) in sketch.content.boxes.enumerated() {
      let color = Self.boxColors[number % Self.boxColors.count]
      let isChosen = number == sketch.chosen
      fill(box.from, box.to, color, share: isChosen ? 0.35 : 0.15)
      frame(box.from, box.to, color, width: isFine ? 3 : 1)
      if isChosen, isFine { frame(box.from, box.to, .black, width: 1) }
    }
    // Names lie on top of all boxes.
    if isFine { for number in sketch.content.boxes.indices { label(number) } }
    if let anchor = sketch.anchor {
      let box = SketchBox(name: "", anchor, sketch.cursor)
      frame(box.from, box.to, Self.down, width: isFine ? 2 : 1)
    }
  }

  /// Stripes, which are seen on every picture; one colour where a code is a dot or two.
  private mutating func hatch(_ point: SketchPoint) {
    for y in place.pixels(of: point.y) {
      for x in place.pixels(of: point.x) {
        lay(isFine && (x + y) / 3 % 2 == 0 ? .white : Self.masked, 0.7, x, y)
      }
    }
  }

  /// A faint line at every second code.
  private mutating func paintGrid(_ codes: Int) {
    let color = Image.Color(red: 225, green: 225, blue: 225)
    for line in stride(from: 2, to: codes, by: 2) {
      let at = line * place.pixels / codes
      for along in 0..<place.pixels {
        image.set(at, along, color)
        image.set(along, at, color)
      }
    }
  }

  private mutating func label(_ number: Int) {
    let box = sketch.content.boxes[number]
    guard !box.name.isEmpty else { return }
    let room = place.pixels - place.pixels(of: box.from.x).lowerBound - 4
    let width = min(room, box.name.count * BitmapFont.width + 4)
    let top = min(
      place.pixels(of: box.from.y).lowerBound, place.pixels - BitmapFont.height - 2)
    let left = place.pixels(of: box.from.x).lowerBound
    for y in top..<top + BitmapFont.height + 2 {
      for x in left..<left + width + 2 {
        image.set(x, y, Self.boxColors[number % Self.boxColors.count])
      }
    }
    image.write(box.name, x: left + 3, y: top + 1, width: width, .black)
  }

  /// A frame around the point of the cursor, in the colour of what it would do.
  private mutating func paintCursor() {
    let cursor = sketch.cursor
    let color = sketch.isErasing ? Self.eraser : sketch.isPenDown ? Self.down : Self.up
    guard isFine else { return fill(cursor, cursor, color) }
    frame(cursor, cursor, .white, width: 2, inset: -4)
    frame(cursor, cursor, color, width: 2, inset: -2)
  }

  /// Lays a colour over points.
  private mutating func fill(
    _ from: SketchPoint, _ to: SketchPoint, _ color: Image.Color, share: Double = 1
  ) {
    for y in place.pixels(of: from.y).lowerBound..<place.pixels(of: to.y).upperBound {
      for x in place.pixels(of: from.x).lowerBound..<place.pixels(of: to.x).upperBound {
        lay(color, share, x, y)
      }
    }
  }

  /// Draws a frame inside the points' outer edge; a negative inset is outside of it.
  private mutating func frame(
    _ from: SketchPoint, _ to: SketchPoint, _ color: Image.Color, width: Int, inset: Int = 0
  ) {
    let left = place.pixels(of: from.x).lowerBound + inset
    let right = place.pixels(of: to.x).upperBound - inset
    let top = place.pixels(of: from.y).lowerBound + inset
    let bottom = place.pixels(of: to.y).upperBound - inset
    for y in top..<bottom {
      for x in left..<right
      where x < left + width || x >= right - width || y < top + width || y >= bottom - width {
        image.set(x, y, color)
      }
    }
  }

  private mutating func lay(_ color: Image.Color, _ share: Double, _ x: Int, _ y: Int) {
    guard share < 1 else { return image.set(x, y, color) }
    let at = 4 * (y * image.width + x)
    func mixed(_ under: UInt8, _ over: UInt8) -> UInt8 {
      UInt8((Double(under) * (1 - share) + Double(over) * share).rounded())
    }
    image.set(
      x, y,
      Image.Color(
        red: mixed(image.pixels[at], color.red), green: mixed(image.pixels[at + 1], color.green),
        blue: mixed(image.pixels[at + 2], color.blue)))
  }
}

extension Image {
  /// The same picture, a square of another size: sharp where it is enlarged by a whole factor.
  fileprivate func fitted(to side: Int) -> Image {
    side % width == 0 && width == height
      ? enlarged(by: side / width) : resized(width: side, height: side)
  }
}
