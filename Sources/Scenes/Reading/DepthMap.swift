/// How deep each pixel of a mask lies in it, counted in king's moves to the nearest pixel outside.
struct DepthMap {
  /// 0 outside, 1 for the outermost pixels; beyond the picture is outside.
  private(set) var depths: [Int]
  private let width: Int

  /// Measures a mask of rows of `width` pixels, in two passes (Rosenfeld & Pfaltz 1966).
  init(_ mask: [Bool], width: Int) {
    self.width = width
    depths = mask.map { $0 ? Int.max : 0 }
    for at in depths.indices where depths[at] > 0 {
      lower(at, by: [-width - 1, -width, -width + 1, -1])
    }
    for at in depths.indices.reversed() where depths[at] > 0 {
      lower(at, by: [width + 1, width, width - 1, 1])
    }
  }

  private mutating func lower(_ at: Int, by steps: [Int]) {
    let x = at % width
    let isAtBorder =
      x == 0 || x == width - 1 || at < width || at >= depths.count - width
    guard !isAtBorder else { return depths[at] = 1 }
    for step in steps where depths[at + step] < depths[at] { depths[at] = depths[at + step] + 1 }
  }
}
