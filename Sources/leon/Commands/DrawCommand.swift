import ArgumentParser
import Generation
import Tokens

/// `leon draw`: a picture from a scribble, a map or a figure, and words.
struct DrawCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "draw",
    abstract: "Draw a picture that follows another one: a scribble, edges, a map, a pose.",
    discussion: """
      --as names a task of tasks.toml that takes a picture and words: scribble,
      outline, edges, soft-edges, from-segmentation, depth, normals, pose, or one of
      your own.

      Example:
        leon draw --from scribble.png --as scribble "a red star" -o star.png
      """)

  @Argument(help: "What the picture shows; several words need no quotes.")
  var prompt: [String]
  @Option(help: "A PNG or JPEG; - is standard input.", completion: .file())
  var from: String
  @Option(name: .customLong("as"), help: "What it is: scribble, edges, depth, …")
  var kind = "scribble"
  @OptionGroup var knobs: KnobOptions
  @OptionGroup var drawing: DrawingOptions
  @OptionGroup var model: ModelOptions

  func run() throws {
    let template = try TaskFile.task(kind) { slots($0) != nil }
    guard let slots = slots(template) else {
      throw RunError.outcome(kind, "a picture from a picture and words")
    }
    let picture = try InputFile.picture(from)
    let task = try TaskRun(kind, model)
    let values: [String: SlotValue] = [
      slots.picture: .picture(task.model.encode(picture)),
      slots.words: .text(prompt.joined(separator: " ")),
    ]
    let request = try task.request(values, seed: drawing.someSeed) { knobs.applied(to: $0) }
    try drawing.draw(request, task.model)
  }

  /// The two slots of a task that draws from a picture and words; nil for another task.
  private func slots(_ task: TaskTemplate) -> (picture: String, words: String)? {
    guard task.draws, task.slots.count == 2,
      let picture = task.slots.first(where: { $0.kind.isPicture }),
      let words = task.slots.first(where: { $0.kind.isWords })
    else { return nil }
    return (picture.name, words.name)
  }
}
