import GRDB

#if canImport(Glibc)
  import Glibc
#endif

/// Why the history cannot be read or written.
package enum HistoryError: Error, Equatable, CustomStringConvertible {
  /// No room left where `path` is.
  case diskFull(path: String)
  /// The file is no database, or a broken one.
  case damaged(path: String)
  /// The file or folder cannot be written, with the system's reason.
  case unwritable(path: String, reason: String)
  /// A file that should be there cannot be read, with the system's reason.
  case unreadable(path: String, reason: String)
  /// Another program holds the database for longer than leon waits.
  case locked(path: String)
  /// A later version of leon wrote it.
  case newer(path: String)
  /// There is no such run.
  case noSuchRun(Int64)
  /// A rating out of range.
  case rating(Int)
  /// A tag that is empty or too long.
  case tag(String)
  /// There is no history where one was to be read.
  case missing(path: String)
  /// Anything else that SQLite reports.
  case other(path: String, reason: String)

  package var description: String {
    switch self {
    case .diskFull(let path):
      "no room left on the disk of \(path); free some, then keep or draw the picture again"
    case .damaged(let path): "the history \(path) is damaged"
    case .unwritable(let path, let reason): "\(path) cannot be written (\(reason))"
    case .unreadable(let path, let reason): "\(path) cannot be read (\(reason))"
    case .locked(let path):
      "another program keeps the history \(path) locked; close it and try again"
    case .newer(let path):
      "the history \(path) was written by a newer leon; update leon or move the file away"
    case .noSuchRun(let id): "the history has no entry #\(id)"
    case .rating(let value): "a rating must be 0 to 5, got \(value)"
    case .tag(let text):
      "a tag must have 1 to \(Tag.longest) letters, got “\(text.prefix(Tag.longest))”"
    case .missing(let path): "there is no history \(path); leon studio begins one"
    case .other(let path, let reason): "the history \(path) failed: \(reason)"
    }
  }

  /// What a failed system call on `path` means.
  package static func system(_ code: Int32, path: String) -> HistoryError {
    if code == ENOSPC || code == EDQUOT { return .diskFull(path: path) }
    return .unwritable(path: path, reason: unsafe String(cString: strerror(code)))
  }

  /// What SQLite's failure on `path` means.
  static func sqlite(_ error: DatabaseError, path: String) -> HistoryError {
    switch error.resultCode {
    case .SQLITE_FULL: .diskFull(path: path)
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: .damaged(path: path)
    case .SQLITE_BUSY, .SQLITE_LOCKED: .locked(path: path)
    case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_IOERR:
      .unwritable(path: path, reason: error.message ?? "input/output error")
    default: .other(path: path, reason: error.message ?? "\(error.resultCode)")
    }
  }
}
