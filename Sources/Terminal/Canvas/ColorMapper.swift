package import Imaging

/// Turns colours into those that a terminal has.
///
/// Nearness is measured in Oklab (Björn Ottosson, 2020), where equal distances look equally far:
/// by channel, dark surfaces would fall together.
package struct ColorMapper {
  private var known: [Image.Color: UInt8] = [:]
  private let candidates: [(index: UInt8, place: SIMD3<Float>)]

  /// Makes a mapper to the 240 fixed colours of 256, or to the first sixteen as xterm has them.
  ///
  /// - Parameters:
  ///   - depth: which of both.
  ///   - count: the colours that the terminal has, where it has only the first 8.
  package init(_ depth: ColorDepth, count: Int = 16) {
    let range = depth == .basic16 ? 0..<min(16, count) : 16..<256
    candidates = range.map { (UInt8($0), Self.xterm(UInt8($0)).oklab) }
  }

  /// The number of the nearest colour.
  package mutating func nearest(to color: Image.Color) -> UInt8 {
    if let index = known[color] { return index }
    let best = nearest(to: color) { _ in true } ?? candidates[0].index
    known[color] = best
    return best
  }

  /// The number of the nearest colour among those that a test lets pass; nil when none does.
  package func nearest(to color: Image.Color, where fits: (UInt8) -> Bool) -> UInt8? {
    let place = color.oklab
    var best: UInt8?
    var least = Float.infinity
    for candidate in candidates {
      let difference = candidate.place - place
      let distance = (difference * difference).sum()
      if distance < least, fits(candidate.index) { (best, least) = (candidate.index, distance) }
    }
    return best
  }

  /// A colour of the palette as xterm has it.
  package static func xterm(_ index: UInt8) -> Image.Color {
    switch index {
    case 0..<16: return basic[Int(index)]
    case 16..<232:
      func level(_ step: UInt8) -> UInt8 { step == 0 ? 0 : 55 + 40 * step }
      let cube = index - 16
      return Image.Color(
        red: level(cube / 36), green: level(cube / 6 % 6), blue: level(cube % 6))
    default:
      let grey = 8 + 10 * (index - 232)
      return Image.Color(red: grey, green: grey, blue: grey)
    }
  }

  private static let basic: [Image.Color] = [
    0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5, 0x7F7F7F,
    0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
  ].map { Image.Color(hex: $0) }
}

extension Image.Color {
  /// Makes a colour of 0xRRGGBB.
  package init(hex: UInt32) {
    self.init(
      red: UInt8(truncatingIfNeeded: hex >> 16), green: UInt8(truncatingIfNeeded: hex >> 8),
      blue: UInt8(truncatingIfNeeded: hex))
  }
}
