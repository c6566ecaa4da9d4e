import Glibc
package import Imaging

/// How colours look to people: distances in Oklab, contrast as WCAG 2 measures it.
extension Image.Color {
  /// Its place in Oklab (Björn Ottosson, 2020): lightness, green to red, blue to yellow.
  package var oklab: SIMD3<Float> {
    let (r, g, b) = (Self.linear(red), Self.linear(green), Self.linear(blue))
    let l = cbrtf(0.412_221_47 * r + 0.536_332_54 * g + 0.051_445_99 * b)
    let m = cbrtf(0.211_903_5 * r + 0.680_699_5 * g + 0.107_396_96 * b)
    let s = cbrtf(0.088_302_46 * r + 0.281_718_84 * g + 0.629_978_7 * b)
    return SIMD3(
      0.210_454_26 * l + 0.793_617_8 * m - 0.004_072_05 * s,
      1.977_998_5 * l - 2.428_592_2 * m + 0.450_593_7 * s,
      0.025_904_04 * l + 0.782_771_77 * m - 0.808_675_77 * s)
  }

  /// The colour at a place in Oklab; what a screen cannot show is cut off.
  package init(oklab place: SIMD3<Float>) {
    let l = place.x + 0.396_337_78 * place.y + 0.215_803_76 * place.z
    let m = place.x - 0.105_561_35 * place.y - 0.063_854_17 * place.z
    let s = place.x - 0.089_484_18 * place.y - 1.291_485_5 * place.z
    let (l3, m3, s3) = (l * l * l, m * m * m, s * s * s)
    self.init(
      red: Self.byte(4.076_741_7 * l3 - 3.307_711_6 * m3 + 0.230_969_94 * s3),
      green: Self.byte(-1.268_438 * l3 + 2.609_757_4 * m3 - 0.341_319_4 * s3),
      blue: Self.byte(-0.004_196_09 * l3 - 0.703_418_6 * m3 + 1.707_614_7 * s3))
  }

  /// The light that it gives, 0 to 1 (WCAG 2, relative luminance).
  package var relativeLuminance: Float {
    0.2126 * Self.linear(red) + 0.7152 * Self.linear(green) + 0.0722 * Self.linear(blue)
  }

  /// How well one can be read on the other, 1 to 21; 4.5 is enough for text (WCAG 2).
  package func contrast(with other: Image.Color) -> Float {
    let (a, b) = (relativeLuminance, other.relativeLuminance)
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  /// The colour between two that looks to lie at a share of the way.
  package static func between(_ a: Image.Color, _ b: Image.Color, at share: Float) -> Image.Color {
    guard share > 0 else { return a }
    guard share < 1 else { return b }
    let (first, second) = (a.oklab, b.oklab)
    return Image.Color(oklab: first + (second - first) * share)
  }

  private static func linear(_ byte: UInt8) -> Float {
    let value = Float(byte) / 255
    return value <= 0.04045 ? value / 12.92 : powf((value + 0.055) / 1.055, 2.4)
  }

  private static func byte(_ linear: Float) -> UInt8 {
    let light = min(max(linear, 0), 1)
    let value = light <= 0.003_130_8 ? light * 12.92 : 1.055 * powf(light, 1 / 2.4) - 0.055
    return UInt8((value * 255).rounded())
  }
}
