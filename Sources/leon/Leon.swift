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

  /// Runs the command that the arguments name; every way out is in `CommandExit`.
  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      CommandExit.exit(after: error)
    }
  }
}
