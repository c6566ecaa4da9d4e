import ArgumentParser
import Foundation
import Training

/// `leon corpus words`: the words that a training's captions hold, for the studio.
struct CorpusWordsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "words",
    abstract: "Count the words of a corpus's captions, as the studio shows them beside a model.",
    discussion: """
      A line a word: the word, a tab, and the number of pictures whose captions may
      hold it. Concepts that training keeps out are left out. The studio reads
      words.tsv and captions.txt from the model's folder.

      Example:
        leon corpus words corpus -o my-model/words.tsv --captions my-model/captions.txt
      """)

  @Argument(help: "An image folder.", completion: .directory)
  var corpus: String
  @Option(
    name: .shortAndLong, help: "The table to write; - is standard output.", completion: .file())
  var output: String
  @Option(help: "Also write some captions, one a line, to this file.", completion: .file())
  var captions: String?
  @Option(help: "Captions to write at most.")
  var captionCount = 400
  @Option(help: "The share of concepts that training keeps out, 0 to 1.")
  var heldOut = 0.03

  func validate() throws {
    guard (0...1).contains(heldOut) else {
      throw ValidationError("--held-out must be 0 to 1, got \(heldOut).")
    }
    guard captionCount >= 1 else {
      throw ValidationError("--caption-count must be at least 1, got \(captionCount).")
    }
  }

  func run() throws {
    let census = CaptionCensus(
      try ImageFolder(corpus).entries, heldOutShare: heldOut, promptCount: captionCount)
    try OutputFile.write(Array(census.words.tsv.utf8), to: output)
    if let captions {
      try OutputFile.write(
        Array((census.prompts.joined(separator: "\n") + "\n").utf8), to: captions)
    }
    guard output != "-" else { return }
    Console.print("\(census.words.entries.count) words: \(output)")
  }
}
