private import CSixel
import Imaging

/// Writes pictures as sixel: libsixel chooses the colours and packs the bands.
///
/// ```
/// ESC P 0;1 q    " 1;1;width;height    # n;2;r;g;b …    bands of six rows    ESC \
/// ```
/// Only our own pixels reach libsixel, and only its plain interface: its loaders have many faults.
package enum SixelEncoder {
  /// A picture, its place in whole cells and the colours it may have.
  package struct Job: Hashable, Sendable {
    /// The picture in its own pixels, opaque or not.
    package var picture: PlacedPicture
    /// Where it goes and how large it is drawn.
    package var fit: PictureFit
    /// The pixels of a cell.
    package var cell: PixelSize
    /// The most colours, 2 to 256.
    package var colors: Int
    /// Whether errors of colour are spread to the neighbours: for few colours.
    package var isDithered: Bool

    /// Makes a job; dithered below 64 colours, where bands would show.
    package init(picture: PlacedPicture, fit: PictureFit, cell: PixelSize, colors: Int) {
      self.picture = picture
      self.fit = fit
      self.cell = cell
      self.colors = min(max(colors, 2), 256)
      isDithered = colors < 64
    }
  }

  /// The whole sequence, from `ESC P` to `ESC \`; nil when libsixel fails, which is want of memory.
  package static func encode(_ job: Job) -> [UInt8]? {
    let ground = job.picture.background
    let small = small(job)
    guard let chosen = palette(of: small, colors: job.colors - 1) else { return nil }
    // The ground has its own entry, so that the margin equals the cells around it.
    let palette = chosen + [ground]
    let indices = PaletteMap(palette).indices(of: small, dithered: job.isDithered)
    let drawn = enlarge(indices, of: small, job, ground: UInt8(palette.count - 1))
    return pack(
      drawn, width: job.fit.area.columns * job.cell.width,
      height: job.fit.area.rows * job.cell.height, palette)
  }

  /// The picture before it is enlarged: choosing colours there is cheap.
  private static func small(_ job: Job) -> Image {
    let image = job.picture.image.composited(on: job.picture.background)
    guard factor(job) == 0 else { return image }
    return image.resized(width: job.fit.size.width, height: job.fit.size.height)
  }

  /// How many times it is enlarged; 0 when it is shrunk.
  private static func factor(_ job: Job) -> Int {
    job.fit.size.width / job.picture.image.width
  }

  /// [rows × cell height, columns × cell width]: each index as a block, in the middle of the ground.
  private static func enlarge(_ indices: [UInt8], of small: Image, _ job: Job, ground: UInt8)
    -> [UInt8]
  {
    let factor = max(1, factor(job))
    let width = job.fit.area.columns * job.cell.width
    let height = job.fit.area.rows * job.cell.height
    let left = (width - job.fit.size.width) / 2
    let top = (height - job.fit.size.height) / 2
    var result = [UInt8](repeating: ground, count: width * height)
    for y in 0..<job.fit.size.height {
      let from = y / factor * small.width
      let to = (top + y) * width + left
      for x in 0..<small.width {
        for k in 0..<factor { result[to + x * factor + k] = indices[from + x] }
      }
    }
    return result
  }

  /// The picture's own colours if they are few, else those that suit it best.
  private static func palette(of image: Image, colors: Int) -> [Image.Color]? {
    if let all = image.distinctColors(atMost: colors) { return all }
    return adaptedPalette(of: image, colors: colors).map { PaletteMap($0).means(of: image) }
  }

  private static func adaptedPalette(of image: Image, colors: Int) -> [Image.Color]? {
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

  /// Packs indices [height, width] into bands.
  private static func pack(
    _ indices: [UInt8], width: Int, height: Int, _ palette: [Image.Color]
  ) -> [UInt8]? {
    var indices = indices
    var colors = palette.flatMap { [$0.red, $0.green, $0.blue] }
    var dither: OpaquePointer?
    guard unsafe sixel_dither_new(&dither, Int32(palette.count), nil) == SIXEL_OK,
      let dither = unsafe dither
    else { return nil }
    defer { unsafe sixel_dither_unref(dither) }
    unsafe sixel_dither_set_pixelformat(dither, SIXEL_PIXELFORMAT_PAL8)
    unsafe sixel_dither_set_palette(dither, &colors)
    let sink = ByteSink()
    var output: OpaquePointer?
    let append: sixel_write_function = { bytes, count, sink in
      guard let bytes = unsafe bytes, let sink = unsafe sink else { return -1 }
      let target = unsafe Unmanaged<ByteSink>.fromOpaque(sink).takeUnretainedValue()
      unsafe target.append(UnsafeRawBufferPointer(start: bytes, count: Int(count)))
      return count
    }
    guard
      unsafe sixel_output_new(&output, append, Unmanaged.passUnretained(sink).toOpaque(), nil)
        == SIXEL_OK, let output = unsafe output
    else { return nil }
    defer { unsafe sixel_output_unref(output) }
    unsafe sixel_output_set_skip_dcs_envelope(output, 1)
    guard
      unsafe sixel_encode(&indices, Int32(width), Int32(height), 8, dither, output)
        == SIXEL_OK
    else { return nil }
    // Without its envelope libsixel still writes the `q`.
    return Array("\u{1B}P0;1".utf8) + sink.bytes + Array("\u{1B}\\".utf8)
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

/// Collects what libsixel writes.
private final class ByteSink {
  var bytes: [UInt8] = []

  func append(_ piece: UnsafeRawBufferPointer) {
    unsafe bytes.append(contentsOf: piece)
  }
}
