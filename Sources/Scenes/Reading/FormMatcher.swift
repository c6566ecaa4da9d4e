/// Tells what a region is by laying the forms of all things over it.
struct FormMatcher: Sendable {
  private struct Template {
    let thing: SceneThing
    /// Width by height.
    let aspect: Double
    /// Whether a pixel of the form's box belongs to it, `side · side`.
    let bits: [Bool]
  }

  private let templates: [Template]

  /// Pixels a side of a template.
  private static let side = 64
  /// A form that fits worse is none.
  private static let leastMatch = 0.6

  init(_ catalog: SceneCatalog) throws {
    templates = try catalog.things.map { thing in
      let (width, height) = try catalog.extent(of: thing, side: Self.side)
      let form = try catalog.form(of: thing, width: Self.side, height: Self.side)
      return Template(
        thing: thing, aspect: Double(width) / Double(height),
        bits: form.coverage.map { $0 >= 128 })
    }
  }

  /// The thing whose form fits best, and how well.
  ///
  /// - Parameters:
  ///   - mask: the region.
  ///   - box: around it.
  ///   - hidden: pixels of other regions, which may hide some of this one: they do not count.
  /// - Returns: the thing, nil where none fits, and 0…1.
  func match(_ mask: PixelMask, _ box: PixelBox, hidden: PixelMask) -> (SceneThing?, Double) {
    var best: (thing: SceneThing?, match: Double) = (nil, 0)
    // The box may be off by a pixel at each side.
    let boxes = (0..<9).compactMap { k in stretched(box, k % 3 - 1, k / 3 - 1) }
    for template in templates {
      let match = boxes.map { overlap(template, $0, mask, box, hidden) }.max() ?? 0
      let fitted = match * stretch(template, box)
      if fitted > best.match { best = (template.thing, fitted) }
    }
    return (best.match < Self.leastMatch ? nil : best.thing, best.match)
  }

  private func stretched(_ box: PixelBox, _ across: Int, _ down: Int) -> PixelBox? {
    guard box.width + 2 * across > 0, box.height + 2 * down > 0 else { return nil }
    return PixelBox(
      x: box.x - across, y: box.y - down, width: box.width + 2 * across,
      height: box.height + 2 * down)
  }

  /// 1 for a box of the form's proportions, less for others.
  private func stretch(_ template: Template, _ box: PixelBox) -> Double {
    let ratio = template.aspect * Double(box.height) / Double(box.width)
    return min(ratio, 1 / ratio).squareRoot()
  }

  /// Pixels in both, by pixels in either, with the form laid into `place`.
  private func overlap(
    _ template: Template, _ place: PixelBox, _ mask: PixelMask, _ box: PixelBox,
    _ hidden: PixelMask
  ) -> Double {
    let all = box.grown(by: 1)
    var (both, either) = (0, 0)
    for y in max(0, all.y)..<min(mask.height, all.y + all.height) {
      let row = (2 * (y - place.y) + 1) * Self.side / (2 * place.height)
      for x in max(0, all.x)..<min(mask.width, all.x + all.width) {
        let at = y * mask.width + x
        guard !hidden.bits[at] else { continue }
        let column = (2 * (x - place.x) + 1) * Self.side / (2 * place.width)
        let isInPlace = x >= place.x && y >= place.y && column < Self.side && row < Self.side
        let isInForm = isInPlace && template.bits[row * Self.side + column]
        both += isInForm && mask.bits[at] ? 1 : 0
        either += isInForm || mask.bits[at] ? 1 : 0
      }
    }
    return Double(both) / Double(max(1, either))
  }
}
