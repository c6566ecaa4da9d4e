import Foundation
import TestSupport
import Testing
import Tokenizers
import Tokens

/// The `tokenizers` library as the standard; `References/make_references.py` says how to record.
@Suite struct TextTokenizerReferenceTests {
  private struct Case: Codable {
    var text: String
    var ids: [Int]
    var decoded: String?
  }

  /// A text too long to store: `unit` repeated.
  private struct LongCase: Codable {
    var unit: String
    var repeats: Int
    var count: Int
    var sum: Int
    var first: [Int]
    var last: [Int]
  }

  private struct Recorded: Codable {
    var cases: [Case]
    var long: [LongCase]
    var merges: [[String]]
  }

  /// 400 entries learnt from `corpus.txt`: 256 bytes and 144 merges.
  private static let trained: TextTokenizer? = {
    guard let corpus = try? reference("corpus.txt") else { return nil }
    var counts: [String: Int] = [:]
    for line in String(decoding: corpus, as: UTF8.self).components(separatedBy: "\n") {
      counts[line, default: 0] += 1
    }
    return TextTokenizer.train(counts, textCount: 400, codeCount: 8, sentinelCount: 4)
  }()

  private func recorded() throws -> Recorded {
    try JSONDecoder().decode(Recorded.self, from: reference("bpe.json"))
  }

  private func ours() throws -> TextTokenizer { try #require(Self.trained) }

  private func theirs() throws -> TextTokenizer {
    try TextTokenizer(path: referencePath("chameleon_tokenizer.json"))
  }

  @Test func trainingWritesTheRecordedFile() throws {
    let bytes = try Data(ours().file())
    let path = referencePath("tokenizer.json")
    if ProcessInfo.processInfo.environment["RECORD"] != nil {
      try bytes.write(to: URL(fileURLWithPath: path))
      Issue.record("recorded tokenizer.json; run make_references.py")
    }
    #expect(try bytes == reference("tokenizer.json"))
  }

  /// Ties are broken alike: the pair with the smaller ids first.
  @Test func trainingLearnsTheMergesOfTheLibrary() throws {
    let root = try JSONSerialization.jsonObject(with: Data(ours().file())) as? [String: Any]
    let model = try #require(root?["model"] as? [String: Any])
    #expect(try model["merges"] as? [[String]] == recorded().merges)
  }

  @Test func nastyStringsHaveTheIdsOfTheLibrary() throws {
    let tokenizer = try ours()
    for each in try recorded().cases {
      let ids = tokenizer.encode(each.text, special: true).map { Int($0.rawValue) }
      #expect(ids == each.ids, "\(each.text.debugDescription)")
    }
  }

  @Test func veryLongStringsHaveTheIdsOfTheLibrary() throws {
    let tokenizer = try ours()
    for each in try recorded().long {
      let text = String(repeating: each.unit, count: each.repeats)
      let ids = tokenizer.encode(text).map { Int($0.rawValue) }
      #expect(ids.count == each.count, "\(each.unit)")
      #expect(ids.reduce(0, +) == each.sum)
      #expect(Array(ids.prefix(20)) == each.first)
      #expect(Array(ids.suffix(20)) == each.last)
    }
  }

  @Test func aChameleonTokenizerGivesTheIdsOfTheLibrary() throws {
    let tokenizer = try theirs()
    let cases = try JSONDecoder().decode([Case].self, from: reference("chameleon_ids.json"))
    #expect(cases.count > 200)
    for each in cases {
      let ids = tokenizer.encode(each.text, special: true)
      #expect(ids.map { Int($0.rawValue) } == each.ids, "\(each.text.debugDescription)")
      #expect(tokenizer.decode(ids, special: true) == each.decoded ?? each.text)
    }
  }

  @Test func allTextsComeBack() throws {
    for tokenizer in [try ours(), try theirs()] {
      for each in try recorded().cases {
        let text = tokenizer.lowercases ? each.text.lowercasedByScalar : each.text
        #expect(tokenizer.decode(tokenizer.encode(each.text)) == text)
      }
    }
  }

  @Test func aLoadedFileIsWrittenAgainWithTheSameBytes() throws {
    let loaded = try TextTokenizer(path: referencePath("tokenizer.json"))
    #expect(try Data(loaded.file()) == reference("tokenizer.json"))
    #expect(loaded.preTokenizer == PreTokenizer())
    #expect(loaded.lowercases)
    let vocabulary = try loaded.vocabulary("tokenizer.json")
    #expect(vocabulary == Vocabulary(textCount: 400, codeCount: 8, sentinelCount: 4))
    #expect(loaded.count == vocabulary.count)
  }

  @Test func aForeignLayoutIsNoVocabularyOfLeon() throws {
    let tokenizer = try theirs()
    #expect {
      try tokenizer.vocabulary("x.json")
    } throws: { error in
      "\(error)".contains("specials, text, codes, sentinels, <racm3:break> and <eoss> are not")
    }
  }
}

extension String {
  /// Scalar by scalar, as the library's normalizer: no final sigma.
  fileprivate var lowercasedByScalar: String {
    String(unicodeScalars.map(\.properties.lowercaseMapping).joined())
  }
}
