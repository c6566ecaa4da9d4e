import Glibc
import Synchronization

/// Gives the terminal back when the program dies: by a crash, a trap, SIGINT, SIGTERM or a hang-up.
///
/// The handler does only what a signal handler may: it writes bytes made beforehand, restores the line
/// settings, and lets the signal take its usual course.
enum TerminalRescue {
  /// Ends a sixel, synchronized update, mouse, focus and paste modes, attributes; shows the window's
  /// own name and the cursor, leaves the second screen.
  static let farewell = Array(
    ("\u{1B}\\\u{1B}[?2026l\u{1B}[?1002l\u{1B}[?1000l\u{1B}[?1016l\u{1B}[?1006l\u{1B}[?1004l\u{1B}[?2004l\u{1B}[?1l\u{1B}>"
      + "\u{1B}[23;2t\u{1B}[0 q\u{1B}[0m\u{1B}[?25h\u{1B}[?1049l\r").utf8)

  private static let signals = [
    SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGINT, SIGTERM, SIGHUP,
    SIGQUIT,
  ]

  /// Written before the handlers are installed and only read by them.
  nonisolated(unsafe) private static var settings = termios()
  nonisolated(unsafe) private static var bytes: UnsafeMutableBufferPointer<UInt8> =
    .allocate(capacity: 0)
  private static let isArmed = Atomic(false)

  /// Installs the handlers.
  ///
  /// - Parameter original: the line settings to go back to.
  static func arm(_ original: termios) {
    unsafe settings = original
    if unsafe bytes.isEmpty {
      unsafe bytes = .allocate(capacity: farewell.count)
      _ = unsafe bytes.initialize(from: farewell)
    }
    isArmed.store(true, ordering: .sequentiallyConsistent)
    for number in signals { _ = signal(number, handler) }
    TerminalSignals.unblock(signals)
  }

  /// Gives the signals back their usual course.
  static func disarm() {
    isArmed.store(false, ordering: .sequentiallyConsistent)
    for number in signals { _ = signal(number, SIG_DFL) }
  }

  private static let handler: @convention(c) (Int32) -> Void = { number in
    if TerminalRescue.isArmed.load(ordering: .sequentiallyConsistent) {
      _ = unsafe write(
        STDOUT_FILENO, TerminalRescue.bytes.baseAddress, TerminalRescue.bytes.count)
      _ = unsafe tcsetattr(STDIN_FILENO, TCSANOW, &TerminalRescue.settings)
    }
    _ = signal(number, SIG_DFL)
    _ = raise(number)
  }
}
