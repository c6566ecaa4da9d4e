import Foundation
package import Tokens

/// `tokenizer.json`, the format of the `tokenizers` library.
extension TextTokenizer {
  /// Loads a byte-level BPE tokenizer, merges as strings or as pairs.
  ///
  /// - Throws: `TextTokenizerError` when the file is missing, broken or of another kind.
  package init(path: String) throws {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw TextTokenizerError.unreadable(path)
    }
    guard let root = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
      let model = root["model"] as? [String: Any],
      let vocabulary = model["vocab"] as? [String: Int]
    else { throw TextTokenizerError.broken(path, "no model with a vocab") }
    guard model["type"] as? String ?? "BPE" == "BPE" else {
      throw TextTokenizerError.broken(path, "the model is no BPE")
    }
    var added: [String: Int] = [:]
    for token in root["added_tokens"] as? [[String: Any]] ?? [] {
      guard let content = token["content"] as? String, let id = token["id"] as? Int else {
        throw TextTokenizerError.broken(path, "an added token without content or id")
      }
      added[content] = id
    }
    let normalizer = (root["normalizer"] as? [String: Any])?["type"] as? String
    if let normalizer, normalizer != "Lowercase" {
      throw TextTokenizerError.broken(path, "the normalizer \(normalizer) is not known")
    }
    let merges = try Self.merges(model["merges"], path)
    for pair in merges where vocabulary[pair[0] + pair[1]] == nil {
      throw TextTokenizerError.broken(path, "no id for the merge of “\(pair[0])” and “\(pair[1])”")
    }
    self.init(
      preTokenizer: PreTokenizer(stages: try Self.stages(root["pre_tokenizer"], path)),
      lowercases: normalizer != nil, ids: try Self.narrowed(vocabulary, path), merges: merges,
      added: try Self.narrowed(added, path))
  }

  /// The most ids that a file may have: a number beside which a vocabulary is small.
  private static let mostIDs = 1 << 24

  private static func narrowed(_ ids: [String: Int], _ path: String) throws -> [String: Int32] {
    try ids.mapValues { id in
      guard (0..<mostIDs).contains(id) else {
        throw TextTokenizerError.broken(path, "the id \(id), which is not 0 to \(mostIDs - 1)")
      }
      return Int32(id)
    }
  }

  private static func merges(_ value: Any?, _ path: String) throws -> [[String]] {
    if let pairs = value as? [[String]], pairs.allSatisfy({ $0.count == 2 }) { return pairs }
    guard let lines = value as? [String] else {
      throw TextTokenizerError.broken(path, "no list of merges")
    }
    return try lines.map { line in
      let pair = line.split(separator: " ").map(String.init)
      guard pair.count == 2 else { throw TextTokenizerError.broken(path, "the merge “\(line)”") }
      return pair
    }
  }

  private static func stages(_ value: Any?, _ path: String) throws -> [PreTokenizer.Stage] {
    guard let object = value as? [String: Any] else {
      throw TextTokenizerError.broken(path, "no pre_tokenizer")
    }
    let list = object["pretokenizers"] as? [[String: Any]] ?? [object]
    return try list.map { try Self.stage($0, path) }
  }

  private static func stage(_ stage: [String: Any], _ path: String) throws -> PreTokenizer.Stage {
    let type = stage["type"] as? String ?? "without type"
    func demand(_ name: String, _ holds: Bool) throws {
      if !holds { throw TextTokenizerError.broken(path, "the stage \(type) with another \(name)") }
    }
    func flag(_ name: String, or missing: Bool) -> Bool { stage[name] as? Bool ?? missing }
    let isolates = stage["behavior"] as? String ?? "Isolated" == "Isolated"
    switch type {
    case "Digits":
      try demand("individual_digits", flag("individual_digits", or: false))
      return .digits
    case "Punctuation":
      try demand("behavior", isolates)
      return .punctuation
    case "ByteLevel":
      try demand("add_prefix_space", !flag("add_prefix_space", or: true))
      try demand("use_regex", flag("use_regex", or: true))
      return .words
    case "Split":
      try demand("behavior", isolates && !flag("invert", or: false))
      let pattern = (stage["pattern"] as? [String: String])?["Regex"] ?? ""
      guard let known = splits[pattern] else {
        throw TextTokenizerError.broken(path, "the split “\(pattern)” is not known")
      }
      return known
    default: throw TextTokenizerError.broken(path, "the stage \(type) is not known")
    }
  }

  private static let splits: [String: PreTokenizer.Stage] = [
    "<sentinel:[0-9]+>": .sentinels,
    "(IMGIMG)((A|B|C|D|E|F|G|H|I){1,4})Z": .imageCodes,
    "([\\t\\n]|    |  )": .whitespace,
  ]

  /// The bytes of `tokenizer.json`; equal tokenizers give equal bytes.
  package func file() throws -> [UInt8] {
    let tokens = added.sorted { $0.value < $1.value }.map { content, id -> [String: Any] in
      [
        "id": Int(id), "content": content, "single_word": false, "lstrip": false, "rstrip": false,
        "normalized": false, "special": true,
      ]
    }
    let stages = preTokenizer.stages.map { stage -> [String: Any] in
      switch stage {
      case .digits: return ["type": "Digits", "individual_digits": true]
      case .punctuation: return ["type": "Punctuation", "behavior": "Isolated"]
      case .words:
        return [
          "type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": true,
        ]
      case .sentinels, .imageCodes, .whitespace:
        let pattern = Self.splits.first { $0.value == stage }?.key ?? ""
        return [
          "type": "Split", "pattern": ["Regex": pattern], "behavior": "Isolated", "invert": false,
        ]
      }
    }
    // Added tokens stand in the vocabulary too: the library gives others the next free id.
    let vocabulary = ids.merging(added) { _, id in id }.mapValues { Int($0) }
    let root: [String: Any] = [
      "version": "1.0", "added_tokens": tokens, "truncation": NSNull(), "padding": NSNull(),
      "normalizer": lowercases ? ["type": "Lowercase"] as Any : NSNull(),
      "pre_tokenizer": ["type": "Sequence", "pretokenizers": stages],
      "post_processor": NSNull(),
      "decoder": [
        "type": "ByteLevel", "add_prefix_space": true, "trim_offsets": true, "use_regex": true,
      ],
      "model": [
        "type": "BPE", "dropout": NSNull(), "unk_token": NSNull(), "fuse_unk": false,
        "continuing_subword_prefix": NSNull(), "end_of_word_suffix": NSNull(),
        "byte_fallback": false, "ignore_merges": false, "vocab": vocabulary,
        "merges": mergeList,
      ],
    ]
    let data = try JSONSerialization.data(
      withJSONObject: root, options: [.sortedKeys, .withoutEscapingSlashes])
    return [UInt8](data)
  }

  /// The layout of leon's own vocabularies, read off the names.
  ///
  /// - Throws: `TextTokenizerError` when the ids do not lie as `Vocabulary` lays them out.
  package func vocabulary(_ path: String) throws -> Vocabulary {
    let codes = added.keys.filter { $0.hasPrefix("IMGIMG") }.count
    let sentinels = added.keys.filter { $0.hasPrefix("<sentinel:") }.count
    let text = ids.keys.filter { added[$0] == nil }.count
    let vocabulary = Vocabulary(textCount: text, codeCount: codes, sentinelCount: sentinels)
    guard Self.addedTokens(vocabulary) == added else {
      throw TextTokenizerError.broken(
        path, "specials, text, codes, sentinels, <racm3:break> and <eoss> are not in this order")
    }
    return vocabulary
  }
}

/// Why a text tokenizer cannot be loaded.
package enum TextTokenizerError: Error, CustomStringConvertible {
  /// No such file, or no permission.
  case unreadable(String)
  /// What is wrong with it.
  case broken(String, String)

  package var description: String {
    switch self {
    case .unreadable(let path): "\(path) cannot be read: no such file, or no permission."
    case .broken(let path, let reason):
      "\(path) is not a byte-level BPE tokenizer that leon reads: \(reason)."
    }
  }
}
