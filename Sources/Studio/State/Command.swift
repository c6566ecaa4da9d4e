package import Terminal

/// An act of the studio, with the keys that call it: dispatch, help, hints and the README's table
/// all come from `Command.table`.
package struct Command: Hashable, Sendable {
  /// Which act.
  package let act: Act
  /// The mode in which the keys mean it; nil is both.
  package let mode: StudioState.Mode?
  /// The keys' names, the first of which is shown as a hint.
  package let keys: [String]
  /// What it does, for help.
  package let title: String
  /// One or two words for the line of hints; nil leaves it out.
  package var hint: String?

  /// Everything that can be done by a key that is not text.
  package enum Act: Hashable, Sendable {
    case draw, stop, browse, write, help, quit, suspend, redraw
    case turnUp, turnDown, turnUpFinely, turnDownFinely, nextKnob, previousKnob
    case nextSeed, previousSeed, step
    case pin, flip, keep, toss, rate(Int)
    case newer, older, present, load, finish
    case zoom, pictureMode, theme
    case newLine, deleteBackward, deleteForward, deleteWord, deleteToStart, deleteToEnd
    case left, right, wordLeft, wordRight, lineStart, lineEnd, up, down
  }

  /// Every command; the order is that of the help.
  package static let table: [Command] = both + browsing + writing

  private static let both = [
    Command(act: .draw, mode: nil, keys: ["Enter"], title: "draw the picture", hint: "draw"),
    Command(
      act: .stop, mode: nil, keys: ["Ctrl-C"],
      title: "stop drawing; c finishes the picture later"),
    Command(act: .redraw, mode: nil, keys: ["Ctrl-L"], title: "draw the screen anew"),
    Command(act: .suspend, mode: nil, keys: ["Ctrl-Z"], title: "back to the shell; fg returns"),
  ]

  private static let browsing = [
    Command(act: .write, mode: .browse, keys: ["i"], title: "write the prompt", hint: "write"),
    Command(
      act: .turnUp, mode: .browse, keys: ["Right"], title: "turn the knob up", hint: "turn"),
    Command(act: .turnDown, mode: .browse, keys: ["Left"], title: "turn the knob down"),
    Command(
      act: .turnUpFinely, mode: .browse, keys: ["]", "Shift-Right"],
      title: "turn it up in small steps"),
    Command(
      act: .turnDownFinely, mode: .browse, keys: ["[", "Shift-Left"],
      title: "turn it down in small steps"),
    Command(act: .nextKnob, mode: .browse, keys: ["Tab"], title: "next knob", hint: "knob"),
    Command(act: .previousKnob, mode: .browse, keys: ["BackTab"], title: "knob before"),
    Command(act: .nextSeed, mode: .browse, keys: ["n"], title: "next seed", hint: "seed"),
    Command(act: .previousSeed, mode: .browse, keys: ["N"], title: "seed before"),
    Command(
      act: .step, mode: .browse, keys: ["."],
      title: "one token, where turning is “a key a token”"),
    Command(act: .pin, mode: .browse, keys: ["p"], title: "pin the picture as A"),
    Command(
      act: .flip, mode: .browse, keys: ["Space"], title: "flip between A and B", hint: "A/B"),
    Command(act: .keep, mode: .browse, keys: ["s"], title: "keep, and go on", hint: "keep"),
    Command(act: .toss, mode: .browse, keys: ["x"], title: "toss, and go on"),
    Command(act: .older, mode: .browse, keys: ["Down", "j"], title: "look at an older picture"),
    Command(act: .newer, mode: .browse, keys: ["Up", "k"], title: "look at a newer picture"),
    Command(
      act: .load, mode: .browse, keys: ["l"],
      title: "load prompt, knobs and seed of the picture looked at"),
    Command(act: .finish, mode: .browse, keys: ["c"], title: "finish a partial picture"),
    Command(act: .present, mode: .browse, keys: ["Esc"], title: "back to the present"),
    Command(
      act: .rate(0), mode: .browse, keys: (0...5).map(String.init), title: "rate the picture"),
    Command(act: .zoom, mode: .browse, keys: ["z"], title: "the picture alone, and back"),
    Command(act: .pictureMode, mode: .browse, keys: ["v"], title: "pictures another way"),
    Command(act: .theme, mode: .browse, keys: ["T"], title: "next theme"),
    Command(act: .help, mode: .browse, keys: ["?"], title: "these keys", hint: "help"),
    Command(act: .quit, mode: .browse, keys: ["q"], title: "quit", hint: "quit"),
  ]

  private static let writing = [
    Command(
      act: .browse, mode: .write, keys: ["Esc"], title: "leave the prompt: letters are commands",
      hint: "commands"),
    Command(
      act: .newLine, mode: .write, keys: ["Ctrl-J", "Alt-Enter"], title: "new line",
      hint: "new line"),
    Command(
      act: .deleteBackward, mode: .write, keys: ["Backspace"], title: "delete to the left"),
    Command(
      act: .deleteForward, mode: .write, keys: ["Delete", "Ctrl-D"], title: "delete to the right"),
    Command(act: .deleteWord, mode: .write, keys: ["Ctrl-W"], title: "delete the word before"),
    Command(
      act: .deleteToStart, mode: .write, keys: ["Ctrl-U"], title: "delete to the line's start",
      hint: "clear"),
    Command(act: .deleteToEnd, mode: .write, keys: ["Ctrl-K"], title: "delete to the line's end"),
    Command(act: .left, mode: .write, keys: ["Left"], title: "left"),
    Command(act: .right, mode: .write, keys: ["Right"], title: "right"),
    Command(
      act: .wordLeft, mode: .write, keys: ["Ctrl-Left", "Alt-b"], title: "a word to the left"),
    Command(
      act: .wordRight, mode: .write, keys: ["Ctrl-Right", "Alt-f"], title: "a word to the right"),
    Command(act: .lineStart, mode: .write, keys: ["Home", "Ctrl-A"], title: "start of the line"),
    Command(act: .lineEnd, mode: .write, keys: ["End", "Ctrl-E"], title: "end of the line"),
    Command(act: .up, mode: .write, keys: ["Up"], title: "a row up"),
    Command(act: .down, mode: .write, keys: ["Down"], title: "a row down"),
  ]

  /// The command that a key calls in a mode.
  package static func named(by key: Key, in mode: StudioState.Mode) -> Command? {
    table.first { command in
      (command.mode ?? mode) == mode && command.keys.contains { Key(name: $0) == key }
    }
  }

  /// The act that one of its keys means: ratings are told apart by their digit.
  package func act(of key: Key) -> Act {
    guard case .rate = act, let rating = Int(key.name) else { return act }
    return .rate(rating)
  }

  /// The commands of a mode.
  package static func available(in mode: StudioState.Mode) -> [Command] {
    table.filter { ($0.mode ?? mode) == mode }
  }

  /// The table as the README shows it.
  package static var markdown: String {
    var lines = ["| key | in | act |", "|---|---|---|"]
    for command in table {
      let keys = command.keys.map { "`\($0)`" }.joined(separator: ", ")
      lines.append("| \(keys) | \(command.mode?.rawValue ?? "both") | \(command.title) |")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
