import Glibc

/// The line settings of standard input: taken over, and given back.
enum TerminalMode {
  /// The settings as they are; nil when standard input is no terminal.
  static func current() -> termios? {
    var settings = termios()
    return unsafe tcgetattr(STDIN_FILENO, &settings) == 0 ? settings : nil
  }

  /// Puts settings in force once what was written has been sent.
  ///
  /// - Parameters:
  ///   - settings: the settings.
  ///   - dropsInput: whether what came and was not read is forgotten.
  static func set(_ settings: termios, dropsInput: Bool = false) {
    var settings = settings
    _ = unsafe tcsetattr(STDIN_FILENO, dropsInput ? TCSAFLUSH : TCSADRAIN, &settings)
  }

  /// Every byte as it comes, none echoed.
  static func raw(_ settings: termios) -> termios {
    var raw = settings
    unsafe cfmakeraw(&raw)
    return raw
  }

  /// Bytes that have come, at most as many as one read gives; nil when the terminal is gone.
  static func read() -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = unsafe Glibc.read(STDIN_FILENO, &bytes, bytes.count)
    if count < 0, errno == EINTR || errno == EAGAIN { return [] }
    return count > 0 ? Array(bytes[..<count]) : nil
  }

  /// Sends all bytes, waiting for a slow line.
  static func write(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes {
        unsafe Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count)
      }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if errno == EAGAIN {
        var entry = pollfd(fd: STDOUT_FILENO, events: Int16(POLLOUT), revents: 0)
        _ = unsafe poll(&entry, 1, 1000)
      } else if errno != EINTR {
        return
      }
    }
  }

  /// Columns, rows, and the pixels of a cell where the line tells them.
  static func window() -> (size: TerminalSize, cell: PixelSize?) {
    var window = winsize()
    guard unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0 else {
      return (TerminalSize(columns: 80, rows: 24), nil)
    }
    let size = TerminalSize(columns: Int(window.ws_col), rows: Int(window.ws_row))
    guard window.ws_xpixel > 0, window.ws_ypixel > 0, window.ws_row > 0 else { return (size, nil) }
    let cell = PixelSize(
      width: Int(window.ws_xpixel) / size.columns, height: Int(window.ws_ypixel) / size.rows)
    return (size, cell.width > 0 && cell.height > 0 ? cell : nil)
  }
}
