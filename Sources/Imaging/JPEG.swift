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
    try check(
      unsafe tjDecompress2(
        handle, bytes, UInt(bytes.count), &pixels, width, 0, height, Int32(TJPF_RGBA.rawValue),
        TJFLAG_ACCURATEDCT | TJFLAG_STOPONWARNING | TJFLAG_LIMITSCANS))
    return Image(width: Int(width), height: Int(height), pixels: pixels)
  }

  static let signature: [UInt8] = [0xFF, 0xD8, 0xFF]
}
