import ArgumentParser
import Generation
import Imaging
import Tokens

/// `leon caption`: words from a picture.
struct CaptionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "caption",
    abstract: "Say in words what a picture shows.",
    discussion: """
      PNG and JPEG of any size; the picture is laid on white and fitted to the model's square.

      Example:
        leon caption apple.png
      """)

  @Argument(help: "A PNG or JPEG; - is standard input.", completion: .file())
  var image: String
  @Option(help: "Any whole number; another seed words it otherwise.")
  var seed: UInt64 = 0
  @Option(help: "Divides the logits; 0, the likeliest words, to 10.")
  var temperature: Float = 0
  @Flag(help: "Tell the caption as JSON.")
  var json = false
  @OptionGroup var model: ModelOptions

  func validate() throws {
    var knobs = Knobs()
    knobs.temperature = temperature
    if let flaw = knobs.flaw { throw ValidationError("\(flaw).") }
  }

  func run() throws {
    let picture = try image == "-" ? Image.decode(InputFile.read("-")) : Image.load(path: image)
    let loaded = try LoadedModel(folder: try model.folder(), threads: model.threadCount)
    var knobs = loaded.defaultKnobs
    knobs.temperature = temperature
    let caption = loaded.caption(picture, seed: Seed(seed), knobs: knobs)
    json ? try Console.print(json: ["caption": caption, "file": image]) : Console.print(caption)
  }
}
