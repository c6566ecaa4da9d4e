/// Why a picture cannot be read or written.
package enum ImageError: Error, Equatable, CustomStringConvertible {
  /// The signature of a PNG is missing.
  case notPNG
  /// The signature is of no format that leon reads.
  case unknownFormat
  /// The library's reason.
  case broken(Format, String)
  /// Larger than leon takes.
  case tooLarge(width: Int, height: Int)
  /// No memory.
  case noMemory
  /// The file cannot be read at all: its path and the system's reason.
  case unreadable(String, String)
  /// What is wrong with the picture in a file: its path and one of the others.
  indirect case file(String, ImageError)

  /// What leon reads.
  package enum Format: String, Sendable {
    /// Portable Network Graphics.
    case png = "PNG"
    /// Joint Photographic Experts Group.
    case jpeg = "JPEG"
  }

  package var description: String {
    switch self {
    case .notPNG: "not a PNG (its first eight bytes are not PNG's signature)"
    case .unknownFormat: "neither a PNG nor a JPEG, the two formats that leon reads"
    case .broken(let format, let reason): "a damaged \(format.rawValue): \(reason)"
    case .tooLarge(let width, let height):
      "a picture of \(width) × \(height) pixels; at most \(Image.longestSide) a side and "
        + "\(Image.mostPixels / 1_000_000) million in all are taken"
    case .noMemory: "no memory for the picture"
    case .unreadable(let path, let reason): "cannot read \(path): \(reason)"
    case .file(let path, let error): "\(path) is \(error)"
    }
  }
}
