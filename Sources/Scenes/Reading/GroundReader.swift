internal import Imaging

/// Finds what a picture's ground is, from the pixels along its border.
///
/// The first pattern that explains nearly all of the border is taken, in the order plain, gradient, two
/// colours; where none does, the one that explains most of it.
struct GroundReader {
  private let grid: ColourGrid

  /// Pixels of the border that are looked at.
  private static let ring = 3
  /// How far a pixel may lie from what a pattern says, in L*a*b*.
  private static let tolerance: Float = 13
  /// The share of the border that a pattern must explain to be taken at once.
  private static let enough = 0.9

  init(_ grid: ColourGrid) { self.grid = grid }

  /// The ground that explains the border best.
  var background: SceneBackground {
    let candidates = [plain, gradient, twoColours].compactMap { $0 }
    let explained = candidates.map { (ground: $0, share: share(of: border, explainedBy: $0)) }
    let first = explained.first { $0.share >= Self.enough }
    let best = explained.max { $0.share < $1.share }
    return first?.ground ?? best?.ground ?? plain
  }

  private var border: [Int] {
    let (width, height, ring) = (grid.width, grid.height, Self.ring)
    return (0..<width * height).filter { at in
      let (x, y) = (at % width, at / width)
      return min(x, y) < ring || x >= width - ring || y >= height - ring
    }
  }

  private var plain: SceneBackground { ground(.plain, [grid.median(of: border)]) }

  private var gradient: SceneBackground {
    let line = Self.ring * grid.width
    return ground(
      .gradient,
      [
        grid.median(of: 0..<line),
        grid.median(of: grid.width * grid.height - line..<grid.width * grid.height),
      ])
  }

  /// The two most frequent colours, upright or in squares; nil where there is only one.
  private var twoColours: SceneBackground? {
    let names = border.map { (pixel: $0, name: SceneColour(nearest: grid.colours[$0])) }
    let groups = Dictionary(grouping: names, by: \.name).values
      .sorted { ($0.count, $1[0].pixel) > ($1.count, $0[0].pixel) }
    guard groups.count > 1 else { return nil }
    let paints = groups.prefix(2).map { grid.median(of: $0.map(\.pixel)) }
    return ground(isCheckered(paints) ? .checker : .stripes, paints)
  }

  /// Whether the left border changes its colour on the way down.
  private func isCheckered(_ paints: [Image.Color]) -> Bool {
    let ends = paints.map(LabColour.init)
    let isFirst = (0..<grid.height).map { y in
      let lab = grid.labs[y * grid.width]
      return lab.distance(to: ends[0]) < lab.distance(to: ends[1])
    }
    let firsts = isFirst.count { $0 }
    return min(firsts, grid.height - firsts) * 4 > grid.height
  }

  private func ground(
    _ pattern: SceneBackground.Pattern, _ paints: [Image.Color]
  ) -> SceneBackground {
    SceneBackground(
      pattern: pattern, colours: paints.map(SceneColour.init(nearest:)), paints: paints)
  }

  private func share(of pixels: [Int], explainedBy ground: SceneBackground) -> Double {
    let mixes = ground.mixes
    let explained = pixels.count { pixel in
      let lab = grid.labs[pixel]
      guard ground.pattern == .gradient else {
        return mixes.contains { $0.distance(to: lab) < Self.tolerance }
      }
      let told = ground.colour(
        x: 0, y: pixel / grid.width, canvas: grid.height)
      return LabColour(told).distance(to: lab) < Self.tolerance
    }
    return Double(explained) / Double(max(1, pixels.count))
  }
}
