internal import Imaging

/// Finds the regions of a picture that are one object each: by colour, then by touch.
///
/// 1. Flat pixels, far from the ground and like their neighbours, vote for the palette's colours.
/// 2. Each pixel goes to the nearest of the colours with enough votes, or to the ground.
/// 3. Pixels of one colour that lie within two pixels of each other are one region, so that thin gaps
///    inside a sticker do not cut it.
/// 4. Small and thin regions, such as the seam between two colours, are dropped.
struct RegionFinder {
  /// Pixels of one object.
  struct Region {
    /// Where they are.
    let pixels: [Int]
    /// Those whose four neighbours are of the region too.
    let core: [Int]
  }

  private let grid: ColourGrid
  private let mixes: [LabColour]

  /// How far from the ground a pixel must lie to vote, and from its neighbours it may, in L*a*b*.
  private static let votingDistance: Float = 18
  private static let flatness: Float = 9
  /// Colours nearer than this are one, in L*a*b*: less than between any two of the palette.
  private static let sameColour: Float = 17
  /// Votes that make a colour, and the shortest longer side of an object, at 128 pixels a side.
  private static let leastVotes = 36
  private static let leastSide = 22

  init(_ grid: ColourGrid, ground: SceneBackground) {
    self.grid = grid
    mixes = ground.mixes
  }

  /// The regions, the largest first.
  var regions: [Region] {
    let labels = labels()
    var seen = labels.map { $0 == 0 }
    var found: [Region] = []
    for start in labels.indices where !seen[start] {
      let pixels = connected(from: start, labels, &seen)
      let region = Region(pixels: pixels, core: core(of: pixels, labels))
      if isObject(region) { found.append(region) }
    }
    return found.sorted { ($0.pixels.count, $1.pixels[0]) > ($1.pixels.count, $0.pixels[0]) }
  }

  // MARK: 1

  private func colours(_ groundDistances: [Float]) -> [LabColour] {
    var votes: [SceneColour: [Int]] = [:]
    for pixel in groundDistances.indices where groundDistances[pixel] > Self.votingDistance {
      let isFlat = neighbours(of: pixel).allSatisfy {
        groundDistances[$0] > Self.votingDistance
          && grid.labs[$0].distance(to: grid.labs[pixel]) < Self.flatness
      }
      if isFlat { votes[SceneColour(nearest: grid.colours[pixel]), default: []].append(pixel) }
    }
    let least = Self.leastVotes * grid.width * grid.height / (128 * 128)
    let elected = votes.values.filter { $0.count >= least }
      .sorted { ($0.count, $1[0]) > ($1.count, $0[0]) }
    return elected.map { LabColour(grid.median(of: $0)) }.reduce(into: []) { kept, colour in
      if kept.allSatisfy({ $0.distance(to: colour) > Self.sameColour }) { kept.append(colour) }
    }
  }

  // MARK: 2

  /// 0 for the ground, else 1 + the number of a colour.
  private func labels() -> [Int] {
    let distances = grid.labs.map { lab in
      mixes.reduce(Float.infinity) { min($0, $1.distance(to: lab)) }
    }
    let colours = colours(distances)
    return grid.labs.indices.map { pixel in
      var (label, least) = (0, distances[pixel])
      for (number, colour) in colours.enumerated() {
        let distance = colour.distance(to: grid.labs[pixel])
        if distance < least { (label, least) = (number + 1, distance) }
      }
      return label
    }
  }

  // MARK: 3

  private func connected(from start: Int, _ labels: [Int], _ seen: inout [Bool]) -> [Int] {
    var (todo, pixels) = ([start], [Int]())
    seen[start] = true
    while let pixel = todo.popLast() {
      pixels.append(pixel)
      let (x, y) = (pixel % grid.width, pixel / grid.width)
      for row in max(0, y - 2)...min(grid.height - 1, y + 2) {
        for column in max(0, x - 2)...min(grid.width - 1, x + 2) {
          let next = row * grid.width + column
          guard !seen[next], labels[next] == labels[start] else { continue }
          seen[next] = true
          todo.append(next)
        }
      }
    }
    return pixels
  }

  private func core(of pixels: [Int], _ labels: [Int]) -> [Int] {
    pixels.filter { pixel in
      let around = neighbours(of: pixel)
      return around.count == 4 && around.allSatisfy { labels[$0] == labels[pixel] }
    }
  }

  private func neighbours(of pixel: Int) -> [Int] {
    let (x, y) = (pixel % grid.width, pixel / grid.width)
    var result: [Int] = []
    if x > 0 { result.append(pixel - 1) }
    if x < grid.width - 1 { result.append(pixel + 1) }
    if y > 0 { result.append(pixel - grid.width) }
    if y < grid.height - 1 { result.append(pixel + grid.width) }
    return result
  }

  // MARK: 4

  private func isObject(_ region: Region) -> Bool {
    let columns = region.pixels.map { $0 % grid.width }
    let rows = region.pixels.map { $0 / grid.width }
    let across = (columns.max() ?? 0) - (columns.min() ?? 0) + 1
    let down = (rows.max() ?? 0) - (rows.min() ?? 0) + 1
    return max(across, down) * 128 >= Self.leastSide * grid.width
      && region.core.count * 6 >= region.pixels.count
  }
}
