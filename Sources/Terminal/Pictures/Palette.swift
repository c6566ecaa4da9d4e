private import CSixel
import Imaging

/// Chooses the colours of a picture with libsixel's median cut.
enum Palette {
  /// The picture's own colours if they are few, else those that suit it best.
  static func suiting(_ image: Image, colors: Int) -> [Image.Color]? {
    if let all = image.distinctColors(atMost: colors) { return all }
    return adapted(to: image, colors: colors).map { PaletteMap($0).means(of: image) }
  }

  private static func adapted(to image: Image, colors: Int) -> [Image.Color]? {
    var pixels = image.rgb
    var dither: OpaquePointer?
    guard unsafe sixel_dither_new(&dither, Int32(max(colors, 2)), nil) == SIXEL_OK,
      let dither = unsafe dither
    else { return nil }
    defer { unsafe sixel_dither_unref(dither) }
    guard
      unsafe sixel_dither_initialize(
        dither, &pixels, Int32(image.width), Int32(image.height), SIXEL_PIXELFORMAT_RGB888,
        SIXEL_LARGE_NORM, SIXEL_REP_AVERAGE_PIXELS, SIXEL_QUALITY_HIGH) == SIXEL_OK,
      let bytes = unsafe sixel_dither_get_palette(dither)
    else { return nil }
    let count = unsafe min(Int(sixel_dither_get_num_of_palette_colors(dither)), max(colors, 1))
    return (0..<count).map { i in
      unsafe Image.Color(red: bytes[3 * i], green: bytes[3 * i + 1], blue: bytes[3 * i + 2])
    }
  }
}

extension Image {
  /// Its colours in the order in which they appear; nil when there are more than `limit`.
  fileprivate func distinctColors(atMost limit: Int) -> [Color]? {
    var seen: Set<Color> = []
    var found: [Color] = []
    for i in stride(from: 0, to: pixels.count, by: 4) {
      let color = Color(red: pixels[i], green: pixels[i + 1], blue: pixels[i + 2])
      guard seen.insert(color).inserted else { continue }
      guard found.count < limit else { return nil }
      found.append(color)
    }
    return found
  }
}
