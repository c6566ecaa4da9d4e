import Terminal

/// Every command by name, run from a list that typing narrows.
extension StudioState {
  /// A row of the palette.
  struct PaletteEntry: Hashable {
    let act: Command.Act
    let title: String
    let keys: String
  }

  /// The commands whose name or title has all the words typed; those of this context first.
  func paletteEntries(_ choice: ListChoice) -> [PaletteEntry] {
    let words = choice.filter.text.lowercased().split(separator: " ")
    let here = keyMap.available(in: context == .write ? .browse : context)
    let others = keyMap.commands.filter {
      !here.contains($0) && $0.context != .write && $0.context != .search
    }
    return (here + others).filter { command in
      command.act != .palette
        && words.allSatisfy { "\(command.name) \(command.title)".lowercased().contains($0) }
    }.flatMap(Self.rows)
  }

  /// A row a command, one for each rating.
  private static func rows(of command: Command) -> [PaletteEntry] {
    if case .alternative = command.act { return [] }
    guard case .rate = command.act else {
      return [
        PaletteEntry(
          act: command.act, title: command.title, keys: command.keyNames)
      ]
    }
    return (0...5).map {
      PaletteEntry(
        act: .rate($0), title: "\(command.title) \($0)",
        keys: command.keys.indices.contains($0) ? command.keys[$0] : "")
    }
  }

  /// Obeys a key in the palette; the command chosen is done as if its key had been pressed.
  mutating func pressInPalette(_ key: Key, _ choice: ListChoice) -> [Effect] {
    let entries = paletteEntries(choice)
    switch choice.press(key, of: entries.count) {
    case .goOn(let next): popup = .palette(next)
    case .leave: popup = nil
    case .take(let row):
      popup = nil
      return perform(entries[row].act)
    }
    return []
  }
}
