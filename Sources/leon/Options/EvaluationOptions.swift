import ArgumentParser
import Evaluation
import Foundation
import Training

/// Which pictures of a corpus are measured.
struct EvaluationOptions: ParsableArguments {
  /// Which concepts are taken.
  enum Concepts: String, ExpressibleByArgument, CaseIterable {
    case heldOut = "held-out"
    case trained, all
  }

  @Argument(help: "An image folder.", completion: .directory)
  var corpus: String
  @Option(help: "Which concepts: those kept out of training, the others, or all.")
  var concepts = Concepts.heldOut
  @Option(help: "Share of the concepts that were kept out of training.")
  var heldOutShare = 0.03
  @OptionGroup var model: ModelOptions

  func validate() throws {
    guard (0...1).contains(heldOutShare) else {
      throw ValidationError("--held-out-share must be 0 to 1, got \(heldOutShare).")
    }
  }

  /// Reads the captions.
  ///
  /// - Throws: `CorpusError`.
  func folder() throws -> ImageFolder { try ImageFolder(corpus) }

  /// The entries of the concepts that were asked for; of kept-out ones those of known words.
  func entries(_ folder: ImageFolder) -> [CorpusEntry] {
    let split = KnownCaptions(folder.entries, heldOutShare: heldOutShare)
    return switch concepts {
    case .heldOut: split.heldOut
    case .trained: split.trained
    case .all: folder.entries
    }
  }

  /// So many entries from all over the corpus.
  ///
  /// - Throws: `EvaluationError.tooFew` when there are fewer.
  func entries(_ folder: ImageFolder, count: Int) throws -> [CorpusEntry] {
    let entries = entries(folder)
    guard entries.count >= count else {
      throw EvaluationError.tooFew(
        "Captioned pictures of \(corpus) under --concepts \(concepts.rawValue)",
        count: entries.count, needed: count)
    }
    return entries.spread(count)
  }

  /// Refuses numbers that a count cannot be.
  static func check(_ name: String, _ value: Int, _ range: ClosedRange<Int>) throws {
    guard range.contains(value) else {
      throw ValidationError(
        "\(name) must be \(range.lowerBound) to \(range.upperBound), got \(value).")
    }
  }
}
