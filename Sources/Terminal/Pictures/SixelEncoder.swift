private import CSixel
import Imaging

/// Writes pictures as sixel: libsixel chooses the colours and packs the bands.
///
/// ```
/// ESC P 0;1 q    " 1;1;width;height    # n;2;r;g;b …    bands of six rows    ESC \
/// ```
/// Only our own pixels reach libsixel, and only its plain interface: its loaders have many faults.
package enum SixelEncoder {
  /// The whole sequence, from `ESC P` to `ESC \`; nil when libsixel fails, which is want of memory.
  package static func encode(_ job: PictureJob) -> [UInt8]? {
    let ground = job.picture.background
    let small = job.small
    guard let chosen = Palette.suiting(small, colors: job.colors - 1) else { return nil }
    // The ground has its own entry, so that the margin equals the cells around it.
    let palette = chosen + [ground]
    let indices = PaletteMap(palette).indices(of: small, dithered: job.isDithered)
    let drawn = job.enlarge(indices, of: small, ground: UInt8(palette.count - 1))
    return pack(drawn, width: job.outer.width, height: job.outer.height, palette)
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

/// Collects what libsixel writes.
private final class ByteSink {
  var bytes: [UInt8] = []

  func append(_ piece: UnsafeRawBufferPointer) {
    unsafe bytes.append(contentsOf: piece)
  }
}
