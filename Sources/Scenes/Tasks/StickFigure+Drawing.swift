package import Imaging

extension StickFigure {
  /// What is drawn between two joints.
  private struct Limb {
    var ends: (Joint, Joint)
    var colour: Image.Color
  }

  /// A colour each, so that a picture tells left from right and arms from legs.
  private static let limbs: [Limb] = [
    Limb(ends: (.leftShoulder, .rightShoulder), colour: .init(red: 255, green: 255, blue: 255)),
    Limb(ends: (.leftShoulder, .leftElbow), colour: .init(red: 255, green: 0, blue: 0)),
    Limb(ends: (.leftElbow, .leftWrist), colour: .init(red: 255, green: 128, blue: 0)),
    Limb(ends: (.rightShoulder, .rightElbow), colour: .init(red: 0, green: 0, blue: 255)),
    Limb(ends: (.rightElbow, .rightWrist), colour: .init(red: 0, green: 160, blue: 255)),
    Limb(ends: (.leftShoulder, .leftHip), colour: .init(red: 160, green: 160, blue: 160)),
    Limb(ends: (.rightShoulder, .rightHip), colour: .init(red: 160, green: 160, blue: 160)),
    Limb(ends: (.leftHip, .rightHip), colour: .init(red: 160, green: 160, blue: 160)),
    Limb(ends: (.leftHip, .leftKnee), colour: .init(red: 255, green: 255, blue: 0)),
    Limb(ends: (.leftKnee, .leftAnkle), colour: .init(red: 160, green: 255, blue: 0)),
    Limb(ends: (.rightHip, .rightKnee), colour: .init(red: 160, green: 0, blue: 255)),
    Limb(ends: (.rightKnee, .rightAnkle), colour: .init(red: 255, green: 0, blue: 255)),
  ]

  /// The figure in the colours of its limbs on black, `canvas` pixels a side.
  package func skeleton(canvas: Int) -> Image {
    var image = Image(width: canvas, height: canvas, fill: .black)
    for limb in Self.limbs {
      image.line(self[limb.ends.0], self[limb.ends.1], radius: 0.018, limb.colour)
    }
    image.line(neck, self[.head], radius: 0.018, .init(red: 0, green: 255, blue: 0))
    image.line(self[.head], self[.head], radius: 0.04, .init(red: 0, green: 255, blue: 0))
    return image
  }

  /// A person in one colour on a ground, `canvas` pixels a side.
  package func person(canvas: Int, paint: Image.Color, ground: Image.Color) -> Image {
    var image = Image(width: canvas, height: canvas, fill: ground)
    for limb in Self.limbs {
      image.line(self[limb.ends.0], self[limb.ends.1], radius: 0.035, paint)
    }
    image.line(neck, hips, radius: 0.07, paint)
    image.line(self[.head], self[.head], radius: 0.075, paint)
    return image
  }

  private var neck: Point { self[.leftShoulder].middle(to: self[.rightShoulder]) }
  private var hips: Point { self[.leftHip].middle(to: self[.rightHip]) }
}

extension StickFigure.Point {
  fileprivate func middle(to other: StickFigure.Point) -> StickFigure.Point {
    StickFigure.Point(x: (x + other.x) / 2, y: (y + other.y) / 2)
  }

  /// How far it lies from a line between two points.
  fileprivate func distance(toLine a: StickFigure.Point, _ b: StickFigure.Point) -> Double {
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    let length = dx * dx + dy * dy
    let along = length > 0 ? min(1, max(0, ((x - a.x) * dx + (y - a.y) * dy) / length)) : 0
    let (u, v) = (x - a.x - along * dx, y - a.y - along * dy)
    return (u * u + v * v).squareRoot()
  }
}

extension Image {
  /// Draws a line with round ends, its edge blended over one pixel.
  fileprivate mutating func line(
    _ a: StickFigure.Point, _ b: StickFigure.Point, radius: Double, _ color: Color
  ) {
    let side = Double(width)
    func range(_ low: Double, _ high: Double) -> Range<Int> {
      let from = max(0, Int((low - radius) * side) - 1)
      return from..<max(from, min(width, Int((high + radius) * side) + 2))
    }
    for y in range(min(a.y, b.y), max(a.y, b.y)) {
      for x in range(min(a.x, b.x), max(a.x, b.x)) {
        let point = StickFigure.Point(x: (Double(x) + 0.5) / side, y: (Double(y) + 0.5) / side)
        let share = min(1, max(0, (radius - point.distance(toLine: a, b)) * side + 0.5))
        if share > 0 { set(self.color(x: x, y: y).mixed(with: color, share: share), x: x, y: y) }
      }
    }
  }
}
