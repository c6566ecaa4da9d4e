private import CPNG

/// Reads and writes PNG through libpng's simplified interface.
package enum PNG {
  /// Reads a picture of any bit depth, colour type and interlacing.
  ///
  /// - Throws: `ImageError` when the bytes are no PNG, broken, or larger than leon takes.
  package static func decode(_ bytes: [UInt8]) throws -> Image {
    guard bytes.starts(with: signature) else { throw ImageError.notPNG }
    var width: UInt32 = 0
    var height: UInt32 = 0
    var message = [CChar](repeating: 0, count: 64)
    let failed = unsafe leon_png_size(bytes, bytes.count, &width, &height, &message)
    guard failed == 0 else { throw ImageError.broken(.png, text(message)) }
    try Image.checkSize(width: Int(width), height: Int(height))
    var pixels = [UInt8](repeating: 0, count: 4 * Int(width) * Int(height))
    guard unsafe leon_png_read(bytes, bytes.count, &pixels, pixels.count, &message) == 0 else {
      throw ImageError.broken(.png, text(message))
    }
    return Image(width: Int(width), height: Int(height), pixels: pixels)
  }

  /// Writes a picture, without alpha if it is opaque; equal pictures and texts give equal bytes.
  ///
  /// - Throws: `ImageError.noMemory` when libpng finds no memory.
  package static func encode(_ image: Image, text: [Text] = []) throws -> [UInt8] {
    try insert(text, into: pixels(of: image))
  }

  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  private static func pixels(of image: Image) throws -> [UInt8] {
    let opaque = image.isOpaque
    let pixels = opaque ? image.rgb : image.pixels
    var count = 0
    let bytes = unsafe leon_png_write(
      UInt32(image.width), UInt32(image.height), opaque ? 1 : 0, pixels, &count)
    guard let bytes = unsafe bytes else { throw ImageError.noMemory }
    defer { unsafe leon_png_free(bytes) }
    return unsafe Array(UnsafeBufferPointer(start: bytes, count: count))
  }

  private static func text(_ message: [CChar]) -> String {
    String(decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
