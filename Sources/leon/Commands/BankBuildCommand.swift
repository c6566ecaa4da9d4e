import ArgumentParser
import Generation
import Imaging
import Retrieval
import Tokens
import Training

/// `leon bank build`: an image folder becomes a memory bank.
struct BankBuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Make a memory bank of a folder of captioned pictures.",
    discussion: """
      The folder has metadata.jsonl (file_name, text, and perhaps style, source, license, author) or
      pairs of name.png and name.txt. Pictures of any size are laid on white and fitted. What has no
      words or cannot be read, and further copies of a picture, are named, skipped and counted.

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
    let images = try ImageFolder(folder)
    let loaded = try LoadedModel(folder: try model.folder(), threads: model.threadCount)
    let finder = try DocumentFinder(loaded)
    var builder = finder.builder()
    var skipped: [String] = []
    let entries = chosen(images.entries)
    var line = ProgressLine(total: entries.count, unit: "pictures")
    for (number, entry) in entries.enumerated() {
      do {
        let document = try document(entry, images, loaded)
        if let flaw = finder.add(document, to: &builder) {
          skipped.append("\(entry.fileName): \(flaw)")
        }
      } catch {
        skipped.append("\(entry.fileName): \(CommandExit.sentence(for: error))")
      }
      line.show(number + 1)
    }
    line.clear()
    CorpusLoading.tellSkipped(skipped)
    let bank = try finder.finish(builder, of: folder)
    try bank.write(to: output)
    Console.print("\(bank.count) \(bank.count == 1 ? "document" : "documents") in \(output)")
  }

  /// What is not kept out; of more than the limit, pictures at equal distances.
  private func chosen(_ entries: [CorpusEntry]) -> [CorpusEntry] {
    let own = entries.filter { !CorpusSplit.isHeldOut($0.conceptKey, share: heldOut) }
    guard let limit, limit < own.count else { return own }
    return (0..<limit).map { own[$0 * own.count / limit] }
  }

  private func document(
    _ entry: CorpusEntry, _ images: ImageFolder, _ loaded: LoadedModel
  ) throws -> ReferenceDocument {
    ReferenceDocument(
      caption: entry.plainCaption, picture: loaded.encode(try images.image(of: entry)),
      origin: .init(
        source: entry.source ?? entry.fileName, license: entry.license, author: entry.author))
  }
}
