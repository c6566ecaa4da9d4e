import ArgumentParser
import Foundation
import Generation
import Imaging
import Tokens

/// `leon run`: any task, by its name.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run a task of tasks.toml, or list them.",
    discussion: """
      A task takes its slots as name=value: words, the path of a picture, or two
      corners of a rectangle, 0 to 255. Tasks of your own go into
      $XDG_CONFIG_HOME/leon/tasks.toml, in the form of those that ship.

      Examples:
        leon run
        leon run infill --slot text="a red [mask] on a table"
        leon run infill-picture --slot text="[mask] apple, 3D icon" --slot picture=apple.png
        leon run redraw --slot prompt="red apple" --slot picture=apple.png --slot area=20,30,90,110
      """)

  @Argument(help: "The task's name; all are listed without one.")
  var task: String?
  @Option(help: ArgumentHelp("What goes into a slot.", valueName: "name=value"))
  var slot: [String] = []
  @Option(help: "A whole number, 0 to 2^64 - 1.")
  var seed: UInt64 = 0
  @Option(name: .shortAndLong, help: "The PNG to write, where a picture is drawn.")
  var output: String?
  @Flag(help: "Tell the result as JSON.")
  var json = false
  @OptionGroup var knobs: KnobOptions
  @OptionGroup var model: ModelOptions

  func run() throws {
    guard let task else { return try list(TaskFile.all()) }
    let given = try filled(try TaskFile.task(task))
    let run = try TaskRun(task, model)
    let values = try given.mapValues { try value($0, run.model) }
    if run.template.draws {
      return try draw(try run.request(values, seed: seed) { knobs.applied(to: $0) }, run.model)
    }
    let own = knobs.applied(to: run.template.knobs ?? run.model.defaultKnobs)
    try tell(words: try run.words(values, seed: seed, knobs: own), run.template)
  }

  // MARK: slots

  /// What was given for a slot, not yet read.
  private enum Given {
    case words(String)
    case file(String)
    case area(PictureCorners)
  }

  /// What the command line says, slot by slot: wrong names are told before a model is loaded.
  private func filled(_ task: TaskTemplate) throws -> [String: Given] {
    var values: [String: Given] = [:]
    for entry in slot {
      let parts = entry.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { throw RunError.form(entry) }
      let name = String(parts[0])
      guard let slot = task.slots.first(where: { $0.name == name }) else {
        throw TaskError.slot(name, known: task.slots.map(\.name))
      }
      let value = String(parts[1])
      values[name] = try given(value, for: slot)
    }
    if let empty = task.slots.first(where: { values[$0.name] == nil }) {
      throw TaskError.missing(empty)
    }
    return values
  }

  private func given(_ value: String, for slot: TaskTemplate.Slot) throws -> Given {
    switch slot.kind {
    case .text, .boxes: .words(value)
    case .image, .scribble: .file(value)
    case .area: .area(try PictureCorners(value))
    }
  }

  private func value(_ given: Given, _ loaded: LoadedModel) throws -> SlotValue {
    switch given {
    case .words(let words): .text(words)
    case .file(let path): .picture(loaded.encode(try Image.load(path: path)))
    case .area(let corners): .area(corners.rectangle(side: loaded.gridSide))
    }
  }

  // MARK: results

  private func tell(words: String, _ task: TaskTemplate) throws {
    if json { return try Console.print(json: ["task": task.name, "text": words]) }
    Console.print(words)
  }

  private func draw(_ request: GenerationRequest, _ loaded: LoadedModel) throws {
    let session = try loaded.session(request)
    while session.next() != nil {}
    let path = output ?? "leon-\(seed).png"
    let bytes = try PNG.encode(session.images()[0], text: session.metadata(0).texts())
    try OutputFile.write(bytes, to: path)
    if json { return try Console.print(json: ["file": path]) }
    if path != "-" { Console.print(path) }
  }

  private func list(_ tasks: [TaskTemplate]) throws {
    if json { return try Console.print(json: tasks.map(TaskReport.init)) }
    let width = tasks.map(\.name.count).max() ?? 0
    for task in tasks {
      let name = task.name.padding(toLength: width, withPad: " ", startingAt: 0)
      let slots = task.slots.map { "\($0.name)=…" }.joined(separator: " ")
      Console.print("\(name)  \(task.title)  \(slots)")
    }
  }
}

/// A task in `leon run --json`.
private struct TaskReport: Encodable {
  let name: String
  let title: String
  let slots: [String: TaskTemplate.Slot.Kind]

  init(_ task: TaskTemplate) {
    name = task.name
    title = task.title
    slots = Dictionary(uniqueKeysWithValues: task.slots.map { ($0.name, $0.kind) })
  }
}
