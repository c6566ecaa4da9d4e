package import Terminal

/// Which keys call which command: those of `Command.table`, as `[keys]` of `config.toml` changes them.
///
/// Dispatch, help, hints and the palette read it; it is a value of the state.
package struct KeyMap: Hashable, Sendable {
  /// Every command with the keys that call it now; the order is that of the help.
  package let commands: [Command]
  private let places: [KeyContext?: [Key: Int]]

  /// The keys of the table.
  package static let standard = KeyMap(Command.table)

  /// Makes the map of some commands; where two have a key in one context, the first is called.
  init(_ commands: [Command]) {
    self.commands = commands
    var places: [KeyContext?: [Key: Int]] = [:]
    for (index, command) in commands.enumerated() {
      for name in command.keys {
        guard let key = Key(name: name), places[command.context]?[key] == nil else { continue }
        places[command.context, default: [:]][key] = index
      }
    }
    self.places = places
  }

  /// The command that a key calls in a context, or in those it stands on.
  package func command(for key: Key, in context: KeyContext) -> Command? {
    // A letter given to a command of everywhere can still be written.
    guard !(context.takesText && key.isText) else { return nil }
    for place in context.chain {
      if let index = places[place]?[key] { return commands[index] }
    }
    return nil
  }

  /// The act that a key means for a command: ratings and alternatives are told apart by the
  /// place of their key.
  package func act(of key: Key, for command: Command) -> Command.Act {
    let place = command.keys.firstIndex { Key(name: $0) == key } ?? 0
    switch command.act {
    case .rate: return .rate(place)
    case .alternative: return .alternative(place + 1)
    default: return command.act
    }
  }

  /// The commands of a context in the order of hints: its own, those of everywhere, the rest.
  package func available(in context: KeyContext) -> [Command] {
    let chain = context.chain
    let order = chain.dropLast(2) + [nil] + chain.suffix(2).prefix(1)
    return order.flatMap { place in
      commands.filter { command in
        command.context == place && command.keys.contains { calls(command, $0, in: context) }
      }
    }
  }

  private func calls(_ command: Command, _ name: String, in context: KeyContext) -> Bool {
    Key(name: name).flatMap { self.command(for: $0, in: context) } == command
  }

  /// The keys of a command by its name; none where it is unbound or unknown.
  package func keys(of name: String) -> [String] {
    commands.first { $0.name == name }?.keys ?? []
  }
}

extension Key {
  /// Whether it writes something where text is written.
  var isText: Bool {
    guard case .character = code else { return false }
    return modifiers.isDisjoint(with: [.control, .alt])
  }
}
