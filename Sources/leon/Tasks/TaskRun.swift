import Generation
import Imaging
import Tokens

/// A task of the table and the model that runs it: what all commands of tasks share.
struct TaskRun {
  /// The task.
  let template: TaskTemplate
  /// The model.
  let model: LoadedModel

  /// Finds the task, then loads the model.
  ///
  /// - Throws: `RunError.task`, or an error of the table's file or of the model's folder.
  init(_ name: String, _ options: ModelOptions) throws {
    template = try TaskFile.task(name)
    model = try options.load()
  }

  /// Finds the task for a model that is loaded.
  ///
  /// - Throws: `RunError.task`, or an error of the table's file.
  init(_ name: String, _ model: LoadedModel) throws {
    template = try TaskFile.task(name)
    self.model = model
  }

  /// Fills the task.
  ///
  /// - Throws: `TaskError`, for words that say nothing too.
  private func filled(_ values: [String: SlotValue]) throws -> FilledTask {
    for slot in template.slots {
      if case .text(let words) = values[slot.name], words.allSatisfy(\.isWhitespace) {
        throw TaskError.missing(slot)
      }
    }
    return try FilledTask(template, values)
  }

  /// Finds the words of the task's blank.
  ///
  /// - Throws: `TaskError`, or `PromptError` where there is no room for them.
  func words(_ values: [String: SlotValue], seed: UInt64, knobs: Knobs? = nil) throws -> String {
    guard case .text(let segments) = try filled(values).outcome else {
      throw RunError.outcome(template.name, "words")
    }
    return try model.infill(
      segments, seed: Seed(seed), knobs: knobs ?? template.knobs ?? model.defaultKnobs)
  }

  /// The request that draws the task's picture.
  ///
  /// - Throws: `TaskError`, `PromptError` or `GenerationError`.
  func request(
    _ values: [String: SlotValue], seed: UInt64, knobs: (Knobs) -> Knobs
  ) throws -> GenerationRequest {
    guard let (prompt, base) = try filled(values).drawn else {
      throw RunError.outcome(template.name, "a picture")
    }
    let request = try GenerationRequest(
      prompt: prompt, seed: Seed(seed), knobs: knobs(template.knobs ?? model.defaultKnobs),
      base: base)
    try model.validate(request)
    return request
  }
}

extension TaskFile {
  /// A task by its name, the user's own one first.
  ///
  /// - Throws: `RunError.task` with the names of those that would fit, or an error of the file.
  static func task(
    _ name: String, fitting fits: (TaskTemplate) -> Bool = { _ in true }
  ) throws -> TaskTemplate {
    let tasks = try all()
    guard let task = tasks.first(where: { $0.name == name }) else {
      throw RunError.task(name, known: tasks.filter(fits).map(\.name))
    }
    return task
  }
}

/// Why a task is not run.
enum RunError: Error, CustomStringConvertible {
  case task(String, known: [String])
  case form(String)
  case outcome(String, String)

  var description: String {
    switch self {
    case .task(let name, let known):
      "There is no task \"\(name)\"; there are \(known.joined(separator: ", "))."
    case .form(let entry): "--slot takes name=value, got \"\(entry)\"."
    case .outcome(let name, let wanted):
      "The task \"\(name)\" of tasks.toml does not make \(wanted), which this command needs."
    }
  }
}
