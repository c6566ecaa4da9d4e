package import Tokens

/// At least one text token, then more of them or `<eoss>`.
package struct CaptionGrammar: Grammar {
  private let first: AllowOnly
  private let further: AllowOnly
  private let end: TokenID
  private let limit: Int

  /// The grammar of an infilled text of at most `limit` tokens.
  package init(_ vocabulary: Vocabulary, limit: Int) {
    end = vocabulary.id(of: .endOfSpan)
    first = AllowOnly([vocabulary.textRange])
    further = AllowOnly([vocabulary.textRange, end.index..<end.index + 1])
    self.limit = limit
  }

  package func allowed(at position: Int) -> AllowOnly { position == 0 ? first : further }

  package func stopReason(after token: TokenID, at position: Int) -> StopReason? {
    if token == end { return .end }
    return position + 1 >= limit ? .length : nil
  }
}
