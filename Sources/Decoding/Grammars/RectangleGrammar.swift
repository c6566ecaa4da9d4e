package import Tokens

/// The rows of a rectangle of codes, each an infilled span: exactly `width` codes, `<eoss>`, the next
/// row's sentinel (reference a.4).
///
/// ```
/// S0 │ 17 4 9 <eoss> S1 │ 3 8 8 <eoss> S2 │ …      S0 stands in the prompt
/// ```
/// The `<eoss>` that must follow the last row is not drawn.
package struct RectangleGrammar: Grammar {
  private let codes: AllowOnly
  private let vocabulary: Vocabulary
  private let height: Int
  private let width: Int

  /// The grammar of `height` rows of `width` codes, no more rows than there are sentinels.
  package init(_ vocabulary: Vocabulary, height: Int, width: Int) {
    precondition(
      (1...vocabulary.sentinelCount).contains(height) && width >= 1,
      "\(height) rows of \(width) codes with \(vocabulary.sentinelCount) sentinels")
    codes = AllowOnly([vocabulary.imageRange])
    self.vocabulary = vocabulary
    self.height = height
    self.width = width
  }

  /// Tokens in all.
  package var count: Int { height * (width + 2) - 2 }

  /// Where the token of a code stands.
  package func position(row: Int, column: Int) -> Int { row * (width + 2) + column }

  package func allowed(at position: Int) -> AllowOnly {
    let (row, column) = position.quotientAndRemainder(dividingBy: width + 2)
    if column < width { return codes }
    let mark = vocabulary.id(of: column == width ? .endOfSpan : .sentinel(row + 1)).index
    return AllowOnly([mark..<mark + 1])
  }

  package func stopReason(after token: TokenID, at position: Int) -> StopReason? {
    position + 1 >= count ? .imageComplete : nil
  }
}
