internal import Imaging

/// Finds the regions of a picture that are one object each.
///
/// 1. Pixels far from the ground that lie together are a blob: one object, or several that touch.
/// 2. A blob's flat pixels vote for the palette's colours. A colour that is thin everywhere is the seam
///    between two others.
/// 3. Each pixel of the blob goes to the nearest of its colours, or back to the ground.
/// 4. Pixels of one colour that lie together are a region; small and shallow ones are dropped.
///
/// Lying together means three pixels apart at most, so that thin gaps do not cut an object.
struct RegionFinder {
  /// Pixels of one object.
  struct Region {
    /// Where they are.
    let pixels: [Int]
    /// Those deepest inside, whose colour is the object's.
    let core: [Int]
    /// The box around them.
    let box: PixelBox
  }

  private let grid: ColourGrid
  private let groundDistances: [Float]
  private let isFlat: [Bool]
  private var blobs: [[Int]] = []

  /// How far from the ground a figure lies, in L*a*b*.
  private static let figureDistance: Float = 16
  /// How far neighbours in a flat place may lie from each other.
  private static let flatness: Float = 9
  /// Colours nearer than this are one: less than between any two of the palette.
  private static let sameColour: Float = 17
  /// The share of a blob's pixels that makes a colour of it.
  private static let leastShare = 0.08
  /// A colour that is nowhere as deep is a seam; a region that is nowhere as deep is none.
  private static let seamDepth = 4
  private static let leastDepth = 3
  /// The longer side of the smallest object, its tips lost, at 128 pixels a side.
  private static let leastSide = 28
  private static let leastVotes = 36

  init(_ grid: ColourGrid, ground: SceneBackground) {
    self.grid = grid
    let mixes = ground.mixes
    groundDistances = grid.labs.map { lab in
      mixes.reduce(Float.infinity) { min($0, $1.distance(to: lab)) }
    }
    isFlat = grid.labs.indices.map { pixel in
      grid.neighbours(of: pixel).allSatisfy {
        grid.labs[$0].distance(to: grid.labs[pixel]) < Self.flatness
      }
    }
    blobs = parts(of: groundDistances.map { $0 > Self.figureDistance })
      .filter { isLongEnough(box(of: $0)) }
  }

  /// The pixels of all blobs that are nearer to a colour of theirs than to the ground.
  var figure: PixelMask {
    let pixels = blobs.flatMap { blob in
      zip(blob, nearest(blob, colours(of: blob))).filter { $0.1 > 0 }.map(\.0)
    }
    return PixelMask(width: grid.width, height: grid.height, bits: mask(pixels))
  }

  /// The regions, the one with the largest box first.
  var regions: [Region] {
    blobs.flatMap(regions(of:))
      .sorted { ($0.box.area, $1.pixels[0]) > ($1.box.area, $0.pixels[0]) }
  }

  /// The regions of a blob.
  private func regions(of blob: [Int]) -> [Region] {
    let colours = colours(of: blob)
    let nearest = nearest(blob, colours)
    return colours.indices.flatMap { number in
      let own = mask(zip(blob, nearest).filter { $0.1 == number + 1 }.map(\.0))
      let depths = DepthMap(own, width: grid.width).depths
      return parts(of: own).compactMap { region($0, depths) }
    }
  }

  /// For each pixel 0 where the ground is nearest, or else which colour is, from 1.
  private func nearest(_ blob: [Int], _ colours: [LabColour]) -> [Int] {
    blob.map { pixel in
      let lab = grid.labs[pixel]
      let distances = [groundDistances[pixel]] + colours.map { $0.distance(to: lab) }
      return distances.indices.min { distances[$0] < distances[$1] } ?? 0
    }
  }

  private func region(_ pixels: [Int], _ depths: [Int]) -> Region? {
    let box = box(of: pixels)
    let sorted = pixels.map { depths[$0] }.sorted()
    guard isLongEnough(box), sorted[sorted.count - 1] >= Self.leastDepth else { return nil }
    let deep = max(2, sorted[sorted.count * 6 / 10])
    return Region(pixels: pixels, core: pixels.filter { depths[$0] >= deep }, box: box)
  }

  private func isLongEnough(_ box: PixelBox) -> Bool {
    max(box.width, box.height) * 128 >= Self.leastSide * grid.width
  }

  // MARK: colours

  private func colours(of blob: [Int]) -> [LabColour] {
    let depths = DepthMap(mask(blob), width: grid.width).depths
    let named = Dictionary(grouping: blob) { SceneColour(nearest: grid.colours[$0]) }
    let votes = named.mapValues { pixels in pixels.filter { isFlat[$0] && depths[$0] >= 2 } }
    let area = grid.width * grid.height
    let least = max(
      Self.leastVotes * area / (128 * 128), Int(Self.leastShare * Double(blob.count)))
    var kept: [LabColour] = []
    for (name, voters) in votes.sorted(by: {
      ($0.value.count, $1.key.rawValue) > ($1.value.count, $0.key.rawValue)
    })
    where voters.count >= max(1, least) {
      let colour = LabColour(grid.median(of: voters))
      let isNew = kept.allSatisfy { $0.distance(to: colour) > Self.sameColour }
      if isNew && (kept.isEmpty || !isSeam(named[name] ?? [])) { kept.append(colour) }
    }
    return kept.isEmpty ? [deepColour(of: blob, depths)] : kept
  }

  private func isSeam(_ pixels: [Int]) -> Bool {
    (DepthMap(mask(pixels), width: grid.width).depths.max() ?? 0) < Self.seamDepth
  }

  /// The colour of the inmost pixels, where none is flat.
  private func deepColour(of blob: [Int], _ depths: [Int]) -> LabColour {
    let sorted = blob.map { depths[$0] }.sorted()
    let deep = sorted[sorted.count * 7 / 10]
    return LabColour(grid.median(of: blob.filter { depths[$0] >= deep }))
  }

  // MARK: pixels

  private func mask(_ pixels: [Int]) -> [Bool] {
    var mask = [Bool](repeating: false, count: grid.width * grid.height)
    for pixel in pixels { mask[pixel] = true }
    return mask
  }

  private func box(of pixels: [Int]) -> PixelBox {
    PixelMask(width: grid.width, height: grid.height, bits: mask(pixels)).box
      ?? PixelBox(x: 0, y: 0, width: 1, height: 1)
  }

  /// The pixels of a mask, those that lie together in one list.
  private func parts(of mask: [Bool]) -> [[Int]] {
    var open = mask
    return mask.indices.compactMap { open[$0] ? together(with: $0, &open) : nil }
  }

  private func together(with start: Int, _ open: inout [Bool]) -> [Int] {
    let reach = 3
    var (todo, pixels) = ([start], [Int]())
    open[start] = false
    while let pixel = todo.popLast() {
      pixels.append(pixel)
      let (x, y) = (pixel % grid.width, pixel / grid.width)
      for row in max(0, y - reach)...min(grid.height - 1, y + reach) {
        for column in max(0, x - reach)...min(grid.width - 1, x + reach) {
          let next = row * grid.width + column
          guard open[next] else { continue }
          open[next] = false
          todo.append(next)
        }
      }
    }
    return pixels
  }
}
