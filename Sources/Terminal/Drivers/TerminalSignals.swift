import Glibc
import Synchronization

/// Hears of a new window size and of a stop from outside, and tells the driver through its waker.
enum TerminalSignals {
  private static let descriptor = Atomic<Int32>(-1)

  /// Begins to listen; one driver at a time.
  static func listen(_ waker: Waker) {
    descriptor.store(waker.writeEnd, ordering: .sequentiallyConsistent)
    _ = signal(SIGWINCH) { _ in TerminalSignals.note(.resized) }
    _ = signal(SIGTSTP) { _ in TerminalSignals.note(.stopped) }
    unblock([SIGWINCH, SIGTSTP])
  }

  /// Gives the signals back their usual course.
  static func ignore() {
    descriptor.store(-1, ordering: .sequentiallyConsistent)
    _ = signal(SIGWINCH, SIG_DFL)
    _ = signal(SIGTSTP, SIG_DFL)
  }

  /// Lets signals through that a parent left blocked: programs start others from threads that hear none.
  static func unblock(_ signals: [Int32]) {
    var set = sigset_t()
    _ = unsafe sigemptyset(&set)
    for number in signals { _ = unsafe sigaddset(&set, number) }
    _ = unsafe pthread_sigmask(SIG_UNBLOCK, &set, nil)
  }

  private static func note(_ note: Waker.Note) {
    let end = descriptor.load(ordering: .sequentiallyConsistent)
    guard end >= 0 else { return }
    var byte = note.rawValue
    let before = errno
    _ = unsafe write(end, &byte, 1)
    errno = before
  }
}
