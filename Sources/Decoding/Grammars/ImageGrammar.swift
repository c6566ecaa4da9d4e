package import Tokens

/// Exactly h · w image codes; the end that must follow them is not drawn.
package struct ImageGrammar: Grammar {
  private let codes: AllowOnly
  private let count: Int

  /// The grammar of pictures of `count` codes.
  package init(_ vocabulary: Vocabulary, count: Int) {
    precondition(count >= 1, "a picture of \(count) codes")
    codes = AllowOnly([vocabulary.imageRange])
    self.count = count
  }

  package func allowed(at position: Int) -> AllowOnly { codes }

  package func stopReason(after token: TokenID, at position: Int) -> StopReason? {
    position + 1 >= count ? .imageComplete : nil
  }
}
