import Glibc

extension Image {
  /// The longest side that is read, in pixels.
  package static let longestSide = 16384
  /// The most pixels that are read: 67 million, 268 MB.
  package static let mostPixels = 1 << 26

  /// Reads a PNG or a JPEG; which of them, its first bytes say.
  ///
  /// - Throws: `ImageError` when the bytes are neither, damaged, or larger than leon takes.
  package static func decode(_ bytes: [UInt8]) throws -> Image {
    if bytes.starts(with: PNG.signature) { return try PNG.decode(bytes) }
    if bytes.starts(with: JPEG.signature) { return try JPEG.decode(bytes) }
    throw ImageError.unknownFormat
  }

  /// Reads a picture's file, a PNG or a JPEG whatever its name.
  ///
  /// - Throws: `ImageError` that names the file.
  package static func load(path: String) throws -> Image {
    let bytes = try contents(of: path)
    do {
      return try decode(bytes)
    } catch let error as ImageError {
      throw ImageError.file(path, error)
    }
  }

  static func checkSize(width: Int, height: Int) throws {
    guard width <= longestSide, height <= longestSide, width * height <= mostPixels else {
      throw ImageError.tooLarge(width: width, height: height)
    }
  }

  private static func contents(of path: String) throws -> [UInt8] {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw unreadable(path) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe read(descriptor, &buffer, buffer.count)
      guard count >= 0 else { throw unreadable(path) }
      guard count > 0 else { return bytes }
      bytes += buffer[..<count]
    }
  }

  private static func unreadable(_ path: String) -> ImageError {
    .unreadable(path, unsafe String(cString: strerror(errno)).lowercased())
  }
}
