import Glibc

/// Waits until one of several descriptors can be read.
enum Poll {
  /// Waits as long as told, for ever when nil.
  ///
  /// - Returns: The descriptors that can be read or were closed; none after the timeout or a signal.
  static func wait(for descriptors: [Int32], atMost timeout: Duration?) -> Set<Int32> {
    var entries = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    let ready = unsafe poll(&entries, nfds_t(entries.count), milliseconds(timeout))
    guard ready > 0 else { return [] }
    return Set(entries.filter { $0.revents != 0 }.map(\.fd))
  }

  /// Rounded up, so that a wait never ends early and spins; at most some 24 days.
  private static func milliseconds(_ timeout: Duration?) -> Int32 {
    guard let timeout else { return -1 }
    let (seconds, attoseconds) = timeout.components
    guard seconds < 2_000_000 else { return 2_000_000_000 }
    let rest = (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    return Int32(max(0, seconds * 1000 + rest))
  }
}
