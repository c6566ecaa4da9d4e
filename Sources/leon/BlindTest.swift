import Foundation
import Generation
import Imaging
import Tensors
import Tokens
import Training

/// A test for eyes that have not seen the model: pictures, four captions of the same style for each,
/// and the key apart.
///
/// ```
/// blind.png       the pictures, row after row
/// blind.tsv       number, style, four captions a to d
/// blind-key.tsv   number, the letter of the caption that the picture was drawn from
/// ```
struct BlindTest {
  /// One picture with its question.
  struct Question {
    /// What was drawn.
    let entry: CorpusEntry
    /// Four captions of its style, the true one among them.
    let captions: [String]

    /// The letter of the true caption.
    var answer: Character {
      "abcd"["abcd".index("abcd".startIndex, offsetBy: captions.firstIndex(of: entry.text) ?? 0)]
    }
  }

  /// The questions, from all styles in turn.
  let questions: [Question]

  /// Chooses entries of all styles in turn, and wrong captions of the same style.
  ///
  /// - Parameters:
  ///   - entries: with styles, those the model was trained on.
  ///   - count: how many pictures at most.
  ///   - seed: chooses them.
  init(_ entries: [CorpusEntry], count: Int, seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    var pools = Dictionary(grouping: entries.filter { $0.style != nil }) { $0.style ?? "" }
      .sorted { $0.key < $1.key }.map { $0.value.shuffled(using: &generator) }
    var questions: [Question] = []
    let captions = pools.map { Set($0.map(\.text)).sorted() }
    while questions.count < count, pools.contains(where: { !$0.isEmpty }) {
      for style in pools.indices where questions.count < count {
        guard let entry = pools[style].popLast(), captions[style].count >= 4 else { continue }
        let wrong = captions[style].filter { $0 != entry.text }.shuffled(using: &generator)
        questions.append(
          Question(
            entry: entry,
            captions: ([entry.text] + wrong.prefix(3)).shuffled(using: &generator)))
      }
    }
    self.questions = questions
  }

  /// The questions as a table.
  var table: String {
    "number\tstyle\ta\tb\tc\td\n"
      + questions.enumerated().map { number, question in
        "\(number + 1)\t\(question.entry.style ?? "")\t"
          + question.captions.joined(separator: "\t") + "\n"
      }.joined()
  }

  /// The answers as a table.
  var key: String {
    "number\tanswer\n"
      + questions.enumerated().map { "\($0 + 1)\t\($1.answer)\n" }.joined()
  }
}
