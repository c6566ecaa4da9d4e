import Foundation
import Testing
import Tokenizers
import Tokens

@Suite struct TextTokenizerTests {
  /// The textbook's: `l o`, then `lo w`, so `low lower` is `low`, space, `low`, `e`, `r`.
  private let tokenizer = TextTokenizer.train(
    ["low": 5, "lower": 2], textCount: 258, codeCount: 2, sentinelCount: 2)

  private func strings(_ text: String) -> [String] {
    tokenizer.encode(text).map { tokenizer.strings[$0.rawValue] ?? "?" }
  }

  @Test func theMostFrequentPairsAreMergedFirst() {
    #expect(strings("low lower") == ["low", "Ġ", "low", "e", "r"])
    #expect(strings("lo ow") == ["lo", "Ġ", "o", "w"])
  }

  @Test func trainingStopsWhenNoPairIsLeft() {
    let all = TextTokenizer.train(["low": 1], textCount: 900, codeCount: 1, sentinelCount: 1)
    #expect(all.count == 4 + 258 + 1 + 1 + 2)
  }

  @Test func capitalsAreLoweredUnlessAskedOtherwise() {
    #expect(strings("LOW") == ["low"])
    let exact = TextTokenizer.train(
      ["low": 1], textCount: 258, codeCount: 1, sentinelCount: 1, lowercases: false)
    #expect(exact.decode(exact.encode("LOW")) == "LOW")
  }

  @Test func noTextHasNoIds() {
    #expect(tokenizer.encode("") == [])
    #expect(tokenizer.decode([]) == "")
  }

  @Test func namesOfSpecialTokensAreCharactersUnlessAskedFor() {
    let text = "a</s><racm3:break>IMGIMGBZ"
    let special = tokenizer.encode(text, special: true)
    #expect(special.map(\.rawValue) == [tokenizer.encode("a")[0].rawValue, 2, 266, 263])
    #expect(tokenizer.encode(text).allSatisfy { (4..<262).contains($0.rawValue) })
    #expect(tokenizer.decode(special) == "a")
    #expect(tokenizer.decode(special, special: true) == text)
  }

  @Test func idsThatAreNotThereAreLeftOut() {
    #expect(tokenizer.decode([TokenID(5000), TokenID(-1)]) == "")
  }

  @Test func bytesThatAreNoTextBecomeReplacementCharacters() {
    let half = tokenizer.encode("é").prefix(1)
    #expect(tokenizer.decode(half) == "\u{FFFD}")
  }

  @Test func idsLieAsTheVocabularySays() throws {
    let vocabulary = try tokenizer.vocabulary("x")
    #expect(vocabulary == Vocabulary(textCount: 258, codeCount: 2, sentinelCount: 2))
    #expect(tokenizer.added["<eoss>"] == vocabulary.id(of: .endOfSpan).rawValue)
    #expect(tokenizer.added["IMGIMGBZ"] == vocabulary.id(of: CodeIndex(1)).rawValue)
    #expect(tokenizer.added["<sentinel:1>"] == vocabulary.id(of: .sentinel(1)).rawValue)
  }
}

/// `tokenizer.json` files that are refused, each with its sentence.
@Suite struct TextTokenizerFileTests {
  private typealias Object = [String: Any]

  /// What leon says to a file made from a good one by `change`.
  private func sentence(_ change: (inout Object) -> Void) throws -> String {
    let tokenizer = TextTokenizer.train(
      ["low": 5], textCount: 258, codeCount: 1, sentinelCount: 1)
    var root = try #require(
      try JSONSerialization.jsonObject(with: Data(tokenizer.file())) as? Object)
    change(&root)
    return try sentence(for: JSONSerialization.data(withJSONObject: root))
  }

  private func sentence(for data: Data) throws -> String {
    let path = NSTemporaryDirectory() + "leon-\(UUID().uuidString).json"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try data.write(to: URL(fileURLWithPath: path))
    do {
      _ = try TextTokenizer(path: path)
      return "accepted"
    } catch {
      return "\(error)".replacing(
        "\(path) is not a byte-level BPE tokenizer that leon reads: ", with: "")
    }
  }

  private func model(_ root: inout Object, _ key: String, _ value: Any?) {
    var model = root["model"] as? Object ?? [:]
    model[key] = value
    root["model"] = model
  }

  private func stage(_ root: inout Object, _ stage: Object) {
    root["pre_tokenizer"] = ["type": "Sequence", "pretokenizers": [stage]]
  }

  @Test func anUnchangedFileIsAccepted() throws {
    #expect(try sentence { _ in } == "accepted")
  }

  @Test func aMissingFileIsNamed() {
    #expect {
      try TextTokenizer(path: "/nowhere/tokenizer.json")
    } throws: { error in
      "\(error)" == "/nowhere/tokenizer.json cannot be read: no such file, or no permission."
    }
  }

  @Test func whatIsNoModelIsRefused() throws {
    for text in ["", "{", "[]", "{}", "{\"model\": {\"vocab\": [1]}}"] {
      #expect(try sentence(for: Data(text.utf8)) == "no model with a vocab.")
    }
    #expect(try sentence { model(&$0, "type", "WordPiece") } == "the model is no BPE.")
  }

  @Test func mergesMustBePairsWithAnId() throws {
    #expect(try sentence { model(&$0, "merges", nil) } == "no list of merges.")
    #expect(try sentence { model(&$0, "merges", ["l o", "l"]) } == "the merge “l”.")
    #expect(
      try sentence { model(&$0, "merges", [["l", "x"]]) } == "no id for the merge of “l” and “x”.")
    #expect(try sentence { model(&$0, "merges", ["l o", "lo w"]) } == "accepted")
  }

  @Test func idsMustBeSmallAndNotNegative() throws {
    #expect(
      try sentence { model(&$0, "vocab", ["lo": 1 << 40, "low": 3]) }
        == "the id 1099511627776, which is not 0 to 16777215.")
    #expect(
      try sentence { $0["added_tokens"] = [["content": "x", "id": -1] as Object] }
        == "the id -1, which is not 0 to 16777215.")
    #expect(
      try sentence { $0["added_tokens"] = [["content": "x"]] }
        == "an added token without content or id.")
  }

  @Test func otherNormalizersAndStagesAreRefused() throws {
    #expect(
      try sentence { $0["normalizer"] = ["type": "NFC"] } == "the normalizer NFC is not known.")
    #expect(try sentence { $0["pre_tokenizer"] = NSNull() } == "no pre_tokenizer.")
    #expect(
      try sentence { stage(&$0, ["type": "Metaspace"]) } == "the stage Metaspace is not known.")
    #expect(
      try sentence { stage(&$0, ["type": "Split", "pattern": ["Regex": "x+"]]) }
        == "the split “x+” is not known.")
    #expect(
      try sentence { stage(&$0, ["type": "ByteLevel", "add_prefix_space": true]) }
        == "the stage ByteLevel with another add_prefix_space.")
    #expect(
      try sentence { stage(&$0, ["type": "Digits", "individual_digits": false]) }
        == "the stage Digits with another individual_digits.")
    #expect(
      try sentence { stage(&$0, ["type": "Punctuation", "behavior": "Removed"]) }
        == "the stage Punctuation with another behavior.")
  }
}
