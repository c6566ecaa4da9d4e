package import Imaging

/// Reads a composed picture back, without any learned part.
package struct SceneReader: Sendable {
  private let matcher: FormMatcher

  /// Makes a reader of the things of a catalog.
  ///
  /// - Throws: `SceneError`.
  package init(_ catalog: SceneCatalog) throws {
    matcher = try FormMatcher(catalog)
  }

  /// Finds the ground and the objects of a square picture, laid on white.
  package func reading(of image: Image) -> SceneReading {
    precondition(
      image.width == image.height, "a scene of \(image.width) × \(image.height) pixels")
    let grid = ColourGrid(image)
    let background = GroundReader(grid).background
    let regions = RegionFinder(grid, ground: background).regions
    var owners = [Int](repeating: -1, count: image.width * image.height)
    for (number, region) in regions.enumerated() {
      for pixel in region.pixels { owners[pixel] = number }
    }
    let objects = regions.indices.compactMap { number in
      found(regions[number], number, owners, grid)
    }
    return SceneReading(background: background, objects: objects, canvas: image.width)
  }

  private func found(
    _ region: RegionFinder.Region, _ number: Int, _ owners: [Int], _ grid: ColourGrid
  ) -> SceneReading.Found? {
    func mask(_ belongs: (Int) -> Bool) -> PixelMask {
      PixelMask(width: grid.width, height: grid.height, bits: owners.map(belongs))
    }
    let own = mask { $0 == number }
    guard let box = own.box else { return nil }
    let (thing, match) = matcher.match(own, box, hidden: mask { $0 >= 0 && $0 != number })
    let paint = grid.median(of: region.core)
    return SceneReading.Found(
      thing: thing, match: match, colour: SceneColour(nearest: paint), paint: paint,
      size: SceneSize(nearest: max(box.width, box.height), canvas: grid.width), box: box,
      mask: own)
  }
}
