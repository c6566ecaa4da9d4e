import Glibc

/// A terminal that nobody looks at: does the work of a real one and counts what it would send.
///
/// Benchmarks play the studio on it. Pictures are encoded on a thread of their own, as they are for a
/// real terminal; of the cells those that changed count, each with its letters.
package final class CountingDriver: TerminalDriver {
  package let capabilities: TerminalCapabilities
  package let size: TerminalSize
  package let waker: Waker
  /// Bytes sent so far: letters of changed cells, and pictures.
  package private(set) var byteCount = 0
  private let encoder: PictureEncoder
  private var pictures = PictureLayer()
  /// The screen wanted last, and what of it was sent.
  private var latest: Canvas?
  private var shown: Canvas?

  /// Makes a blank terminal.
  package init(size: TerminalSize, capabilities: TerminalCapabilities) {
    self.size = size
    self.capabilities = capabilities
    let waker = Waker()
    self.waker = waker
    encoder = PictureEncoder { waker.post(.encoded) }
  }

  /// Whether all that was to be shown is shown.
  package var isSettled: Bool {
    if waker.notes().contains(.encoded) { present() }
    return encoder.isIdle
  }

  package func show(_ canvas: Canvas) {
    latest = canvas
    present()
  }

  private func present() {
    guard let latest else { return }
    let rendered = latest.rendered(for: capabilities)
    let update = pictures.update(rendered, capabilities) { encoder.encoding(of: $0) }
    byteCount += update.first.count + update.last.count
    if let shown {
      for (before, after) in zip(shown.cells, update.canvas.cells) where before != after {
        byteCount += after.text.utf8.count
      }
    }
    shown = update.canvas
  }

  package func events(waiting timeout: Duration?) -> [TerminalEvent] {
    guard !Poll.wait(for: [waker.readEnd], atMost: timeout).isEmpty else { return [] }
    let notes = waker.notes()
    if notes.contains(.encoded) { present() }
    return notes.contains(.woken) ? [.woken] : []
  }

  package func perform(_ request: TerminalRequest) {}

  package func lend(during body: () -> Void) { body() }
}
