internal import Imaging

/// Finds what a picture's ground is, from the pixels along its border.
///
/// Each pattern takes its colours from the border and says what the border would be; the one that errs
/// least is the ground.
struct GroundReader {
  private let grid: ColourGrid

  /// Pixels of the border that are looked at.
  private static let ring = 3
  /// The most that one pixel's error counts, in L*a*b*: an object that touches the border.
  private static let mostError: Float = 30
  /// How much less a pattern must err than a plain ground to be believed.
  private static let plainBonus: Float = 3
  /// Two colours nearer than this are one.
  private static let sameColour: Float = 20

  init(_ grid: ColourGrid) { self.grid = grid }

  /// The ground that explains the border best.
  var background: SceneBackground {
    let border = border
    var best = plain(border)
    var least = error(best, border) - Self.plainBonus
    for pattern in [SceneBackground.Pattern.gradient, .stripes, .checker] {
      guard let ground = ground(pattern, border) else { continue }
      let error = error(ground, border)
      if error < least { (best, least) = (ground, error) }
    }
    return best
  }

  private var border: [Int] {
    let (width, height, ring) = (grid.width, grid.height, Self.ring)
    return (0..<width * height).filter { at in
      let (x, y) = (at % width, at / width)
      return min(x, y) < ring || x >= width - ring || y >= height - ring
    }
  }

  private func plain(_ border: [Int]) -> SceneBackground {
    let paint = grid.median(of: border)
    return SceneBackground(
      pattern: .plain, colours: [SceneColour(nearest: paint)], paints: [paint])
  }

  /// A ground of two colours; nil where the border has only one.
  private func ground(
    _ pattern: SceneBackground.Pattern, _ border: [Int]
  ) -> SceneBackground? {
    let paints = [0, 1].map { grid.median(of: pixels(of: $0, pattern, border)) }
    guard LabColour(paints[0]).distance(to: LabColour(paints[1])) > Self.sameColour else {
      return nil
    }
    return SceneBackground(
      pattern: pattern, colours: paints.map(SceneColour.init(nearest:)), paints: paints)
  }

  /// The border's pixels that have the first or the second colour of a pattern.
  private func pixels(
    of colour: Int, _ pattern: SceneBackground.Pattern, _ border: [Int]
  ) -> [Int] {
    border.filter { at in
      let (x, y) = (at % grid.width, at / grid.width)
      if pattern == .gradient {
        return colour == 0 ? y < Self.ring : y >= grid.height - Self.ring
      }
      return SceneBackground.turn(pattern, x: x, y: y, canvas: grid.width) == colour
    }
  }

  /// The mean distance of the border from what a ground says.
  private func error(_ ground: SceneBackground, _ border: [Int]) -> Float {
    let sum = border.reduce(Float(0)) { sum, at in
      let told = ground.colour(x: at % grid.width, y: at / grid.width, canvas: grid.width)
      return sum + min(Self.mostError, LabColour(told).distance(to: grid.labs[at]))
    }
    return sum / Float(border.count)
  }
}
