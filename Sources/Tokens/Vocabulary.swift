/// A token with a role of its own (reference a.1).
package enum SpecialToken: Hashable, Sendable {
  /// `<s>`, id 0.
  case begin
  /// `<pad>`, id 1.
  case pad
  /// `</s>`, id 2: opens and closes every document.
  case end
  /// `<unk>`, id 3.
  case unknown
  /// `<sentinel:n>`: *mask* in place, *infill* when repeated at the tail.
  case sentinel(Int)
  /// `<racm3:break>`: between two segments.
  case modalityBreak
  /// `<eoss>`: ends an infilled span.
  case endOfSpan

  /// The token as written in `tokenizer.json`.
  package var name: String {
    switch self {
    case .begin: "<s>"
    case .pad: "<pad>"
    case .end: "</s>"
    case .unknown: "<unk>"
    case .sentinel(let n): "<sentinel:\(n)>"
    case .modalityBreak: "<racm3:break>"
    case .endOfSpan: "<eoss>"
    }
  }
}

/// The one id space: four specials, text, image codes, sentinels, `<break>`, `<eoss>`.
///
/// ```
/// 0  1    2    3    4 …      textCount+4 …   …            …        …
/// <s><pad></s><unk> text     image codes     sentinels    <break>  <eoss>
/// ```
/// The translation between codes and ids is here and nowhere else.
package struct Vocabulary: Hashable, Codable, Sendable {
  /// Entries of the text tokenizer, the four specials not counted.
  package let textCount: Int
  /// Entries of the image codebook.
  package let codeCount: Int
  /// Sentinels; the paper has 512.
  package let sentinelCount: Int

  /// Makes the id space of these sizes.
  package init(textCount: Int, codeCount: Int, sentinelCount: Int) {
    precondition(
      textCount >= 0 && codeCount >= 0 && sentinelCount >= 0,
      "sizes must not be negative, got \(textCount), \(codeCount), \(sentinelCount)")
    self.textCount = textCount
    self.codeCount = codeCount
    self.sentinelCount = sentinelCount
  }

  /// Ids of text tokens.
  package var textRange: Range<Int> { 4..<4 + textCount }
  /// Ids of image codes, in code order.
  package var imageRange: Range<Int> { textRange.upperBound..<textRange.upperBound + codeCount }
  /// Ids of the sentinels.
  package var sentinelRange: Range<Int> {
    imageRange.upperBound..<imageRange.upperBound + sentinelCount
  }
  /// All ids.
  package var count: Int { sentinelRange.upperBound + 2 }

  /// The id of a special token.
  package func id(of special: SpecialToken) -> TokenID {
    switch special {
    case .begin: return TokenID(0)
    case .pad: return TokenID(1)
    case .end: return TokenID(2)
    case .unknown: return TokenID(3)
    case .sentinel(let n):
      precondition(n >= 0 && n < sentinelCount, "sentinel \(n) of \(sentinelCount)")
      return TokenID(sentinelRange.lowerBound + n)
    case .modalityBreak: return TokenID(sentinelRange.upperBound)
    case .endOfSpan: return TokenID(sentinelRange.upperBound + 1)
    }
  }

  /// The id of an image code.
  package func id(of code: CodeIndex) -> TokenID {
    precondition(code.index >= 0 && code.index < codeCount, "code \(code.rawValue) of \(codeCount)")
    return TokenID(imageRange.lowerBound + code.index)
  }

  /// The image code behind an id, nil for any other token.
  package func code(of id: TokenID) -> CodeIndex? {
    imageRange.contains(id.index) ? CodeIndex(id.index - imageRange.lowerBound) : nil
  }

  /// The special token behind an id, nil for text and codes.
  package func special(_ id: TokenID) -> SpecialToken? {
    switch id.index {
    case 0: .begin
    case 1: .pad
    case 2: .end
    case 3: .unknown
    case let i where sentinelRange.contains(i): .sentinel(i - sentinelRange.lowerBound)
    case sentinelRange.upperBound: .modalityBreak
    case sentinelRange.upperBound + 1: .endOfSpan
    default: nil
    }
  }
}
