import ArgumentParser
import Foundation
import Generation

/// Which model runs, and on how many threads.
struct ModelOptions: ParsableArguments {
  @Option(help: "A model folder; the one that ships with leon unless given.")
  var model: String?
  @Option(help: "Threads to compute on; one a core unless given.")
  var threads: Int?

  func validate() throws {
    guard (1...256).contains(threadCount) else {
      throw ValidationError("--threads must be 1 to 256, got \(threadCount).")
    }
  }

  /// The threads asked for, or one a core.
  var threadCount: Int { threads ?? min(256, ProcessInfo.processInfo.activeProcessorCount) }

  /// The model folder's path.
  ///
  /// - Throws: `ResourceError.missing` when none is named and none ships.
  func folder() throws -> String { try model ?? Resources().path(of: "leon-mini") }
}

extension ModelOptions {
  /// Loads the model.
  ///
  /// - Throws: an error that says in a sentence which file is missing or does not fit.
  func load() throws -> LoadedModel {
    try LoadedModel(folder: try folder(), threads: threadCount)
  }
}
