import Foundation

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
