import Dispatch
import Foundation

/// One line on a terminal's standard error that tells how far a work is; silent elsewhere.
struct ProgressLine {
  private let total: Int
  private let unit: String
  private let start = DispatchTime.now()
  private var shown = DispatchTime.now()
  private let isShown = isatty(STDERR_FILENO) == 1

  /// Nanoseconds between two updates.
  private static let pause: UInt64 = 100_000_000

  /// Begins at 0 of `total`.
  init(total: Int, unit: String) {
    self.total = total
    self.unit = unit
  }

  /// Tells how many are done, with the rate and the time left, ten times a second at most.
  mutating func show(_ done: Int) {
    let now = DispatchTime.now()
    guard isShown, now.uptimeNanoseconds - shown.uptimeNanoseconds > Self.pause else { return }
    shown = now
    let seconds = Double(now.uptimeNanoseconds - start.uptimeNanoseconds) / 1e9
    let rate = Double(done) / seconds
    let left = min(Double(total - done) / max(rate, 1e-9), 1e9)
    let speed = String(format: rate < 10 ? "%.1f" : "%.0f", rate)
    let line = "\(done) of \(total) \(unit), \(speed) a second, \(Int(left.rounded())) s left"
    FileHandle.standardError.write(Data("\r\u{1b}[K\(line)".utf8))
  }

  /// Takes the line away.
  func clear() {
    if isShown { FileHandle.standardError.write(Data("\r\u{1b}[K".utf8)) }
  }
}
