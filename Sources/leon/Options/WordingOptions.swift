import ArgumentParser
import Tokens

/// How words are found.
struct WordingOptions: ParsableArguments {
  @Option(help: "A whole number, 0 to 2^64 - 1; another seed words it otherwise.")
  var seed: UInt64 = 0
  @Option(help: "Divides the logits; 0, the likeliest words, to 10.")
  var temperature: Float?

  func validate() throws {
    var knobs = Knobs()
    knobs.setTemperature(temperature ?? 0)
    if let flaw = knobs.flaw { throw ValidationError("\(flaw).") }
  }

  /// The task's knobs with what the flags say.
  func applied(to task: TaskRun) -> Knobs {
    var knobs = task.template.knobs ?? task.model.defaultKnobs
    if let temperature { knobs.setTemperature(temperature) }
    return knobs
  }
}
