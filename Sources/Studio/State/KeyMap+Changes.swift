import Terminal

/// A line of `[keys]` that is not, or not wholly, obeyed.
package struct KeyFlaw: Error, Hashable, Sendable, CustomStringConvertible {
  /// The command's name in the file.
  package let command: String
  /// What is wrong.
  package let description: String
  /// Whether the keys named are not taken; else another command has lost one.
  package let isRefusal: Bool
}

extension KeyMap {
  /// The table with keys given to commands by name; `none` alone unbinds.
  ///
  /// A key that was given to a command is taken from the others that have it where both are heard.
  ///
  /// - Parameter keys: Names of keys by the name of their command.
  /// - Returns: The map, and a sentence for each key that cannot be obeyed or is taken from another.
  package static func changed(
    by keys: [String: [String]]
  ) -> (map: KeyMap, flaws: [KeyFlaw]) {
    var changes = KeyChanges()
    for (name, names) in keys.sorted(by: { $0.key < $1.key }) { changes.bind(name, to: names) }
    changes.settleConflicts()
    return (KeyMap(changes.commands), changes.flaws)
  }
}

/// The table while keys are given to its commands.
private struct KeyChanges {
  var commands = Command.table
  var flaws: [KeyFlaw] = []
  private var changed: [Int] = []

  mutating func bind(_ name: String, to names: [String]) {
    guard let index = commands.firstIndex(where: { $0.name == name }) else {
      return add(name, "there is no command “\(name)”; the README and : name them all")
    }
    let command = commands[index]
    let keys = names == ["none"] ? [] : names.compactMap { key($0, of: command) }
    guard names == ["none"] || !keys.isEmpty else { return }
    if case .rate = command.act, !keys.isEmpty, keys.count != 6 {
      return add(name, "rate takes six keys, for 0 to 5, got \(keys.count)")
    }
    commands[index] = command.bound(to: keys)
    changed.append(index)
  }

  private mutating func key(_ name: String, of command: Command) -> String? {
    guard let key = Key(name: name) else {
      add(
        command.name,
        "“\(name)” is no key; keys are written as a, Space, Ctrl-S, Alt-Enter, Shift-Left, F2")
      return nil
    }
    if key.isText, command.context?.takesText == true {
      add(
        command.name,
        "“\(name)” is text where \(command.name) is heard; take one with Ctrl or Alt")
      return nil
    }
    return key.name
  }

  mutating func settleConflicts() {
    for index in changed {
      for other in commands.indices where other != index { settle(index, other) }
    }
  }

  /// Takes the keys of a changed command from another that is heard where it is.
  private mutating func settle(_ index: Int, _ other: Int) {
    let (mine, theirs) = (commands[index], commands[other])
    let areBothChanged = changed.contains(other)
    guard mine.context == theirs.context || mine.context == nil || theirs.context == nil,
      !areBothChanged || index < other
    else { return }
    for key in mine.keys where theirs.keys.contains(key) && !isText(key, theirs, mine) {
      let place = (mine.context ?? theirs.context).map { "in \($0.title)" } ?? "everywhere"
      add(
        mine.name,
        areBothChanged
          ? "\(key) calls both \(mine.name) and \(theirs.name) \(place); \(mine.name) has it"
          : "\(key) calls \(mine.name) \(place); \(theirs.name) has lost it",
        isRefusal: areBothChanged)
      if mine.context == theirs.context || mine.context == nil {
        commands[other] = commands[other].bound(to: commands[other].keys.filter { $0 != key })
      }
    }
  }

  /// Whether a key is text in the only place where both are heard.
  private func isText(_ name: String, _ a: Command, _ b: Command) -> Bool {
    let takesText = a.context?.takesText == true || b.context?.takesText == true
    return takesText && Key(name: name)?.isText == true
  }

  private mutating func add(_ command: String, _ sentence: String, isRefusal: Bool = true) {
    flaws.append(KeyFlaw(command: command, description: sentence, isRefusal: isRefusal))
  }
}
