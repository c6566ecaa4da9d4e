/// How often words were seen, as `words.tsv` keeps it: a word, a tab and a count a line, the most
/// frequent first.
package struct WordCounts: Hashable, Sendable {
  /// A word and how often it was seen.
  package struct Entry: Hashable, Sendable {
    /// The word as it is counted, see `CaptionWord`.
    package let word: String
    /// At least 1.
    package let count: Int
  }

  /// All words, the most frequent first, then by the alphabet.
  package let entries: [Entry]
  private let counts: [String: Int]

  /// Makes a table of counts; those under 1 are left out.
  package init(_ counts: [String: Int] = [:]) {
    self.counts = counts.filter { $0.value > 0 }
    entries = self.counts.map { Entry(word: $0.key, count: $0.value) }
      .sorted { ($1.count, $0.word) < ($0.count, $1.word) }
  }

  /// Reads what `tsv` writes.
  ///
  /// - Throws: `WordCountsError` naming the line.
  package init(tsv: String) throws {
    var counts: [String: Int] = [:]
    for (number, line) in tsv.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    where !line.isEmpty {
      let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty, let count = Int(parts[1]), count > 0 else {
        throw WordCountsError(line: number + 1, text: String(line.prefix(40)))
      }
      counts[String(parts[0])] = count
    }
    self.init(counts)
  }

  /// A line a word.
  package var tsv: String { entries.map { "\($0.word)\t\($0.count)\n" }.joined() }

  /// Whether no word is known, so that nothing can be said of any.
  package var isEmpty: Bool { entries.isEmpty }

  /// How often a word was seen, written as it may be.
  package subscript(word: some Sequence<Character>) -> Int { counts[CaptionWord.normal(word)] ?? 0 }

  /// The words that begin with `start` and go on, the most frequent first.
  ///
  /// - Complexity: O(words).
  package func completions(of start: some Sequence<Character>, atMost count: Int) -> [Entry] {
    let start = CaptionWord.normal(start)
    guard !start.isEmpty else { return [] }
    return Array(entries.lazy.filter { $0.word.hasPrefix(start) && $0.word != start }.prefix(count))
  }
}

/// A line of a table of counts that means nothing.
package struct WordCountsError: Error, Equatable, CustomStringConvertible {
  /// Counted from 1.
  package let line: Int
  /// Its beginning.
  package let text: String

  package var description: String {
    "line \(line), “\(text)”, is not a word, a tab and a count of at least 1"
  }
}
