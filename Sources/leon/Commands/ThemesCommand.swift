import ArgumentParser
import Foundation
import Studio
import Terminal

/// `leon themes …`: how the studio can look.
struct ThemesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "themes",
    abstract: "List, show and check the studio's themes.",
    discussion: """
      Themes of your own lie in $XDG_CONFIG_HOME/leon/themes as NAME.toml.

      Examples:
        leon themes list
        leon themes show nord
        leon themes check ~/.config/leon/themes/mine.toml
      """,
    subcommands: [
      ThemesListCommand.self, ThemesShowCommand.self, ThemesCheckCommand.self,
    ], defaultSubcommand: ThemesListCommand.self)
}

/// `leon themes list`: the names.
struct ThemesListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the themes.",
    discussion: """
      Example:
        leon themes list
      """)

  @Flag(help: "Tell them as JSON.")
  var json = false

  private struct Row: Encodable {
    let id: String
    let name: String
    let variant: String
    let source: String
  }

  func run() throws {
    let library = ThemeLibrary(folders: ConfigFolder.themeFolders)
    let rows = library.themes.map {
      Row(id: $0.id, name: $0.name, variant: $0.variant.rawValue, source: $0.source)
    }
    if json {
      try Console.print(json: rows)
    } else {
      let width = rows.map(\.id.count).max() ?? 0
      for row in rows {
        Console.print(
          "\(row.id.padding(toLength: width, withPad: " ", startingAt: 0))  \(row.variant)"
            + "\(row.variant == "dark" ? " " : "")  \(row.name)")
      }
    }
    for flaw in library.flaws { Console.complain("leon: \(flaw)") }
  }
}

/// `leon themes show`: a sample of every role.
struct ThemesShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a theme's roles in its colours, as this terminal has them.",
    discussion: """
      Example:
        leon themes show nord
      """)

  @Argument(help: "A theme's name, as list tells it.")
  var name: String
  @Option(help: "Colours to make do with: true, 256, 16 or none; this terminal's unless given.")
  var colors: String?

  func validate() throws {
    guard colors == nil || depth != nil else {
      throw ValidationError("--colors must be true, 256, 16 or none, got \(colors ?? "").")
    }
  }

  func run() throws {
    let library = ThemeLibrary(folders: ConfigFolder.themeFolders)
    let theme = try library.theme(name)
    Console.print("\(theme.name), \(theme.variant.rawValue), from \(theme.source)")
    // A pipe gets words, which need no terminal's colours.
    let isPlain = !Console.isTerminal && colors == nil
    let fitted = isPlain ? theme : theme.adapted(to: depth ?? ColorDepth.ofOutput)
    for line in ThemeSample.lines(of: fitted, isPlain: isPlain) { Console.print(line) }
  }

  private var depth: ColorDepth? {
    colors.flatMap { $0 == "none" ? .monochrome : ColorDepth(rawValue: $0) }
  }
}

/// `leon themes check`: what is wrong in a file.
struct ThemesCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check a theme's file, naming every flaw with its line.",
    discussion: """
      Ends with 1 when the theme cannot be used; warnings alone end with 0.

      Example:
        leon themes check mine.toml
      """)

  @Argument(help: "A theme's file.", completion: .file(extensions: ["toml"]))
  var file: String

  func run() throws {
    let library = ThemeLibrary(checking: file, folders: ConfigFolder.themeFolders)
    let flaws = library.flaws + (library.themes.first.map { $0.doubts(of: file) } ?? [])
    for flaw in flaws { Console.print("\(flaw)") }
    if flaws.contains(where: \.isError) { throw ExitCode(1) }
    if flaws.isEmpty { Console.print("\(file) is a sound theme") }
  }
}
