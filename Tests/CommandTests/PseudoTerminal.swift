import Foundation

/// A terminal without a window: what is written to it is kept, and what it answers is the test's.
final class PseudoTerminal {
  /// Everything that was written, as it came.
  private(set) var output: [UInt8] = []
  /// What a terminal would show of it.
  private(set) var screen = ScreenReader(columns: 100, rows: 30)
  private let master: Int32
  private let process = Process()

  /// Runs leon in it, as the leader of a session of its own.
  ///
  /// - Parameters:
  ///   - arguments: of leon.
  ///   - folder: its home.
  ///   - variables: on top of a plain environment.
  /// - Throws: when there is no terminal to be had.
  init(_ arguments: [String], folder: String, variables: [String: String] = [:]) throws {
    var ends: (master: Int32, line: Int32) = (-1, -1)
    guard unsafe openpty(&ends.master, &ends.line, nil, nil, nil) == 0 else {
      throw POSIXError(.ENXIO)
    }
    master = ends.master
    _ = fcntl(master, F_SETFL, O_NONBLOCK)
    _ = fcntl(master, F_SETFD, FD_CLOEXEC)
    let line = FileHandle(fileDescriptor: ends.line, closeOnDealloc: true)
    // Test threads hear no signals and hand that on; whether they do shall not matter.
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments =
      ["--block-signal=WINCH,TSTP,TERM,HUP", "setsid", "--ctty", "--wait", Program.path.path]
      + arguments
    let plain = [
      "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "HOME": folder,
      "XDG_DATA_HOME": folder + "/data", "XDG_CONFIG_HOME": folder + "/config",
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
    ]
    process.environment = plain.merging(variables) { $1 }
    process.standardInput = line
    process.standardOutput = line
    process.standardError = line
    resize(columns: 100, rows: 30)
    try process.run()
  }

  deinit {
    // leon ends by itself once its terminal is gone.
    close(master)
  }

  /// What was written, as text.
  var text: String { String(decoding: output, as: UTF8.self) }

  /// Gives the window a size, which the program hears of.
  func resize(columns: Int, rows: Int) {
    var size = winsize(
      ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
    _ = unsafe ioctl(master, UInt(TIOCSWINSZ), &size)
    screen = ScreenReader(columns: columns, rows: rows)
  }

  /// Types or answers, reading meanwhile.
  func send(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty, process.isRunning {
      read(waiting: 10)
      let count = unsafe rest.withUnsafeBytes { unsafe write(master, $0.baseAddress, $0.count) }
      if count > 0 { rest = rest.dropFirst(count) }
    }
  }

  /// Reads until something holds or the program has ended, patiently.
  ///
  /// - Returns: Whether it holds.
  func wait(until holds: (PseudoTerminal) -> Bool) -> Bool {
    let end = Date(timeIntervalSinceNow: 60)
    while Date() < end {
      if holds(self) { return true }
      guard read(waiting: 50) || process.isRunning else { break }
    }
    return holds(self)
  }

  /// Whether the program has not ended.
  var isRunning: Bool { process.isRunning }

  /// The exit status, once the program has ended; −1 when it does not.
  func exitStatus() -> Int32 {
    _ = wait { !$0.process.isRunning }
    return process.isRunning ? -1 : process.terminationStatus
  }

  @discardableResult
  private func read(waiting milliseconds: Int32) -> Bool {
    var entry = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard unsafe poll(&entry, 1, milliseconds) > 0 else { return false }
    var bytes = [UInt8](repeating: 0, count: 65536)
    let count = unsafe Foundation.read(master, &bytes, bytes.count)
    guard count > 0 else { return false }
    output += bytes[..<count]
    screen.take(bytes[..<count])
    return true
  }
}
