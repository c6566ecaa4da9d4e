/// Why a terminal cannot be used.
package enum TerminalError: Error, Equatable, CustomStringConvertible {
  /// Standard input or output is a file or a pipe.
  case notATerminal
  /// The program was not started in a terminal.
  case none
  /// The terminal cannot place the cursor: its name.
  case dumb(String)
  /// The terminal's name is in no terminfo database.
  case unknown(String)

  package var description: String {
    switch self {
    case .notATerminal:
      "The studio needs a terminal, and standard input or output is none; 'leon generate' works "
        + "without."
    case .none: "There is no terminal to ask: leon was not started in one."
    case .dumb(let name):
      "The terminal '\(name)' cannot place the cursor; use one like xterm, or 'leon generate'."
    case .unknown(let name):
      "The terminal '\(name)' is not in the terminfo database; set TERM to one that is, such as "
        + "xterm-256color, or install ncurses-term."
    }
  }
}
