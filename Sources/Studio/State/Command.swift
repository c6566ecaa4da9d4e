package import Terminal

/// An act of the studio, with the keys that call it: dispatch, help, hints, the palette and the
/// README's table all come from `Command.table`.
package struct Command: Hashable, Sendable {
  /// Which act.
  package let act: Act
  /// Its name for settings and the palette, which never changes.
  package let name: String
  /// Where its keys mean it; nil is everywhere.
  package let context: KeyContext?
  /// The keys' names, the first of which is shown as a hint.
  package let keys: [String]
  /// What it does, for help.
  package let title: String
  /// One or two words for the line of hints; nil leaves it out.
  package var hint: String?

  /// Everything that can be done by a key that is not text.
  package enum Act: Hashable, Sendable {
    case draw, stop, browse, write, help, palette, quit, suspend, redraw, undo
    case turnUp, turnDown, turnUpFinely, turnDownFinely, nextKnob, previousKnob
    case nextSeed, previousSeed, step
    case pin, flip, keep, toss, rate(Int)
    case newer, older, present, load, finish
    case zoom, pictureMode, theme
    case newLine, deleteBackward, deleteForward, deleteWord, deleteToStart, deleteToEnd
    case left, right, wordLeft, wordRight, lineStart, lineEnd, up, down
  }

  init(
    _ act: Act, _ name: String, in context: KeyContext? = nil, _ keys: [String], _ title: String,
    hint: String? = nil
  ) {
    self.act = act
    self.name = name
    self.context = context
    self.keys = keys
    self.title = title
    self.hint = hint
  }

  /// Every command; the order is that of the help.
  package static let table: [Command] = everywhere + browsing + writing

  /// The command that a key calls in a context, or in those it stands on.
  package static func named(by key: Key, in context: KeyContext) -> Command? {
    for place in context.chain {
      let command = table.first { command in
        command.context == place && command.keys.contains { Key(name: $0) == key }
      }
      if let command { return command }
    }
    return nil
  }

  /// The act that one of its keys means: ratings are told apart by their digit.
  package func act(of key: Key) -> Act {
    guard case .rate = act, let rating = Int(key.name) else { return act }
    return .rate(rating)
  }

  /// The commands of a context in the order of hints: its own, those of everywhere, the rest.
  package static func available(in context: KeyContext) -> [Command] {
    let chain = context.chain
    let places = chain.dropLast(2) + [nil] + chain.suffix(2).prefix(1)
    return places.flatMap { place in
      table.filter { $0.context == place && $0.isReachable(in: context) }
    }
  }

  /// Whether one of its keys means it there, and nothing nearer.
  private func isReachable(in context: KeyContext) -> Bool {
    keys.contains { name in Key(name: name).flatMap { Command.named(by: $0, in: context) } == self }
  }

  /// The table as the README shows it.
  package static var markdown: String {
    var lines = ["| key | in | act |", "|---|---|---|"]
    for command in table {
      let keys = command.keys.map { "`\($0)`" }.joined(separator: ", ")
      lines.append(
        "| \(keys) | \(command.context?.rawValue ?? "everywhere") | \(command.title) |")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
