package import Terminal

/// The terminal studio.
///
/// Three threads: this one owns the terminal and the state (`StudioLoop`), one computes
/// (`Painter`), one keeps the history (`Archivist`). They speak through actions and tasks alone.
package enum Studio {
  /// Runs the studio until its user quits or the terminal goes; a picture in work is kept partial.
  ///
  /// - Parameters:
  ///   - driver: The terminal, already entered; left by the caller.
  ///   - setup: The engine, the history and how it looks.
  /// - Throws: `ThemeError.unknown` where the set-up names a theme that is not there.
  package static func run(driver: any TerminalDriver, setup: StudioSetup) throws {
    let loop = try StudioLoop(driver: driver, setup: setup)
    loop.start()
    while !loop.hasEnded { loop.turn(waiting: true) }
    loop.end()
  }
}
