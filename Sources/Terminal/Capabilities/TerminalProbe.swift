import Glibc

/// Asks the terminal what it can show, before anything is drawn.
///
/// All questions go out at once, DA1 last: every terminal answers it, and in order, so that what did
/// not come before it will not come.
package enum TerminalProbe {
  /// What came back.
  package struct Outcome {
    /// The answers so far.
    var replies: [TerminalReply] = []
    /// What the user did meanwhile.
    var events: [TerminalEvent] = []
    /// The decoder, which may hold the beginning of an answer.
    var decoder = KeyDecoder()

    /// Whether the last question was answered.
    var isComplete: Bool { replies.contains(where: \.isFeatures) }
  }

  /// Cell, text area, sixel's colours and largest picture, synchronized updates, the mouse by pixels,
  /// name, background.
  private static let questions =
    "\u{1B}[16t\u{1B}[14t\u{1B}[?1;1;0S\u{1B}[?2;4;0S\u{1B}[?2026$p\u{1B}[?1016$p\u{1B}[>0q\u{1B}]11;?\u{1B}\\"
  /// A picture of one pixel that is to be looked at, not shown; tmux would take it for a title.
  private static let kittyQuestion = "\u{1B}_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\u{1B}\\"
  private static let lastQuestion = "\u{1B}[c"

  /// How long a slow line's answer may take where nobody waits for a screen (terminal.md 3: 1.2 s
  /// were seen).
  static let patience = Duration.milliseconds(1500)
  /// How long the studio's first screen waits; later answers are taken while it runs.
  static let shortPatience = Duration.milliseconds(200)

  /// Asks the terminal on standard input and output, and gives the line back.
  ///
  /// - Parameter environment: what the variables say.
  /// - Returns: what it can show.
  /// - Throws: `TerminalError` when there is no terminal or it cannot place the cursor.
  package static func run(_ environment: TerminalEnvironment) throws -> TerminalCapabilities {
    let settings = try claim(environment)
    defer { TerminalMode.set(settings) }
    let outcome = ask(environment, for: patience)
    return TerminalCapabilities(
      outcome.replies, environment: environment, window: TerminalMode.window())
  }

  /// Takes the line over: every byte as it comes.
  ///
  /// - Returns: the settings to go back to.
  static func claim(_ environment: TerminalEnvironment) throws -> termios {
    // A job in the background that touched the line would be stopped.
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1,
      tcgetpgrp(STDIN_FILENO) == getpgrp(), let settings = TerminalMode.current()
    else { throw TerminalError.notATerminal }
    if environment.name.isEmpty || environment.name == "dumb" {
      throw TerminalError.dumb(environment.name)
    }
    TerminalMode.set(TerminalMode.raw(settings))
    return settings
  }

  /// Asks, the line being raw, and reads until the last answer or for the time given.
  static func ask(_ environment: TerminalEnvironment, for patience: Duration) -> Outcome {
    var outcome = Outcome()
    // The console of Linux answers little and prints what it does not know.
    guard environment.name != "linux" else { return outcome }
    let kitty = environment.multiplexer == nil ? kittyQuestion : ""
    TerminalMode.write(Array((questions + kitty + lastQuestion).utf8))
    outcome.decoder.expectsReplies = true
    let end = ContinuousClock.now + patience
    while ContinuousClock.now < end, !outcome.isComplete {
      let left = end - ContinuousClock.now
      guard Poll.wait(for: [STDIN_FILENO], atMost: left) != [], let bytes = TerminalMode.read()
      else { break }
      for item in outcome.decoder.decode(bytes) {
        switch item {
        case .reply(let reply): outcome.replies.append(reply)
        case .event(let event): outcome.events.append(event)
        }
      }
    }
    outcome.decoder.expectsReplies = !outcome.isComplete
    return outcome
  }
}

extension TerminalReply {
  /// Whether it is the answer to the last question.
  var isFeatures: Bool {
    if case .features = self { return true }
    return false
  }
}
