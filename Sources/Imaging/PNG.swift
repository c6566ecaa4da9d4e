private import CPNG

/// Reads and writes PNG through libpng's simplified interface.
package enum PNG {
  /// The longest side that is read, in pixels.
  package static let longestSide = 16384
  /// The most pixels that are read: 64 million, 256 MB.
  package static let mostPixels = 1 << 26

  /// Reads a picture of any bit depth, colour type and interlacing.
  ///
  /// - Throws: `ImageError` when the bytes are no PNG, broken, or larger than leon takes.
  package static func decode(_ bytes: [UInt8]) throws -> Image {
    guard bytes.starts(with: signature) else { throw ImageError.notPNG }
    var width: UInt32 = 0
    var height: UInt32 = 0
    var message = [CChar](repeating: 0, count: 64)
    let failed = unsafe leon_png_size(bytes, bytes.count, &width, &height, &message)
    guard failed == 0 else { throw ImageError.broken(text(message)) }
    guard width <= longestSide, height <= longestSide, Int(width) * Int(height) <= mostPixels else {
      throw ImageError.tooLarge(width: Int(width), height: Int(height))
    }
    var pixels = [UInt8](repeating: 0, count: 4 * Int(width) * Int(height))
    guard unsafe leon_png_read(bytes, bytes.count, &pixels, pixels.count, &message) == 0 else {
      throw ImageError.broken(text(message))
    }
    return Image(width: Int(width), height: Int(height), pixels: pixels)
  }

  /// Writes a picture, without alpha if it is opaque; equal pictures give equal bytes.
  ///
  /// - Throws: `ImageError.noMemory` when libpng finds no memory.
  package static func encode(_ image: Image) throws -> [UInt8] {
    let opaque = image.isOpaque
    let pixels = opaque ? image.rgb : image.pixels
    var count = 0
    let bytes = unsafe leon_png_write(
      UInt32(image.width), UInt32(image.height), opaque ? 1 : 0, pixels, &count)
    guard let bytes = unsafe bytes else { throw ImageError.noMemory }
    defer { unsafe leon_png_free(bytes) }
    return unsafe Array(UnsafeBufferPointer(start: bytes, count: count))
  }

  static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

  private static func text(_ message: [CChar]) -> String {
    String(decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

extension Image {
  /// The colours without alpha, three bytes a pixel.
  package var rgb: [UInt8] {
    var result = [UInt8]()
    result.reserveCapacity(3 * width * height)
    for i in stride(from: 0, to: pixels.count, by: 4) { result += pixels[i..<i + 3] }
    return result
  }
}

/// Why a picture cannot be read or written.
package enum ImageError: Error, Equatable, CustomStringConvertible {
  /// The signature is missing.
  case notPNG
  /// libpng's reason.
  case broken(String)
  /// Larger than leon takes.
  case tooLarge(width: Int, height: Int)
  /// No memory.
  case noMemory

  package var description: String {
    switch self {
    case .notPNG: "not a PNG (its first eight bytes are not PNG's signature)"
    case .broken(let reason): "a damaged PNG: \(reason)"
    case .tooLarge(let width, let height):
      "a picture of \(width) × \(height) pixels; at most \(PNG.longestSide) a side and "
        + "\(PNG.mostPixels / 1_000_000) million in all are taken"
    case .noMemory: "no memory for the picture"
    }
  }
}
