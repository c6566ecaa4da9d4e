internal import Tokens

extension TextTokenizer {
  /// Learns merges from counted texts, the most frequent pair first; of equal ones the pair with the
  /// smaller ids, as the `tokenizers` library does.
  ///
  /// Ids: the four specials, 256 bytes in the order of their scalars, merges, and behind them image
  /// codes, sentinels, `<break>` and `<eoss>` as `Vocabulary` lays them out.
  ///
  /// - Parameters:
  ///   - texts: texts with the number of times each occurs.
  ///   - textCount: entries of the text part, at least 256, the specials not counted.
  ///   - codeCount: image codes.
  ///   - sentinelCount: sentinels.
  ///   - lowercases: whether text is put in lower case.
  /// - Returns: a tokenizer of at most `textCount` entries; fewer when the texts hold no more pairs.
  package static func train(
    _ texts: [String: Int], textCount: Int, codeCount: Int, sentinelCount: Int,
    lowercases: Bool = true
  ) -> TextTokenizer {
    let preTokenizer = PreTokenizer()
    var words: [String: Int] = [:]
    for (text, count) in texts {
      let scalars = Array(text.unicodeScalars)[...]
      for piece in preTokenizer.pieces(of: lowercases ? lowercased(scalars) : scalars) {
        var bytes: [UInt8] = []
        for scalar in piece { bytes += Array(UTF8.encode(scalar) ?? .init()) }
        words[ByteAlphabet.string(bytes), default: 0] += count
      }
    }
    var ids: [String: Int32] = [:]
    for scalar in ByteAlphabet.scalars.sorted() { ids[String(scalar)] = Int32(4 + ids.count) }
    var learner = MergeLearner(words: words, ids: ids)
    let merges = learner.learn(textCount - 256)
    for pair in merges where ids[pair[0] + pair[1]] == nil {
      ids[pair[0] + pair[1]] = Int32(4 + ids.count)
    }
    return TextTokenizer(
      preTokenizer: preTokenizer, lowercases: lowercases, ids: ids, merges: merges,
      added: addedTokens(
        Vocabulary(textCount: ids.count, codeCount: codeCount, sentinelCount: sentinelCount)))
  }

  /// The special tokens and image codes of a vocabulary by their names (reference a.1).
  static func addedTokens(_ vocabulary: Vocabulary) -> [String: Int32] {
    var added: [String: Int32] = [:]
    let specials: [SpecialToken] = [.begin, .pad, .end, .unknown, .modalityBreak, .endOfSpan]
    for token in specials + (0..<vocabulary.sentinelCount).map({ .sentinel($0) }) {
      added[token.name] = vocabulary.id(of: token).rawValue
    }
    for code in 0..<vocabulary.codeCount {
      added[imageName(code)] = vocabulary.id(of: CodeIndex(code)).rawValue
    }
    return added
  }

  /// `IMGIMG`, the digits of the code as A…J, `Z`.
  static func imageName(_ code: Int) -> String {
    let letters = String(code).utf8.map { Character(Unicode.Scalar($0 - 48 + 65)) }
    return "IMGIMG" + String(letters) + "Z"
  }
}

/// Finds the most frequent pairs of counted words, keeping the counts up to date.
private struct MergeLearner {
  private typealias Pair = BytePairMerger.Pair
  private var words: [[Int32]] = []
  private var wordCounts: [Int] = []
  private var counts: [Pair: Int] = [:]
  private var places: [Pair: Set<Int>] = [:]
  private var strings: [Int32: String] = [:]
  private var ids: [String: Int32]

  init(words: [String: Int], ids: [String: Int32]) {
    self.ids = ids
    for (string, id) in ids { strings[id] = string }
    for (word, count) in words.sorted(by: { $0.key < $1.key }) {
      self.words.append(word.unicodeScalars.compactMap { ids[String($0)] })
      wordCounts.append(count)
      tally(self.words.count - 1, 1)
    }
  }

  /// Adds (or with −1 takes away) the pairs of a word.
  private mutating func tally(_ index: Int, _ sign: Int) {
    let word = words[index]
    for (left, right) in zip(word, word.dropFirst()) {
      let pair = Pair(left: left, right: right)
      counts[pair, default: 0] += sign * wordCounts[index]
      if sign > 0 { places[pair, default: []].insert(index) }
    }
  }

  mutating func learn(_ most: Int) -> [[String]] {
    var merges: [[String]] = []
    while merges.count < most {
      let best = counts.max { a, b in
        (a.value, b.key.left, b.key.right) < (b.value, a.key.left, a.key.right)
      }
      guard let best, best.value > 0, let left = strings[best.key.left],
        let right = strings[best.key.right]
      else { break }
      let merged = ids[left + right] ?? Int32(4 + ids.count)
      ids[left + right] = merged
      strings[merged] = left + right
      merges.append([left, right])
      replace(best.key, by: merged)
    }
    return merges
  }

  private mutating func replace(_ pair: Pair, by merged: Int32) {
    for index in places[pair] ?? [] {
      tally(index, -1)
      var word: [Int32] = []
      for symbol in words[index] {
        if symbol == pair.right, word.last == pair.left, merged >= 0 {
          word[word.count - 1] = merged
        } else {
          word.append(symbol)
        }
      }
      words[index] = word
      tally(index, 1)
    }
    counts[pair] = nil
    places[pair] = nil
  }
}
