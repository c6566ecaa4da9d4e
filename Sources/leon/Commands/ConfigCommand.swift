import ArgumentParser
import Foundation
import Studio

/// `leon config …`: the studio's settings.
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Read and change the studio's settings.",
    discussion: """
      They lie in $XDG_CONFIG_HOME/leon/config.toml, which may as well be edited by
      hand.

      Examples:
        leon config list
        leon config get theme
        leon config set theme nord
        leon config set keys.keep "s Ctrl-S"
      """,
    subcommands: [
      ConfigListCommand.self, ConfigGetCommand.self, ConfigSetCommand.self,
      ConfigPathCommand.self,
    ], defaultSubcommand: ConfigListCommand.self)
}

/// `leon config path`: where the settings lie.
struct ConfigPathCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "path",
    abstract: "Tell where the settings lie; the file need not exist.",
    discussion: """
      Example:
        $EDITOR $(leon config path)
      """)

  func run() { Console.print(ConfigFolder.settings.path) }
}

/// `leon config list`: every setting as it stands.
struct ConfigListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List every setting with its value and what it is for.",
    discussion: """
      What is printed is a sound config.toml.

      Example:
        leon config list
      """)

  @Flag(help: "Tell them as JSON.")
  var json = false

  func run() throws {
    let (settings, flaws) = ConfigFolder.settings.read()
    for flaw in flaws { Console.complain("leon: \(flaw)") }
    if json { return try Console.print(json: settings) }
    let lines = Setting.table.map { ("\($0.key) = \($0.literal(in: settings))", $0.about) }
    let width = lines.map(\.0.count).max() ?? 0
    for (line, about) in lines {
      Console.print("\(line.padding(toLength: width, withPad: " ", startingAt: 0))  # \(about)")
    }
    Console.print("\n[keys]")
    for (command, keys) in settings.keys.sorted(by: { $0.key < $1.key }) {
      Console.print("\(TOMLEdit.name(command)) = \(KeyNames.literal(keys))")
    }
  }
}

/// `leon config get`: one setting.
struct ConfigGetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "get",
    abstract: "Tell a setting's value.",
    discussion: """
      Example:
        leon config get theme
      """)

  @Argument(help: "A setting's key, as list tells it, or keys.COMMAND.")
  var key: String

  func run() throws {
    let (settings, flaws) = ConfigFolder.settings.read()
    for flaw in flaws { Console.complain("leon: \(flaw)") }
    if let command = SettingKey.command(key) {
      return Console.print(try SettingKey.keys(of: command, in: settings).joined(separator: " "))
    }
    Console.print(try SettingKey.setting(key).text(in: settings))
  }
}

/// `leon config set`: change one setting.
struct ConfigSetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set",
    abstract: "Change a setting; the file's comments and order stay.",
    discussion: """
      Examples:
        leon config set theme nord
        leon config set keys.keep "s Ctrl-S"
        leon config set keys.toss none
      """)

  @Argument(help: "A setting's key, as list tells it, or keys.COMMAND.")
  var key: String
  @Argument(help: "The value.")
  var value: String

  func run() throws {
    let file = ConfigFolder.settings
    var (settings, _) = file.read()
    if let command = SettingKey.command(key) {
      let names = value.split(separator: " ").map(String.init)
      settings.keys[command] = names
      let flaws = KeyMap.changed(by: settings.keys).flaws
      if let flaw = flaws.first(where: { $0.command == command && $0.isRefusal }) { throw flaw }
      for flaw in flaws where flaw.command == command { Console.complain("leon: \(flaw)") }
      return try file.set(["keys", command], to: KeyNames.literal(names))
    }
    let setting = try SettingKey.setting(key)
    try setting.take(typed: value, into: &settings)
    if setting.key.lowercased().hasSuffix("theme"), setting.text(in: settings) != "auto" {
      _ = try ThemeLibrary(folders: ConfigFolder.themeFolders).theme(setting.text(in: settings))
    }
    try file.write(setting, of: settings)
  }
}

/// The keys of the command line.
private enum SettingKey {
  /// The command of `keys.COMMAND`; nil for other keys.
  static func command(_ key: String) -> String? {
    key.hasPrefix("keys.") ? String(key.dropFirst("keys.".count)) : nil
  }

  /// The keys that call a command now.
  static func keys(of command: String, in settings: StudioSettings) throws -> [String] {
    let map = KeyMap.changed(by: settings.keys).map
    guard map.commands.contains(where: { $0.name == command }) else {
      throw SettingError.unknown("keys.\(command)", like: nil)
    }
    return map.keys(of: command)
  }

  static func setting(_ key: String) throws -> Setting {
    guard let setting = Setting.named(key) else {
      throw SettingError.unknown(key, like: Setting.like(key))
    }
    return setting
  }
}
