import Glibc
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
    candidates = range.map { (UInt8($0), Self.place(of: Self.xterm(UInt8($0)))) }
  }

  /// The number of the nearest colour.
  package mutating func nearest(to color: Image.Color) -> UInt8 {
    if let index = known[color] { return index }
    let place = Self.place(of: color)
    var best = candidates[0]
    var least = Float.infinity
    for candidate in candidates {
      let difference = candidate.place - place
      let distance = (difference * difference).sum()
      if distance < least { (best, least) = (candidate, distance) }
    }
    known[color] = best.index
    return best.index
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

  /// sRGB to Oklab.
  private static func place(of color: Image.Color) -> SIMD3<Float> {
    func linear(_ byte: UInt8) -> Float {
      let value = Float(byte) / 255
      return value <= 0.04045 ? value / 12.92 : powf((value + 0.055) / 1.055, 2.4)
    }
    let (r, g, b) = (linear(color.red), linear(color.green), linear(color.blue))
    let l = cbrtf(0.412_221_47 * r + 0.536_332_54 * g + 0.051_445_99 * b)
    let m = cbrtf(0.211_903_5 * r + 0.680_699_5 * g + 0.107_396_96 * b)
    let s = cbrtf(0.088_302_46 * r + 0.281_718_84 * g + 0.629_978_7 * b)
    return SIMD3(
      0.210_454_26 * l + 0.793_617_8 * m - 0.004_072_05 * s,
      1.977_998_5 * l - 2.428_592_2 * m + 0.450_593_7 * s,
      0.025_904_04 * l + 0.782_771_77 * m - 0.808_675_77 * s)
  }
}

extension Image.Color {
  /// Makes a colour of 0xRRGGBB.
  package init(hex: UInt32) {
    self.init(
      red: UInt8(truncatingIfNeeded: hex >> 16), green: UInt8(truncatingIfNeeded: hex >> 8),
      blue: UInt8(truncatingIfNeeded: hex))
  }
}
