import Foundation

/// The system's own viewer of pictures.
enum SystemViewer {
  /// Opens a file in it, in a process that is nobody's concern any more.
  ///
  /// - Throws: `FileRefusal` where there is none, which tells the path.
  static func open(_ path: String) throws {
    let environment = ProcessInfo.processInfo.environment
    guard environment["DISPLAY"] != nil || environment["WAYLAND_DISPLAY"] != nil else {
      throw FileRefusal("there is no desktop to open a viewer on; the file is \(path)")
    }
    guard let opener = executable("xdg-open", environment["PATH"] ?? "") else {
      throw FileRefusal("xdg-open, which opens viewers, is not installed; the file is \(path)")
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: opener)
    process.arguments = [path]
    // A viewer that talks would write over the studio.
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    do {
      try process.run()
    } catch {
      throw FileRefusal("\(opener) cannot be started; the file is \(path)")
    }
  }

  private static func executable(_ name: String, _ path: String) -> String? {
    path.split(separator: ":").map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }
}

/// Why something is not done with a file.
package struct FileRefusal: Error, Equatable, CustomStringConvertible {
  /// The sentence.
  package let description: String

  init(_ sentence: String) { description = sentence }
}

/// Paths as users type them.
enum UserPath {
  /// With `~` in place of the home folder.
  static func expanded(_ path: String) -> String {
    guard path == "~" || path.hasPrefix("~/") else { return path }
    return NSHomeDirectory() + path.dropFirst()
  }
}
