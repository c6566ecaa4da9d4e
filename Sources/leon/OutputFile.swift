import Foundation

/// Writing what a command makes: whole or not at all, to a file or to standard output.
enum OutputFile {
  /// Writes bytes under a temporary name, syncs and renames it; `-` is standard output.
  ///
  /// Devices and pipes are written into: renaming would put a file in their place.
  ///
  /// - Throws: `OutputError` with the system's reason.
  static func write(_ bytes: [UInt8], to path: String) throws {
    guard path != "-" else { return Console.write(bytes) }
    if isDevice(path) { return try pour(bytes, into: path) }
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

  private static func isDevice(_ path: String) -> Bool {
    let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    let type = try? FileManager.default.attributesOfItem(atPath: target)[.type]
    guard let type = type as? FileAttributeType else { return false }
    return type != .typeRegular && type != .typeDirectory
  }

  private static func pour(_ bytes: [UInt8], into path: String) throws {
    do {
      let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
      try handle.write(contentsOf: Data(bytes))
      try handle.close()
    } catch {
      throw OutputError.unwritable(path, error.localizedDescription)
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
