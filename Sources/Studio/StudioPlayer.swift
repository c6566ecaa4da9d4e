package import Terminal

/// A studio that is played by a program and looked at between two keys: for measurements.
package final class StudioPlayer {
  private let loop: StudioLoop

  /// Starts a studio.
  ///
  /// - Throws: What the set-up throws.
  package init(driver: any TerminalDriver, setup: StudioSetup) throws {
    loop = try StudioLoop(driver: driver, setup: setup)
    loop.start()
  }

  /// What the studio knows now.
  package var state: StudioState { loop.state }

  /// Presses a key and shows what it does; hears what the other threads told meanwhile.
  package func press(_ name: String) {
    guard let key = Key(name: name) else { return }
    loop.take([.key(key)])
    loop.turn(waiting: false)
  }

  /// Shows the studio as it is.
  package func turn() { loop.turn(waiting: false) }

  /// Waits so many seconds at most for something to happen, and shows it.
  package func turn(waitingAtMost seconds: Double) { loop.turn(waitingAtMost: seconds) }

  /// Lets the studio run until something is so.
  package func wait(until isSo: (StudioState) -> Bool) {
    while !isSo(loop.state), !loop.hasEnded { loop.turn(waiting: true) }
  }

  /// Lets the studio run until nothing is computed or written any more.
  package func waitUntilIdle() {
    loop.turn(waiting: false)
    while !loop.isIdle, !loop.hasEnded { loop.turn(waiting: true) }
  }

  /// Ends the studio.
  package func end() { loop.end() }
}
