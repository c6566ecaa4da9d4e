import ArgumentParser
import Generation
import Tokens

/// `leon edit`: a picture changed by words.
struct EditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit",
    abstract: "Change a picture by words.",
    discussion: """
      PNG and JPEG of any size; the picture is laid on white and fitted to the
      model's square. Where the edit leaves a code alone the original's pixels stay.

      Examples:
        leon edit apple.png "make the apple green" -o green.png
        leon edit apple.png "remove the leaf" --text-guidance 5 --image-guidance 1.2 --seed 3
      """)

  @Argument(help: "A PNG or JPEG; - is standard input.", completion: .file())
  var image: String
  @Argument(help: "What to do; several words need no quotes.")
  var instruction: [String]
  @Flag(inversion: .prefixedNo, help: "Keep the original's pixels where its codes stay.")
  var keepPixels = true
  @OptionGroup var dual: DualOptions
  @OptionGroup var knobs: KnobOptions
  @OptionGroup var drawing: DrawingOptions
  @OptionGroup var model: ModelOptions

  func validate() throws {
    try dual.check(beside: knobs)
  }

  func run() throws {
    let picture = try InputFile.picture(image)
    let task = try TaskRun("edit", model)
    let values: [String: SlotValue] = [
      "picture": .picture(task.model.encode(picture)),
      "instruction": .text(instruction.joined(separator: " ")),
    ]
    let request = try task.request(values, seed: drawing.someSeed) {
      dual.applied(to: knobs.applied(to: $0))
    }
    try drawing.draw(request, task.model, keepingPixelsOf: keepPixels ? picture : nil)
  }
}
