import ArgumentParser

/// `leon eval`: what a model can do, in figures.
struct EvalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "eval",
    abstract: "Measure a model: likelihood, pictures, captions, composed scenes, knobs.",
    discussion: """
      Figures come with 95 % intervals and, where real pictures can be measured the
      same way, with what those reach. Nothing is written before all is measured. A
      folder without a name before it is taken for a corpus.

      Example:
        leon eval sweep cfg FOLDER --values 1,2,3,4,6 --plot guidance.png
      """,
    subcommands: [
      EvalCorpusCommand.self, EvalScenesCommand.self, EvalTasksCommand.self,
      EvalEditsCommand.self, EvalPerplexityCommand.self, EvalTokenizerCommand.self,
      EvalCaptionsCommand.self, EvalSweepCommand.self,
      EvalCandidatesCommand.self, EvalFeaturesCommand.self, EvalCopiesCommand.self,
      EvalPaperCommand.self,
    ], defaultSubcommand: EvalCorpusCommand.self)
}
