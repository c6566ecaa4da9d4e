package import Tokens

private import Tensors

/// What a training's captions say: their words, counted, and some of them as prompts.
package struct CaptionCensus: Sendable {
  /// The words with the number of pictures whose captions may hold them.
  package let words: WordCounts
  /// Different captions as people write prompts, "COLOUR NOUN, STYLE", in an order of chance.
  package let prompts: [String]

  /// Longer captions do not fit a row of a narrow prompt pane.
  private static let longestPrompt = 48

  /// Counts the captions of a corpus without the concepts that training keeps out.
  ///
  /// - Parameters:
  ///   - entries: the corpus.
  ///   - heldOutShare: the share of concepts kept out, 0…1.
  ///   - promptCount: at most so many prompts.
  ///   - seed: of their order.
  package init(
    _ entries: [CorpusEntry], heldOutShare: Double, promptCount: Int = 400, seed: UInt64 = 1
  ) {
    let trained = entries.filter {
      !CorpusSplit.isHeldOut($0.conceptKey, share: heldOutShare)
    }
    let dressing = CaptionDressing()
    var counts: [String: Int] = [:]
    for entry in trained {
      let words = Set(dressing.variants(of: entry).flatMap(CaptionWord.all))
      for word in words { counts[word, default: 0] += 1 }
    }
    words = WordCounts(counts)
    var generator = SplitMix64(seed: seed)
    let all = Set(trained.filter { $0.style != nil }.map(dressing.prompt)).sorted()
    let short = all.filter { $0.count <= Self.longestPrompt }
    prompts = Array(short.shuffled(using: &generator).prefix(promptCount))
  }
}
