import Glibc

/// Wakes a driver that waits for events: one byte down a pipe, from any thread or signal handler.
package final class Waker: Sendable {
  /// The end that a driver polls.
  let readEnd: Int32
  /// The end that is written.
  let writeEnd: Int32

  /// Makes a pipe whose ends never block and are not passed on to child programs.
  package init() {
    var ends: [Int32] = [-1, -1]
    let failed = unsafe pipe(&ends)
    precondition(failed == 0, "no pipe: \(errno)")
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    (readEnd, writeEnd) = (ends[0], ends[1])
  }

  deinit {
    close(readEnd)
    close(writeEnd)
  }

  /// Makes the driver's wait end with `.woken`; calls that come before it looks count as one.
  package func wake() {
    post(.woken)
  }

  /// Sends a note; a full pipe already holds enough to wake.
  func post(_ note: Note) {
    var byte = note.rawValue
    _ = unsafe write(writeEnd, &byte, 1)
  }

  /// Takes all notes sent so far, each kind once.
  func notes() -> Set<Note> {
    var bytes = [UInt8](repeating: 0, count: 256)
    var found: Set<Note> = []
    while true {
      let count = unsafe read(readEnd, &bytes, bytes.count)
      guard count > 0 else { return found }
      found.formUnion(bytes[..<count].compactMap(Note.init))
    }
  }

  /// What a byte in the pipe means.
  enum Note: UInt8 {
    /// Somebody called `wake`.
    case woken = 0
    /// The window's size changed (SIGWINCH).
    case resized = 1
    /// Somebody asked the program to stop (SIGTSTP).
    case stopped = 2
    /// A picture is ready to be sent.
    case encoded = 3
  }
}
