import ArgumentParser
import Generation
import Tokens

/// `leon caption`: words from a picture.
struct CaptionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "caption",
    abstract: "Say in words what a picture shows.",
    discussion: """
      PNG and JPEG of any size; the picture is laid on white and fitted to the
      model's square.

      Examples:
        leon caption apple.png
        leon caption table.png --long
      """)

  @Argument(help: "A PNG or JPEG; - is standard input.", completion: .file())
  var image: String
  @Flag(help: "Name all things with their places.")
  var long = false
  @Flag(help: "Tell the caption as JSON.")
  var json = false
  @OptionGroup var wording: WordingOptions
  @OptionGroup var model: ModelOptions

  func run() throws {
    let picture = try InputFile.picture(image)
    let task = try TaskRun(long ? "long-caption" : "caption", model)
    let caption = try task.words(
      ["picture": .picture(task.model.encode(picture))], seed: wording.seed,
      knobs: wording.applied(to: task))
    json ? try Console.print(json: ["caption": caption, "file": image]) : Console.print(caption)
  }
}
