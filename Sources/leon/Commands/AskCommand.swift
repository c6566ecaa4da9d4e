import ArgumentParser
import Generation
import Tokens

/// `leon ask`: a question about a picture.
struct AskCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ask",
    abstract: "Ask something about a picture.",
    discussion: """
      Examples:
        leon ask stars.png "how many stars are there?"
        leon ask stars.png "what colour is the thing above the star?" --steps
      """)

  @Argument(help: "A PNG or JPEG; - is standard input.", completion: .file())
  var image: String
  @Argument(help: "The question; several words need no quotes.")
  var question: [String]
  @Flag(help: "Say what leads to the answer before it.")
  var steps = false
  @Flag(help: "Tell the answer as JSON.")
  var json = false
  @OptionGroup var wording: WordingOptions
  @OptionGroup var model: ModelOptions

  func run() throws {
    let picture = try InputFile.picture(image)
    let task = try TaskRun(steps ? "question-in-steps" : "question", model)
    let words = try marked(question.joined(separator: " "))
    let answer = try task.words(
      ["question": .text(words), "picture": .picture(task.model.encode(picture))],
      seed: wording.seed, knobs: wording.applied(to: task))
    guard json else { return Console.print(answer) }
    try Console.print(json: ["answer": answer, "question": words, "file": image])
  }

  /// The question with its question mark, as leon was taught.
  private func marked(_ question: String) throws -> String {
    let words = question.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard !words.isEmpty else { throw ValidationError("the question is empty.") }
    return words.hasSuffix("?") ? words : words + "?"
  }
}
