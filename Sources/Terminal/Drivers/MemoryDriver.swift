import Glibc

/// A terminal without a screen: keeps what it was shown and tells the events it was given.
///
/// Tests and scripts run the studio on it. With no events left it waits for the waker, as a real one does.
package final class MemoryDriver: TerminalDriver {
  package private(set) var capabilities: TerminalCapabilities
  package private(set) var size: TerminalSize
  package let waker = Waker()
  /// The screen shown last, pictures drawn as cells where the mode is not sixel.
  package private(set) var screen: Canvas
  /// How many screens were shown.
  package private(set) var frameCount = 0
  /// What was asked besides drawing, in order.
  package private(set) var requests: [TerminalRequest] = []
  private var queue: [TerminalEvent] = []

  /// Makes a blank terminal.
  package init(
    size: TerminalSize = TerminalSize(columns: 100, rows: 30),
    capabilities: TerminalCapabilities = TerminalCapabilities()
  ) {
    self.size = size
    self.capabilities = capabilities
    screen = Canvas(size: size)
  }

  /// Adds events for the next call of `events`; a `.resized` changes the size when it is told.
  package func send(_ events: [TerminalEvent]) {
    queue += events
  }

  package func show(_ canvas: Canvas) {
    screen = canvas.rendered(for: capabilities)
    frameCount += 1
  }

  package func events(waiting timeout: Duration?) -> [TerminalEvent] {
    var result = queue
    queue = []
    if Poll.wait(for: [waker.readEnd], atMost: result.isEmpty ? timeout : .zero) != [],
      waker.notes().contains(.woken)
    {
      result.append(.woken)
    }
    for case .resized(let newSize) in result { size = newSize }
    return result
  }

  package func lend(during body: () -> Void) {
    body()
    queue.append(.resumed)
  }

  package func perform(_ request: TerminalRequest) {
    requests.append(request)
    if case .pictureMode(let mode) = request { capabilities.pictureMode = mode }
    if request == .suspend { queue.append(.resumed) }
  }
}
