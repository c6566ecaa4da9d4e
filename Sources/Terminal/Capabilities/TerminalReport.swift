import Glibc

/// What was found out about the terminal, for people and for scripts.
package struct TerminalReport: Encodable, Sendable {
  /// The name it told; nil when it told none.
  package let name: String?
  /// `TERM`.
  package let term: String
  /// What stands between leon and it.
  package let multiplexer: String?
  /// Whether it answered questions at all.
  package let hasAnswered: Bool
  /// Cells in a row.
  package let columns: Int
  /// Rows.
  package let rows: Int
  /// The pixels of a cell, width and height; nil when nobody told.
  package let cell: [Int]?
  /// Its background, red, green and blue; nil when it did not tell.
  package let background: [UInt8]?
  /// The colours of text.
  package let colors: String
  /// How pictures are shown.
  package let pictures: String
  /// Why so.
  package let reason: String
  /// All ways in which they can be shown.
  package let modes: [String]
  /// What would show them as pixels; nil where they are.
  package let hint: String?

  private enum CodingKeys: String, CodingKey {
    case name, term, multiplexer, columns, rows, cell, background, colors, pictures, reason, modes
    case hint
    case hasAnswered = "answered"
  }

  /// Puts together what is known.
  package init(_ capabilities: TerminalCapabilities, size: TerminalSize) {
    let identity = capabilities.identity
    name = identity.name
    term = identity.term
    multiplexer = identity.multiplexer?.kind.rawValue
    hasAnswered = identity.hasAnswered
    (columns, rows) = (size.columns, size.rows)
    cell = identity.isCellKnown ? [capabilities.cell.width, capabilities.cell.height] : nil
    background = capabilities.background.map { [$0.red, $0.green, $0.blue] }
    colors = capabilities.colorDepth.rawValue
    pictures = capabilities.pictureMode.rawValue
    reason = capabilities.pictureReason
    modes = capabilities.availableModes.map(\.rawValue)
    hint = capabilities.hint
  }

  /// Asks the terminal that the program runs in, also when its output goes into a file.
  ///
  /// - Throws: `TerminalError`.
  package static func current() throws -> TerminalReport {
    try ControllingTerminal.asStandard {
      let capabilities = try TerminalProbe.run(.current())
      return TerminalReport(capabilities, size: TerminalMode.window().size)
    }
  }

  /// One fact a line.
  package var lines: [String] {
    let cells =
      cell.map { "cells of \($0[0])x\($0[1]) pixels" }
      ?? "cells (how many pixels they have nobody told)"
    let inside = multiplexer.map { " inside \($0)" } ?? ""
    return [
      "terminal       \(name ?? "unnamed")\(inside), TERM=\(term)\(hasAnswered ? "" : ", silent")",
      "size           \(columns)x\(rows) \(cells)",
      "colours        \(Self.words[colors] ?? colors)",
      "pictures       \(pictures): \(reason)",
      "possible       \(modes.joined(separator: ", "))",
    ] + (hint.map { ["hint           \($0)"] } ?? [])
  }

  private static let words = [
    "true": "24 bit", "256": "256", "16": "16 of your own scheme",
    "none": "none, weight and underline",
  ]
}

/// The terminal that the program was started in, whatever its input and output are.
private enum ControllingTerminal {
  /// Runs `body` with it as standard input and output, where those are none.
  static func asStandard<Result>(_ body: () throws -> Result) throws -> Result {
    guard isatty(STDIN_FILENO) == 0 || isatty(STDOUT_FILENO) == 0 else { return try body() }
    let terminal = unsafe open("/dev/tty", O_RDWR | O_CLOEXEC)
    guard terminal >= 0 else { throw TerminalError.none }
    let saved = [STDIN_FILENO, STDOUT_FILENO].map { (number: $0, copy: dup($0)) }
    for entry in saved { dup2(terminal, entry.number) }
    defer {
      for entry in saved {
        dup2(entry.copy, entry.number)
        close(entry.copy)
      }
      close(terminal)
    }
    return try body()
  }
}
