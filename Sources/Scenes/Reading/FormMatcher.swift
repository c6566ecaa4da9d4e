/// Tells what a region is by laying the forms of all things over it.
///
/// A form is laid into the region's box, and over its middle with the region's area; that way lost tips
/// do not matter. Each form comes twice: as it is, and rounded as the image tokenizer rounds it.
struct FormMatcher: Sendable {
  /// The form that fits best.
  struct Fit {
    /// What it is, nil where none fits.
    var thing: SceneThing?
    /// Pixels in both, by pixels in either.
    var match = 0.0
    /// Where the form lies.
    var place: Place
  }

  /// A rectangle in pixels.
  struct Place {
    var x: Double
    var y: Double
    var width: Double
    var height: Double
  }

  private let templates: [FormTemplate]

  /// A form that fits worse is none.
  private static let leastMatch = 0.6
  /// Sizes that are tried beside the one of the region's area.
  private static let scales = [0.96, 1, 1.04, 1.08]

  init(_ catalog: SceneCatalog) throws {
    templates = try catalog.things.flatMap { thing in
      let template = try FormTemplate(thing, catalog)
      return [template, template.rounded]
    }
  }

  /// Finds the form that fits best.
  ///
  /// - Parameters:
  ///   - mask: the region.
  ///   - box: around it.
  ///   - hidden: pixels of what lies before it, where the region may go on or not.
  /// - Returns: the thing, how well its form fits, and where it lies.
  func fit(_ mask: PixelMask, _ box: PixelBox, hidden: PixelMask) -> Fit {
    let view = RegionView(mask, box, hidden: hidden)
    var best = Fit(
      place: Place(
        x: Double(box.x), y: Double(box.y), width: Double(box.width), height: Double(box.height)))
    for template in templates {
      for (place, weight) in boxed(template, box) + centered(template, view) {
        let match = weight * view.overlap(with: template, at: place)
        if match > best.match { best = Fit(thing: template.thing, match: match, place: place) }
      }
    }
    if best.match < Self.leastMatch { best.thing = nil }
    return best
  }

  /// Into the box, which may be off by a pixel at each side; less good where it is out of proportion.
  private func boxed(_ template: FormTemplate, _ box: PixelBox) -> [(Place, Double)] {
    let ratio = template.aspect * Double(box.height) / Double(box.width)
    let weight = min(ratio, 1 / ratio).squareRoot()
    return (0..<9).map { k in
      let (across, down) = (Double(k % 3 - 1), Double(k / 3 - 1))
      let place = Place(
        x: Double(box.x) - across, y: Double(box.y) - down,
        width: max(1, Double(box.width) + 2 * across),
        height: max(1, Double(box.height) + 2 * down))
      return (place, weight)
    }
  }

  /// Over the middle of the region, in the form's own proportions.
  private func centered(_ template: FormTemplate, _ view: RegionView) -> [(Place, Double)] {
    Self.scales.map { scale in
      let height = scale * (view.area / template.share / template.aspect).squareRoot()
      let width = height * template.aspect
      let place = Place(
        x: view.center.x - template.center.x * width,
        y: view.center.y - template.center.y * height, width: width, height: height)
      return (place, 1)
    }
  }
}
