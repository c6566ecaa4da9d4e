import ArgumentParser
import Generation
import Tokens

/// `leon segment`: the map of a picture.
struct SegmentCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "segment",
    abstract: "Draw what lies where in a picture, each kind of thing in its colour.",
    discussion: """
      The map is a picture of the model's size on black; leon draw --as
      from-segmentation takes it.

      Example:
        leon segment stars.png -o map.png
      """)

  @Argument(help: "A PNG or JPEG; - is standard input.", completion: .file())
  var image: String
  @OptionGroup var knobs: KnobOptions
  @OptionGroup var drawing: DrawingOptions
  @OptionGroup var model: ModelOptions

  func run() throws {
    let picture = try InputFile.picture(image)
    let task = try TaskRun("segmentation", model)
    let request = try task.request(
      ["picture": .picture(task.model.encode(picture))], seed: drawing.someSeed
    ) { knobs.applied(to: $0) }
    try drawing.draw(request, task.model)
  }
}
