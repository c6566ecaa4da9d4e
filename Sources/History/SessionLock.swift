#if canImport(Glibc)
  import Glibc
#endif

/// The place of one living studio among those that share a history.
///
/// Each studio locks the first free file of `sessions/0.lock`, `1.lock`, … The kernel lets go of the
/// lock however the studio ends, so a run that is pending under a free lock was left behind.
final class SessionLock: Sendable {
  /// The number of the locked file.
  let number: Int
  private let descriptor: Int32

  private init(number: Int, descriptor: Int32) {
    self.number = number
    self.descriptor = descriptor
  }

  deinit {
    release()
    close(descriptor)
  }

  /// Lets go of the place; of the copy, too, that a child being started holds until it runs its own
  /// program.
  func release() { _ = flock(descriptor, LOCK_UN) }

  /// Takes the first free place.
  ///
  /// - Throws: `HistoryError` where the folder cannot be written.
  static func first(in folder: String) throws -> SessionLock {
    var number = 0
    while true {
      if let lock = try SessionLock.take(number, in: folder) { return lock }
      number += 1
    }
  }

  /// Takes the place `number`, or nothing where a living studio has it.
  ///
  /// - Throws: `HistoryError` where the folder cannot be written.
  static func take(_ number: Int, in folder: String) throws -> SessionLock? {
    let path = "\(folder)/\(number).lock"
    let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw HistoryError.system(errno, path: path) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      return nil
    }
    return SessionLock(number: number, descriptor: descriptor)
  }
}
