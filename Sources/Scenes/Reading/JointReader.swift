internal import Imaging

/// Finds the joints of a person in one colour, whose pose is known, by what the body looks like there.
///
/// A person has no marks on its joints, but limbs bend and end there. So the silhouette around each
/// joint is cut out of the person that was asked for and laid over the drawn one; where it fits best,
/// the joint is.
package struct JointReader {
  /// A joint further away than this share of the picture's side is at another place (PCK).
  package static let tolerance = 0.05
  /// Half the side of what is cut out, more than a body is wide, in shares of the picture's side.
  private static let reach = 0.14
  /// How far it is moved, in the same, and in how many steps: twice the tolerance.
  private static let farthest = 0.1
  private static let steps = 6
  /// Silhouettes that agree less are not the same part: pixels in both by pixels in either.
  private static let leastMatch = 0.6

  private let figure: StickFigure

  /// Makes a reader of a pose.
  package init(_ figure: StickFigure) { self.figure = figure }

  /// How many of the 13 joints a silhouette has within `tolerance` of where they are to be, 0…1.
  package func share(in silhouette: PixelMask) -> Double {
    let wanted = figure.silhouette(canvas: silhouette.width)
    let right = figure.joints.count { isFollowed($0, wanted, silhouette) }
    return Double(right) / Double(figure.joints.count)
  }

  private func isFollowed(
    _ joint: StickFigure.Point, _ wanted: PixelMask, _ drawn: PixelMask
  ) -> Bool {
    let side = Double(wanted.width)
    let (x, y) = (Int(joint.x * side), Int(joint.y * side))
    let moves = (-Self.steps...Self.steps).map {
      Int((Self.farthest * side * Double($0) / Double(Self.steps)).rounded())
    }
    var best = (match: 0.0, distance: Double.infinity)
    for down in moves {
      for across in moves {
        let distance = Double(across * across + down * down).squareRoot()
        let match = match(wanted, drawn, x: x, y: y, across, down, Int(Self.reach * side))
        if (match, -distance) > (best.match, -best.distance) { best = (match, distance) }
      }
    }
    return best.match >= Self.leastMatch && best.distance <= Self.tolerance * side
  }

  /// How well what is wanted around a point agrees with what is drawn around the point moved.
  private func match(
    _ wanted: PixelMask, _ drawn: PixelMask, x: Int, y: Int, _ across: Int, _ down: Int,
    _ reach: Int
  ) -> Double {
    var (both, either) = (0, 0)
    for row in y - reach...y + reach {
      for column in x - reach...x + reach {
        let a = wanted.has(column, row)
        let b = drawn.has(column + across, row + down)
        both += a && b ? 1 : 0
        either += a || b ? 1 : 0
      }
    }
    return Double(both) / Double(max(1, either))
  }
}

extension StickFigure {
  /// The pixels of the person, `canvas` pixels a side.
  package func silhouette(canvas: Int) -> PixelMask {
    let image = person(canvas: canvas, paint: .black, ground: .white)
    return PixelMask(
      width: canvas, height: canvas,
      bits: (0..<canvas * canvas).map { image.pixels[4 * $0] < 128 })
  }
}

extension PixelMask {
  /// Whether a pixel belongs to it; none does beyond the picture.
  fileprivate func has(_ x: Int, _ y: Int) -> Bool {
    x >= 0 && x < width && y >= 0 && y < height && bits[y * width + x]
  }
}
