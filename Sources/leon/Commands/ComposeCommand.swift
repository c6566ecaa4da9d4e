import ArgumentParser
import Generation
import Tokens

/// `leon compose`: a picture from words and boxes.
struct ComposeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compose",
    abstract: "Draw a picture with each thing in its box.",
    discussion: """
      A box is a thing and two corners, whole numbers 0 to 255 from the top left
      whatever the picture's size.

      Example:
        leon compose "a cat and a red star" --box "cat 20,30 90,110" --box "red star 140,30 220,110"
      """)

  @Argument(help: "What the picture shows; several words need no quotes.")
  var prompt: [String]
  @Option(help: ArgumentHelp("A thing and its corners.", valueName: "thing x0,y0 x1,y1"))
  var box: [String]
  @OptionGroup var knobs: KnobOptions
  @OptionGroup var drawing: DrawingOptions
  @OptionGroup var model: ModelOptions

  func run() throws {
    let boxes = try box.map { try ThingBox($0).description }
    let task = try TaskRun("boxes", model)
    let values: [String: SlotValue] = [
      "prompt": .text(prompt.joined(separator: " ")),
      "boxes": .text(boxes.joined(separator: ", ")),
    ]
    let request = try task.request(values, seed: drawing.someSeed) { knobs.applied(to: $0) }
    try drawing.draw(request, task.model)
  }
}

/// A thing and where it is to be.
private struct ThingBox: CustomStringConvertible {
  let thing: String
  let corners: PictureCorners

  /// Reads `red star 140,30 220,110`.
  ///
  /// - Throws: `CornersError`, or `BoxError` without a thing.
  init(_ text: String) throws {
    let words = text.split(whereSeparator: \.isWhitespace)
    // A thing may have digits, so the corners begin behind the last word with a letter.
    let count = (words.lastIndex { $0.contains(where: \.isLetter) } ?? -1) + 1
    thing = words[..<count].joined(separator: " ")
    let rest = words[count...].joined(separator: " ")
    if rest.isEmpty { throw CornersError.form(text) }
    corners = try PictureCorners(rest)
    if thing.isEmpty { throw BoxError.thing(text) }
  }

  /// As leon was taught: `red star at (140, 30) -> (220, 110)`.
  var description: String { "\(thing) at \(corners)" }
}

/// Why a box is refused.
enum BoxError: Error, CustomStringConvertible {
  case thing(String)

  var description: String {
    switch self {
    case .thing(let text):
      "The box \"\(text)\" names no thing; write it before the corners, such as cat 20,30 90,110."
    }
  }
}
