import Foundation

/// Writing what a command makes: whole or not at all, to a file or to standard output.
enum OutputFile {
  /// Writes bytes under a temporary name, syncs and renames it; `-` is standard output.
  ///
  /// - Throws: `OutputError` with the system's reason.
  static func write(_ bytes: [UInt8], to path: String) throws {
    guard path != "-" else { return Console.write(bytes) }
    let temporary = path + ".partial"
    do {
      try makeFolder(around: path)
      try Data(bytes).write(to: URL(fileURLWithPath: temporary))
      let handle = try FileHandle(forUpdating: URL(fileURLWithPath: temporary))
      try handle.synchronize()
      try handle.close()
    } catch {
      try? FileManager.default.removeItem(atPath: temporary)
      throw OutputError.unwritable(path, error.localizedDescription)
    }
    guard unsafe rename(temporary, path) == 0 else {
      let reason = unsafe String(cString: strerror(errno))
      try? FileManager.default.removeItem(atPath: temporary)
      throw OutputError.unwritable(path, reason)
    }
  }

  private static func makeFolder(around path: String) throws {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }
}

/// Why a result cannot be written.
enum OutputError: Error, CustomStringConvertible {
  case unwritable(String, String)

  var description: String {
    switch self {
    case .unwritable(let path, let reason): "\(path) cannot be written: \(reason)"
    }
  }
}
