import ArgumentParser
import Foundation
import Tokenizers
import Training

/// `leon train text-tokenizer`: a byte-level BPE of the corpus's captions.
struct TrainTextTokenizerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "text-tokenizer",
    abstract: "Train the text tokenizer on the captions of a corpus.",
    discussion: """
      Example:
        leon train text-tokenizer corpus -o text/tokenizer.json
      """)

  @Argument(help: "An image folder.", completion: .directory)
  var corpus: String
  @Option(name: .shortAndLong, help: "The tokenizer.json to write.", completion: .file())
  var output: String
  @OptionGroup var training: TrainingOptions

  /// The numbers of `training/text-tokenizer.toml`.
  private struct Settings: Decodable {
    var textCount: Int
    var codeCount: Int
    var sentinelCount: Int
    var heldOutShare: Double
  }

  func run() throws {
    let settings = try TrainingSettings(
      shipped: Resources().path(of: "training/text-tokenizer.toml"),
      files: training.config.map { [$0] } ?? [], changes: training.set
    ).decode(Settings.self)
    let captions = try captions(settings)
    let tokenizer = TextTokenizer.train(
      captions, textCount: settings.textCount, codeCount: settings.codeCount,
      sentinelCount: settings.sentinelCount)
    try OutputFile.write(try tokenizer.file(), to: output)
    Console.print("\(captions.count) different captions, \(settings.textCount) entries: \(output)")
  }

  /// How often each way of writing a caption occurs in the corpus.
  private func captions(_ settings: Settings) throws -> [String: Int] {
    var counts: [String: Int] = [:]
    for entry in try ImageFolder(corpus).entries
    where !CorpusSplit.isHeldOut(entry.conceptKey, share: settings.heldOutShare) {
      for caption in CaptionDressing().variants(of: entry) { counts[caption, default: 0] += 1 }
    }
    return counts
  }
}
