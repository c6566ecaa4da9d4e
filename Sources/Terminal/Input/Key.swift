/// A key press as the terminal told it.
package struct Key: Hashable, Sendable {
  /// Which key.
  package var code: Code
  /// What was held meanwhile; Shift is part of a character and not named beside it.
  package var modifiers: Modifiers

  /// Makes a key press.
  package init(_ code: Code, _ modifiers: Modifiers = []) {
    self.code = code
    self.modifiers = modifiers
  }

  /// A key without what is held.
  package enum Code: Hashable, Sendable {
    /// A typed character; with Control a small letter or one of `@ [ \ ] ^ _`.
    case character(Character)
    /// Return; Ctrl-J is a character of its own.
    case enter
    /// The tabulator; Shift makes it `backTab`.
    case tab
    /// Shift and the tabulator.
    case backTab
    /// Escape.
    case escape
    /// Deletes to the left.
    case backspace
    /// Deletes to the right.
    case delete
    /// Insert.
    case insert
    /// An arrow.
    case up
    /// An arrow.
    case down
    /// An arrow.
    case left
    /// An arrow.
    case right
    /// To the beginning.
    case home
    /// To the end.
    case end
    /// A page back.
    case pageUp
    /// A page on.
    case pageDown
    /// F1 and so on, from 1.
    case function(Int)
  }

  /// What is held down.
  package struct Modifiers: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Shift.
    package static let shift = Modifiers(rawValue: 1)
    /// Alt or Meta.
    package static let alt = Modifiers(rawValue: 2)
    /// Control.
    package static let control = Modifiers(rawValue: 4)
  }
}

extension Key {
  /// How help and key maps write it: `a`, `Space`, `Ctrl-C`, `Shift-Left`, `F2`, `Alt-Enter`.
  package var name: String {
    var name = ""
    if modifiers.contains(.control) { name += "Ctrl-" }
    if modifiers.contains(.alt) { name += "Alt-" }
    if modifiers.contains(.shift) { name += "Shift-" }
    switch code {
    case .character(" "): return name + "Space"
    case .character(let character):
      let text = String(character)
      return name + (modifiers.contains(.control) ? text.uppercased() : text)
    case .function(let number): return name + "F\(number)"
    default: return name + (Key.named.first { $0.code == code }?.name ?? "")
    }
  }

  /// Reads what `name` writes; nil for anything else.
  package init?(name: String) {
    var rest = name[...]
    var modifiers: Modifiers = []
    for (word, modifier) in Key.prefixes where rest.count > word.count && rest.hasPrefix(word) {
      modifiers.insert(modifier)
      rest = rest.dropFirst(word.count)
    }
    guard let code = Key.code(String(rest), control: modifiers.contains(.control)) else {
      return nil
    }
    self.init(code, modifiers)
  }

  private static func code(_ name: String, control: Bool) -> Code? {
    if name == "Space" { return .character(" ") }
    if let known = named.first(where: { $0.name == name }) { return known.code }
    if name.count == 1, let character = name.first, CellWidth.of(character) > 0 {
      return .character(control ? Character(character.lowercased()) : character)
    }
    guard name.first == "F", let number = Int(name.dropFirst()), (1...24).contains(number) else {
      return nil
    }
    return .function(number)
  }

  /// In the order in which `name` writes them.
  private static let prefixes: [(String, Modifiers)] = [
    ("Ctrl-", .control), ("Alt-", .alt), ("Shift-", .shift),
  ]

  private static let named: [(name: String, code: Code)] = [
    ("Enter", .enter), ("Tab", .tab), ("BackTab", .backTab), ("Esc", .escape),
    ("Backspace", .backspace), ("Delete", .delete), ("Insert", .insert), ("Up", .up),
    ("Down", .down), ("Left", .left), ("Right", .right), ("Home", .home), ("End", .end),
    ("PageUp", .pageUp), ("PageDown", .pageDown),
  ]
}
