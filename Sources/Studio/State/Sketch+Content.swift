package import Imaging
package import Tokens

/// A point of the grid that is drawn on.
package struct SketchPoint: Hashable, Codable, Sendable {
  /// From the left, from 0.
  package var x: Int
  /// From the top, from 0.
  package var y: Int

  /// Makes a point.
  package init(x: Int, y: Int) {
    self.x = x
    self.y = y
  }

  /// The points of a straight line, both ends included (Bresenham).
  func line(to end: SketchPoint) -> [SketchPoint] {
    let (dx, dy) = (abs(end.x - x), -abs(end.y - y))
    var (point, error) = (self, dx + dy)
    var points = [point]
    while point != end {
      let twice = 2 * error
      if twice >= dy {
        error += dy
        point.x += end.x > x ? 1 : -1
      }
      if twice <= dx {
        error += dx
        point.y += end.y > y ? 1 : -1
      }
      points.append(point)
    }
    return points
  }
}

/// A thing and where it is to be; both corners lie within the box.
package struct SketchBox: Hashable, Codable, Sendable {
  /// What it is.
  package var name: String
  /// The left and top point.
  package let from: SketchPoint
  /// The right and bottom point.
  package let to: SketchPoint

  /// Makes a box of any two corners.
  init(name: String, _ a: SketchPoint, _ b: SketchPoint) {
    self.name = name
    from = SketchPoint(x: min(a.x, b.x), y: min(a.y, b.y))
    to = SketchPoint(x: max(a.x, b.x), y: max(a.y, b.y))
  }

  func contains(_ point: SketchPoint) -> Bool {
    (from.x...to.x).contains(point.x) && (from.y...to.y).contains(point.y)
  }

  /// As leon was taught: `cat at (20, 30) -> (90, 110)`, whole numbers 0 to 255.
  ///
  /// - Parameter side: points in a row of the grid, 128 at most so that no box is empty.
  /// - Returns: name and corners.
  package func text(side: Int) -> String {
    func near(_ value: Int) -> Int { value * Self.numbers / side }
    return "\(name) at (\(near(from.x)), \(near(from.y))) -> "
      + "(\(near(to.x + 1) - 1), \(near(to.y + 1) - 1))"
  }

  /// Coordinates of the paper's boxes, whatever the picture's size.
  private static let numbers = PictureCorners.range.count

  /// Reads the boxes of a text, as far as there are any: names and corners as `text` writes them.
  static func all(in text: String, side: Int) -> [SketchBox] {
    text.matches(of: /(?:[\s,]|and\s)*(.+?)\s+at\s+(\([^()]*\)\s*->\s*\([^()]*\))/).compactMap {
      guard let corners = try? PictureCorners(String($0.output.2)) else { return nil }
      func point(_ corner: (x: Int, y: Int)) -> SketchPoint {
        SketchPoint(x: corner.x * side / numbers, y: corner.y * side / numbers)
      }
      return SketchBox(
        name: String($0.output.1), point(corners.from), point(corners.to))
    }
  }
}

extension Sketch.Content {
  /// The smallest rectangle around the points of a mask; nil for an empty one.
  package var area: CodeRectangle? {
    guard let left = marks.map(\.x).min(), let right = marks.map(\.x).max(),
      let top = marks.map(\.y).min(), let bottom = marks.map(\.y).max()
    else { return nil }
    return CodeRectangle(x: left, y: top, width: right - left + 1, height: bottom - top + 1)
  }

  /// Whether all of it is on a grid: it may come from a file.
  func lies(within side: Int) -> Bool {
    let corners = boxes.flatMap { [$0.from, $0.to] }
    return marks.union(corners).allSatisfy {
      (0..<side).contains($0.x) && (0..<side).contains($0.y)
    }
  }

  /// A scribble as a picture, black on white.
  ///
  /// - Parameters:
  ///   - points: in a row of the grid.
  ///   - side: pixels in a row of the picture.
  /// - Returns: a square picture.
  package func picture(points: Int, side: Int) -> Image {
    var image = Image(width: side, height: side, fill: .white)
    for dot in dots {
      for y in dot.y * side / (2 * points)..<(dot.y + 2) * side / (2 * points) {
        for x in dot.x * side / (2 * points)..<(dot.x + 2) * side / (2 * points) {
          image.set(x, y, .black)
        }
      }
    }
    return image
  }

  /// The squares that a scribble is made of, by their left top corners in halves of a point: each
  /// point, and one between two that meet in a corner, so that slanting lines are as wide as others.
  var dots: [SketchPoint] {
    marks.flatMap { mark in
      let slants = [-1, 1].filter { step in
        marks.contains(SketchPoint(x: mark.x + 1, y: mark.y + step))
          && !marks.contains(SketchPoint(x: mark.x + 1, y: mark.y))
          && !marks.contains(SketchPoint(x: mark.x, y: mark.y + step))
      }
      return [SketchPoint(x: 2 * mark.x, y: 2 * mark.y)]
        + slants.map { SketchPoint(x: 2 * mark.x + 1, y: 2 * mark.y + $0) }
    }
  }

  /// The boxes as the words of a slot.
  func words(side: Int) -> String { boxes.map { $0.text(side: side) }.joined(separator: ", ") }
}
