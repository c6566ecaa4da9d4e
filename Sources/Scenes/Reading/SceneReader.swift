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
    let objects = regions.indices.map { number in
      let before = regions[(number + 1)...].filter { lies($0.box, in: regions[number].box) }
      return found(regions[number], hidden: before.flatMap(\.pixels), grid)
    }
    return SceneReading(background: background, objects: objects, canvas: image.width)
  }

  /// Finds all that stands out from the ground of a square picture, of whatever colour and form.
  package func figure(of image: Image) -> PixelMask {
    let grid = ColourGrid(image)
    return RegionFinder(grid, ground: GroundReader(grid).background).figure
  }

  /// Whether nine tenths of a box lie in another one: what it shows hides what the other one shows.
  private func lies(_ box: PixelBox, in other: PixelBox) -> Bool {
    box.overlap(with: other) * 10 >= 9 * box.area
  }

  private func found(
    _ region: RegionFinder.Region, hidden: [Int], _ grid: ColourGrid
  ) -> SceneReading.Found {
    func mask(_ pixels: [Int]) -> PixelMask {
      var mask = PixelMask(width: grid.width, height: grid.height)
      for pixel in pixels { mask.bits[pixel] = true }
      return mask
    }
    let own = mask(region.pixels)
    let fit = matcher.fit(own, region.box, hidden: mask(hidden))
    let box = PixelBox(
      x: Int(fit.place.x.rounded()), y: Int(fit.place.y.rounded()),
      width: max(1, Int(fit.place.width.rounded())),
      height: max(1, Int(fit.place.height.rounded())))
    let paint = grid.median(of: region.core)
    return SceneReading.Found(
      thing: fit.thing, match: fit.match, colour: SceneColour(nearest: paint), paint: paint,
      size: SceneSize(nearest: max(box.width, box.height), canvas: grid.width), box: box,
      mask: own)
  }
}
