import ArgumentParser
import Generation
import Imaging
import Tokens

/// `leon infill`: a rectangle of a picture drawn again.
struct InfillCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "infill",
    abstract: "Draw a rectangle of a picture again, so that it fits what is around it.",
    discussion: """
      The box is two corners, whole numbers 0 to 255 from the top left whatever the
      picture's size; every code that it touches is drawn again, and the original's
      pixels stay elsewhere. The words say what the whole picture shows; without any,
      leon's own caption of it is taken.

      Examples:
        leon infill apple.png --box 20,30 90,110 "red apple, 3D icon" -o other.png
        leon infill apple.png --box "20,30 90,110"
      """)

  @Argument(help: "A PNG or JPEG; - is standard input.", completion: .file())
  var image: String
  @Argument(help: "What the whole picture shows.")
  var words: [String] = []
  @Option(
    parsing: .upToNextOption, help: ArgumentHelp("The corners.", valueName: "x0,y0 x1,y1"))
  var box: [String]
  @Flag(inversion: .prefixedNo, help: "Keep the original's pixels outside of the box.")
  var keepPixels = true
  @Option(help: "Divides the logits, 0 (greedy) to 10.")
  var temperature: Float?
  @Option(help: "Keeps the likeliest tokens up to this mass, above 0 to 1; 1 is off.")
  var topP: Float?
  @OptionGroup var drawing: DrawingOptions
  @OptionGroup var model: ModelOptions

  func validate() throws {
    if let flaw = applied(to: Knobs()).flaw { throw ValidationError("\(flaw).") }
  }

  func run() throws {
    // What is no number is told as it was given.
    let corners = try PictureCorners(
      box.prefix(cornerCount > 0 ? cornerCount : 2).joined(separator: " "))
    let picture = try InputFile.picture(image)
    let loaded = try model.load()
    let codes = loaded.encode(picture)
    let request = try GenerationRequest(
      prompt: try caption(codes, loaded), seed: Seed(drawing.someSeed),
      knobs: applied(to: loaded.defaultKnobs),
      base: .rectangle(corners.rectangle(side: loaded.gridSide), of: codes))
    try drawing.draw(request, loaded, keepingPixelsOf: keepPixels ? picture : nil)
  }

  /// How many of the words behind --box belong to it: those without letters.
  private var cornerCount: Int {
    box.firstIndex { $0.contains(where: \.isLetter) } ?? box.count
  }

  private func caption(_ codes: CodeGrid, _ loaded: LoadedModel) throws -> String {
    let given = (words + box.dropFirst(cornerCount)).joined(separator: " ")
    guard given.allSatisfy(\.isWhitespace) else { return given }
    var knobs = loaded.defaultKnobs
    knobs.setTemperature(0)
    var found = try loaded.infill([[.mask], [.picture(codes)]], seed: Seed(0), knobs: knobs)
    // What a model that is hardly trained writes may have more tokens when it is read again; half of
    // what a prompt may have leaves room for the marks between rows.
    while loaded.tokenCount(found) > loaded.promptLimit / 2 { found.removeLast() }
    Console.complain("leon: takes it for “\(found)”")
    return found
  }

  /// There is one lane only.
  private func applied(to knobs: Knobs) -> Knobs {
    var result = knobs
    result.setGuidance(1)
    if let temperature { result.setTemperature(temperature) }
    if let topP { result.setTopP(topP) }
    return result
  }
}
