import Foundation
package import Tokens

/// What the captions said that a model was trained on.
///
///     NAME/words.tsv      words and how often they were seen
///          captions.txt   some captions as prompts, one a line
package struct Lexicon: Hashable, Sendable {
  /// Words with the number of training pictures whose captions may hold them.
  package var words: WordCounts
  /// Captions that can serve as prompts.
  package var captions: [String]

  /// Makes a lexicon; without words nothing is said of any.
  package init(words: WordCounts = WordCounts(), captions: [String] = []) {
    self.words = words
    self.captions = captions
  }

  /// Reads what a model folder has of it; both files may be missing.
  ///
  /// - Throws: `GenerationError.model` naming the line.
  package init(folder: String) throws {
    let path = folder + "/words.tsv"
    do {
      words = try Self.text(path).map(WordCounts.init(tsv:)) ?? WordCounts()
    } catch let error as WordCountsError {
      throw GenerationError.model(path, "\(error)")
    }
    captions = Self.text(folder + "/captions.txt")?.split(separator: "\n").map(String.init) ?? []
  }

  private static func text(_ path: String) -> String? {
    FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
  }
}
