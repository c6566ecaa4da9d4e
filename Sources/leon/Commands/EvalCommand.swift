import ArgumentParser

/// `leon eval`: what a model can do, in figures and in sheets to look at.
struct EvalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "eval",
    abstract: "Measure a model: on a corpus, or on composed scenes that can be checked exactly.",
    discussion: """
      Without one of the two names, a folder is taken for a corpus.

      Example:
        leon eval scenes --ceiling-only
      """,
    subcommands: [EvalCorpusCommand.self, EvalScenesCommand.self],
    defaultSubcommand: EvalCorpusCommand.self)
}
