import ArgumentParser
import Foundation
import Training

/// Where one training run lives.
///
/// ```
/// OUT/settings.toml            every number of the run
///     checkpoint.safetensors   replaced every few minutes
///     events.out.tfevents.…    curves and sheets for TensorBoard
///     tokens.cache             the corpus as codes (models only)
///     tasks.cache              the documents of tasks as codes (models that are tuned)
///     export/                  the result
/// ```
struct RunFolder {
  /// The folder.
  let path: String
  /// Whether a run that lies there goes on.
  let resumes: Bool

  var checkpoint: String { path + "/checkpoint.safetensors" }
  var tokenCache: String { path + "/tokens.cache" }
  var taskPool: String { path + "/tasks.cache" }
  var export: String { path + "/export" }
  private var settings: String { path + "/settings.toml" }

  /// Makes the folder, or checks that there is a run to resume.
  ///
  /// - Throws: `RunFolderError`.
  init(_ path: String, resumes: Bool) throws {
    self.path = path
    self.resumes = resumes
    let exists = FileManager.default.fileExists(atPath: checkpoint)
    if exists && !resumes { throw RunFolderError.occupied(path) }
    if resumes && !exists && !FileManager.default.fileExists(atPath: settings) {
      throw RunFolderError.nothingToResume(path)
    }
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw RunFolderError.unwritable(path)
    }
  }

  /// Whether a checkpoint is there; a run killed before its first one begins anew.
  var hasCheckpoint: Bool { FileManager.default.fileExists(atPath: checkpoint) }

  /// The numbers of the run: shipped, of a stage, of the run that is resumed, of the command line.
  func settings(
    _ name: String, stage: String? = nil, _ options: TrainingOptions
  ) throws -> TrainingSettings {
    let shipped = try Resources().path(of: "training/\(name).toml")
    let staged = try stage.map { [try Resources().path(of: "training/\($0).toml")] } ?? []
    let own = resumes && FileManager.default.fileExists(atPath: settings) ? [settings] : []
    return try TrainingSettings(
      shipped: shipped, files: staged + own + (options.config.map { [$0] } ?? []),
      changes: options.set)
  }

  /// Keeps the numbers beside the checkpoint.
  func keep(_ numbers: TrainingSettings) throws {
    do {
      try numbers.text.write(toFile: settings, atomically: true, encoding: .utf8)
    } catch {
      throw RunFolderError.unwritable(settings)
    }
  }

  /// Runs the loop, and says how it ended.
  ///
  /// - Throws: `ExitCode` 130 after an interruption, or what the loop throws.
  func train(
    _ trainee: some Trainee, _ settings: TrainingRun.Settings, unit: String
  ) throws {
    let clock = { Date().timeIntervalSince1970 }
    let run = TrainingRun(
      settings, checkpoint: checkpoint, unit: unit,
      events: try EventFile(in: path, step: trainee.step, clock: clock), clock: clock,
      log: Console.print, isInterrupted: { Interruption.isRequested })
    Interruption.listen()
    if try run.train(trainee) == .interrupted {
      Console.complain("Stopped at step \(trainee.step); --resume goes on from there.")
      throw ExitCode(130)
    }
  }
}

/// Why a run cannot begin.
enum RunFolderError: Error, CustomStringConvertible {
  case occupied(String)
  case nothingToResume(String)
  case unwritable(String)

  var description: String {
    switch self {
    case .occupied(let path):
      "\(path) already holds a run; continue it with --resume, or name another folder."
    case .nothingToResume(let path): "\(path) holds no run to resume."
    case .unwritable(let path): "\(path) cannot be written: no permission, or a full disk."
    }
  }
}
