import Foundation
import Imaging

/// Reading what a command is given.
enum InputFile {
  /// Reads a whole file; `-` is standard input.
  ///
  /// - Throws: `InputError.unreadable` with the system's reason.
  static func read(_ path: String) throws -> [UInt8] {
    if path == "-" { return [UInt8](FileHandle.standardInput.readDataToEndOfFile()) }
    do {
      return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      throw InputError.unreadable(path)
    }
  }

  /// Whether a folder lies there.
  static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }

  /// Reads a PNG or JPEG; `-` is standard input.
  ///
  /// - Throws: `InputError.unreadable`, or `ImageError` where it is no such picture.
  static func picture(_ path: String) throws -> Image {
    try path == "-" ? Image.decode(read(path)) : Image.load(path: path)
  }
}

/// Why an input cannot be used.
enum InputError: Error, CustomStringConvertible {
  case unreadable(String)

  var description: String {
    switch self {
    case .unreadable(let path): "\(path) cannot be read: no such file, or no permission."
    }
  }
}
