/// A region and a margin around it, to lay forms over.
struct RegionView {
  private let window: PixelBox
  /// Of the window's pixels: whether each belongs to the region, and whether something hides it.
  private let own: [Bool]
  private let isHidden: [Bool]
  /// Pixels of the region and of what hides it.
  let area: Double
  /// Their middle.
  let center: (x: Double, y: Double)

  /// Pixels around the region, at 128 pixels a side: more than a tip that was lost.
  private static let margin = 6

  init(_ mask: PixelMask, _ box: PixelBox, hidden: PixelMask) {
    let margin = max(1, Self.margin * mask.width / 128)
    let (x, y) = (max(0, box.x - margin), max(0, box.y - margin))
    window = PixelBox(
      x: x, y: y, width: min(mask.width, box.x + box.width + margin) - x,
      height: min(mask.height, box.y + box.height + margin) - y)
    var (own, isHidden) = ([Bool](), [Bool]())
    var (area, sumX, sumY) = (0.0, 0.0, 0.0)
    for row in y..<y + window.height {
      for column in x..<x + window.width {
        let at = row * mask.width + column
        own.append(mask.bits[at])
        isHidden.append(hidden.bits[at])
        guard mask.bits[at] || hidden.bits[at] else { continue }
        area += 1
        sumX += Double(column) + 0.5
        sumY += Double(row) + 0.5
      }
    }
    self.own = own
    self.isHidden = isHidden
    self.area = area
    center = (sumX / max(1, area), sumY / max(1, area))
  }

  /// Pixels in both the region and a form, by pixels in either: 0…1.
  ///
  /// A hidden pixel belongs to the region where the form wants it.
  func overlap(with template: FormTemplate, at place: FormMatcher.Place) -> Double {
    func steps(_ first: Int, _ count: Int, _ start: Double, _ length: Double) -> [Int?] {
      (first..<first + count).map { at in
        let step = ((Double(at) + 0.5 - start) * Double(FormTemplate.side) / length)
          .rounded(.down)
        return step >= 0 && step < Double(FormTemplate.side) ? Int(step) : nil
      }
    }
    let columns = steps(window.x, window.width, place.x, place.width)
    let rows = steps(window.y, window.height, place.y, place.height)
    var (both, either, at) = (0, 0, 0)
    for row in rows {
      for column in columns {
        defer { at += 1 }
        var isInForm = false
        if let row, let column { isInForm = template.bits[row * FormTemplate.side + column] }
        both += isInForm && (own[at] || isHidden[at]) ? 1 : 0
        either += isInForm || own[at] ? 1 : 0
      }
    }
    return Double(both) / Double(max(1, either))
  }
}
