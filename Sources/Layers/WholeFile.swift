package import Foundation

/// Files that are there whole or not at all.
package enum WholeFile {
  /// Writes a file under a temporary name, syncs it and renames it.
  ///
  /// - Parameters:
  ///   - data: its bytes.
  ///   - path: of the file; what was there is replaced in one step.
  /// - Returns: whether it is there; if not, what was there before still is.
  package static func write(_ data: Data, to path: String) -> Bool {
    let temporary = path + ".partial"
    do {
      try data.write(to: URL(fileURLWithPath: temporary))
      let handle = try FileHandle(forUpdating: URL(fileURLWithPath: temporary))
      try handle.synchronize()
      try handle.close()
    } catch {
      try? FileManager.default.removeItem(atPath: temporary)
      return false
    }
    // rename replaces what is there in one step; FileManager's move does not.
    return unsafe rename(temporary, path) == 0
  }
}
