package import Tokens

/// The tokens that may come next: the slice of the vocabulary that every lane is narrowed to.
///
/// A slice, not −∞ on the rest: −∞ minus −∞ is NaN in a blend, and tokens that may not come would
/// set the thresholds of contrastive decoding (reference a.6).
package struct AllowOnly: Hashable, Sendable {
  /// The ids, ascending and apart.
  package let ranges: [Range<Int>]
  /// How many they are.
  package let count: Int

  /// Allows the ids of some ranges, at least one id.
  package init(_ ranges: [Range<Int>]) {
    precondition(
      zip(ranges, ranges.dropFirst()).allSatisfy { $0.upperBound <= $1.lowerBound }
        && ranges.contains { !$0.isEmpty }, "ranges must ascend and hold an id, got \(ranges)")
    self.ranges = ranges
    count = ranges.reduce(0) { $0 + $1.count }
  }

  /// The smallest range with all of them: what the model is asked for.
  package var hull: Range<Int> { ranges[0].lowerBound..<ranges[ranges.count - 1].upperBound }

  /// The smallest range with the tokens of all of some sets, at least one.
  static func hull(of sets: [AllowOnly]) -> Range<Int> {
    sets.dropFirst().reduce(sets[0].hull) { range, set in
      min(range.lowerBound, set.hull.lowerBound)..<max(range.upperBound, set.hull.upperBound)
    }
  }

  /// The token at a place of a narrowed row.
  package func token(at place: Int) -> TokenID {
    var place = place
    for range in ranges {
      if place < range.count { return TokenID(range.lowerBound + place) }
      place -= range.count
    }
    preconditionFailure("place \(place) behind the last of \(count) tokens")
  }

  /// The place in a narrowed row of a token that is allowed.
  package func place(of token: TokenID) -> Int {
    var place = 0
    for range in ranges {
      if range.contains(token.index) { return place + token.index - range.lowerBound }
      place += range.count
    }
    preconditionFailure("\(token) is none of \(ranges)")
  }

  /// Narrows logits of the ids `range`, which holds the hull.
  package func narrow(_ logits: ArraySlice<Float>, of range: Range<Int>) -> [Float] {
    precondition(
      logits.count == range.count && range.lowerBound <= hull.lowerBound
        && range.upperBound >= hull.upperBound, "\(logits.count) logits of \(range) for \(ranges)")
    if count == logits.count { return Array(logits) }
    return ranges.flatMap { ids in
      logits.dropFirst(ids.lowerBound - range.lowerBound).prefix(ids.count)
    }
  }
}
