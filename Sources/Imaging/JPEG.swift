private import CJPEG

/// Reads JPEG through TurboJPEG's interface, which catches libjpeg's long jumps itself.
package enum JPEG {
  /// Reads a picture; a truncated one is refused rather than filled with grey.
  ///
  /// - Throws: `ImageError` when the bytes are no JPEG, damaged, or larger than leon takes.
  package static func decode(_ bytes: [UInt8]) throws -> Image {
    guard let handle = unsafe tjInitDecompress() else { throw ImageError.noMemory }
    defer { unsafe tjDestroy(handle) }
    var width: Int32 = 0
    var height: Int32 = 0
    var subsampling: Int32 = 0
    var colorSpace: Int32 = 0
    func check(_ status: Int32) throws {
      guard status != 0 else { return }
      throw ImageError.broken(.jpeg, unsafe String(cString: tjGetErrorStr2(handle)))
    }
    try check(
      unsafe tjDecompressHeader3(
        handle, bytes, UInt(bytes.count), &width, &height, &subsampling, &colorSpace))
    try Image.checkSize(width: Int(width), height: Int(height))
    var pixels = [UInt8](repeating: 0, count: 4 * Int(width) * Int(height))
    let isInk = [Int32(TJCS_CMYK.rawValue), Int32(TJCS_YCCK.rawValue)].contains(colorSpace)
    try check(
      unsafe tjDecompress2(
        handle, bytes, UInt(bytes.count), &pixels, width, 0, height,
        Int32((isInk ? TJPF_CMYK : TJPF_RGBA).rawValue),
        TJFLAG_ACCURATEDCT | TJFLAG_STOPONWARNING | TJFLAG_LIMITSCANS))
    if isInk { turnToColors(&pixels, isInverted: hasAdobeMark(bytes)) }
    return Image(width: Int(width), height: Int(height), pixels: pixels)
  }

  /// Cyan, magenta, yellow and black to red, green, blue and opaque, without a colour profile: each
  /// ink takes its share of what the black leaves.
  private static func turnToColors(_ pixels: inout [UInt8], isInverted: Bool) {
    for at in stride(from: 0, to: pixels.count, by: 4) {
      let light = (0..<4).map { Int(isInverted ? pixels[at + $0] : 255 - pixels[at + $0]) }
      for channel in 0..<3 { pixels[at + channel] = UInt8((light[channel] * light[3] + 127) / 255) }
      pixels[at + 3] = 255
    }
  }

  /// Whether Adobe's marker, an APP14 segment, is there: its inks are written inverted.
  private static func hasAdobeMark(_ bytes: [UInt8]) -> Bool {
    let mark = Array("Adobe".utf8)
    var at = 2
    // Segments: FF, kind, two bytes of length, which counts itself; the picture follows FF DA.
    while at + 9 <= bytes.count, bytes[at] == 0xFF, bytes[at + 1] != 0xDA {
      if bytes[at + 1] == 0xEE, Array(bytes[at + 4..<at + 9]) == mark { return true }
      at += 2 + (Int(bytes[at + 2]) << 8 | Int(bytes[at + 3]))
    }
    return false
  }

  static let signature: [UInt8] = [0xFF, 0xD8, 0xFF]
}
