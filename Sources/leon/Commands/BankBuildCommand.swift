import ArgumentParser
import Generation
import Training

/// `leon bank build`: an image folder becomes a memory bank.
struct BankBuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Make a memory bank of a folder of captioned pictures.",
    discussion: """
      The folder has metadata.jsonl (file_name, text, and perhaps style, source,
      license, author) or pictures, PNG or JPEG, each with its words in name.txt or
      else in its name. Pictures of any size are laid on white and fitted. What has
      no words or cannot be read, and further copies of a picture, are named, skipped
      and counted.

      Example:
        leon bank build my-pictures -o mine.bank
      """)

  @Argument(help: "An image folder.", completion: .directory)
  var folder: String
  @Option(name: .shortAndLong, help: "The bank to write.", completion: .file())
  var output: String
  @Option(help: "The share of concepts to leave out, 0 to 1: what training keeps out is 0.03.")
  var heldOut = 0.0
  @Option(help: "Keep this many pictures, from all over the folder; all unless given.")
  var limit: Int?
  @OptionGroup var model: ModelOptions

  func validate() throws {
    guard (0...1).contains(heldOut) else {
      throw ValidationError("--held-out must be 0 to 1, got \(heldOut).")
    }
    if let limit, limit < 1 { throw ValidationError("--limit must be at least 1, got \(limit).") }
  }

  func run() throws {
    let images = try ImageFolder(folder, captionsByName: true)
    let loaded = try LoadedModel(folder: try model.folder(), threads: model.threadCount)
    let bank = try DocumentFinder(loaded).bankTellingProgress(
      of: images.pictures(of: chosen(images.entries)), folder: folder)
    try bank.write(to: output)
    Console.print("\(bank.count) \(bank.count == 1 ? "document" : "documents") in \(output)")
  }

  /// What is not kept out; of more than the limit, pictures at equal distances.
  private func chosen(_ entries: [CorpusEntry]) -> [CorpusEntry] {
    let own = entries.filter { !CorpusSplit.isHeldOut($0.conceptKey, share: heldOut) }
    guard let limit, limit < own.count else { return own }
    return (0..<limit).map { own[$0 * own.count / limit] }
  }
}
