#if canImport(Glibc)
  import Glibc
#endif

/// Writes files that are either wholly there or not at all, whatever happens meanwhile.
enum DurableFile {
  /// Writes to a temporary name, syncs, renames, and syncs the folder.
  ///
  /// - Throws: `HistoryError`; nothing is left behind then.
  static func write(_ bytes: [UInt8], folder: String, name: String) throws {
    let temporary = "\(folder)/.\(name).part"
    do {
      try fill(temporary, with: bytes)
      guard unsafe rename(temporary, "\(folder)/\(name)") == 0 else {
        throw HistoryError.system(errno, path: folder)
      }
    } catch {
      unsafe unlink(temporary)
      throw error
    }
    syncFolder(folder)
  }

  private static func fill(_ path: String, with bytes: [UInt8]) throws {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw HistoryError.system(errno, path: path) }
    defer { close(descriptor) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw HistoryError.system(errno, path: path) }
      rest = rest.dropFirst(count)
    }
    guard fsync(descriptor) == 0 else { throw HistoryError.system(errno, path: path) }
  }

  /// The rename itself reaches the disk only with its folder; a folder that cannot be synced
  /// (some network file systems) costs durability on power loss, not the picture.
  private static func syncFolder(_ folder: String) {
    let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}
