/// One caption to be scored and what people wrote of the same picture, as words.
package struct CaptionCase: Hashable, Sendable {
  /// The caption's words.
  package let candidate: [String]
  /// The words of each reference, at least one.
  package let references: [[String]]

  /// Splits captions into words.
  ///
  /// - Parameters:
  ///   - candidate: the caption.
  ///   - references: at least one.
  package init(candidate: String, references: [String]) {
    precondition(!references.isEmpty, "no references for “\(candidate)”")
    self.candidate = CaptionTokens.tokens(candidate)
    self.references = references.map(CaptionTokens.tokens)
  }

  /// Whether the candidate's words are those of a reference.
  package var isExact: Bool { references.contains(candidate) }

  /// Harmonic mean of precision and recall of the words, their order aside, for the nearest
  /// reference; 0…1.
  package var tokenF1: Double {
    references.map { reference in
      let both = wordCounts(candidate).reduce(0) { sum, word in
        sum + min(word.value, reference.count { $0 == word.key })
      }
      let words = candidate.count + reference.count
      return words == 0 ? 1 : 2 * Double(both) / Double(words)
    }.max() ?? 0
  }

  private func wordCounts(_ words: [String]) -> [String: Int] {
    words.reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }
}

/// How often each run of `length` words occurs.
func runCounts(_ words: [String], length: Int) -> [ArraySlice<String>: Int] {
  guard words.count >= length else { return [:] }
  return (0...words.count - length).reduce(into: [:]) {
    $0[words[$1..<$1 + length], default: 0] += 1
  }
}
