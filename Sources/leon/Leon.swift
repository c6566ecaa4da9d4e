import ArgumentParser

/// The command line's root; without a subcommand it opens the studio.
@main
struct Leon: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "leon",
    abstract: "Pictures from words and words from pictures, in the terminal.",
    discussion: """
      Without a subcommand the studio opens.

      Examples:
        leon
        leon generate "red apple, 3D icon" --seed 7 -o apple.png
      """,
    version: "0.1.0",
    subcommands: [
      StudioCommand.self, GenerateCommand.self, EditCommand.self, InfillCommand.self,
      DrawCommand.self, ComposeCommand.self, SegmentCommand.self, CaptionCommand.self,
      AskCommand.self, RunCommand.self,
      TrainCommand.self, CorpusCommand.self, BankCommand.self, EvalCommand.self,
      HistoryCommand.self, InfoCommand.self, InspectCommand.self, BenchCommand.self,
      ThemesCommand.self, ConfigCommand.self,
    ], defaultSubcommand: StudioCommand.self)

  /// The arguments, with a negative number joined to the option that it follows: it is a value that can
  /// be refused by name, and no option of its own.
  static func arguments(_ given: some Collection<String>) -> [String] {
    var result: [String] = []
    var isLiteral = false
    for argument in given {
      if !isLiteral, let option = result.last, option.hasPrefix("--"), option.count > 2,
        !option.contains("="), argument.prefixMatch(of: /-[0-9.]/) != nil
      {
        result[result.count - 1] = "\(option)=\(argument)"
      } else {
        result.append(argument)
      }
      isLiteral = isLiteral || argument == "--"
    }
    return result
  }

  /// Runs the command that the arguments name; every way out is in `CommandExit`.
  static func main() {
    do {
      var command = try parseAsRoot(Self.arguments(CommandLine.arguments.dropFirst()))
      try command.run()
    } catch {
      CommandExit.exit(after: error)
    }
  }
}
