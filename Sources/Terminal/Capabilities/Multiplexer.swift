import Foundation

/// A program between leon and the terminal that draws the screen once more.
package struct Multiplexer: Hashable, Sendable {
  /// Which program.
  package var kind: Kind
  /// Whether it hands sequences wrapped for it to the terminal outside.
  package var passesThrough: Bool
  /// The `TERM` of the terminal outside, as far as the multiplexer tells.
  package var outside: String

  /// A multiplexer's program.
  package enum Kind: String, Hashable, Sendable {
    /// tmux.
    case tmux
    /// GNU screen.
    case screen
  }

  /// Makes a multiplexer.
  package init(_ kind: Kind, passesThrough: Bool = false, outside: String = "") {
    self.kind = kind
    self.passesThrough = passesThrough
    self.outside = outside
  }

  /// Whether the terminal outside draws kitty's placeholders.
  package var drawsPlaceholders: Bool {
    passesThrough && ["kitty", "ghostty"].contains { outside.contains($0) }
  }

  /// Wraps a sequence so that it reaches the terminal outside.
  package static func wrapped(_ sequence: [UInt8]) -> [UInt8] {
    Array("\u{1B}Ptmux;".utf8) + sequence.flatMap { $0 == 0x1B ? [0x1B, 0x1B] : [$0] }
      + Array("\u{1B}\\".utf8)
  }

  /// The one that variables tell of; tmux is asked for the rest.
  static func current(_ variables: [String: String]) -> Multiplexer? {
    if variables["TMUX"]?.isEmpty == false { return asked() }
    return variables["STY"]?.isEmpty == false ? Multiplexer(.screen) : nil
  }

  /// The variables of tmux that answer, one a line.
  private static let question = "#{allow-passthrough}\n#{client_termname}"

  private static func asked() -> Multiplexer {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["tmux", "display-message", "-p", question]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return Multiplexer(.tmux) }
    // A tmux that does not answer ends here, and the reading with it.
    let watch = DispatchWorkItem { process.terminate() }
    DispatchQueue.global().asyncAfter(deadline: .now() + 1, execute: watch)
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    watch.cancel()
    return Multiplexer(tmuxAnswer: text)
  }

  /// Reads what tmux printed for `question`.
  package init(tmuxAnswer text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    let passes = ["on", "all", "1"].contains(lines.first ?? "")
    self.init(.tmux, passesThrough: passes, outside: lines.dropFirst().first ?? "")
  }
}
