import ArgumentParser
import Foundation

/// What all trainings take.
struct TrainingOptions: ParsableArguments {
  @Option(help: "A TOML file with the numbers that differ from the shipped ones.")
  var config: String?
  @Option(help: ArgumentHelp("Change one number.", valueName: "key=value"))
  var set: [String] = []
  @Option(help: "Threads to compute on; one a core unless given.")
  var threads: Int?

  /// The threads asked for, or one a core.
  var threadCount: Int { threads ?? min(256, ProcessInfo.processInfo.activeProcessorCount) }
}
