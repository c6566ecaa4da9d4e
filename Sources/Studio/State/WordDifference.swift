/// The words that one text has and another has not, in their order.
package struct WordDifference: Hashable, Sendable {
  /// Words of the first alone.
  package let onlyA: [String]
  /// Words of the second alone.
  package let onlyB: [String]

  /// Compares two texts word by word; what stands in the same order in both is the same.
  package init(_ a: String, _ b: String) {
    let (first, second) = (WordDifference.words(a), WordDifference.words(b))
    let difference = second.difference(from: first)
    onlyA = difference.removals.map { change in
      if case .remove(_, let word, _) = change { word } else { "" }
    }
    onlyB = difference.insertions.map { change in
      if case .insert(_, let word, _) = change { word } else { "" }
    }
  }

  /// Whether both say the same.
  package var isEmpty: Bool { onlyA.isEmpty && onlyB.isEmpty }

  /// Commas and the like belong to no word.
  private static func words(_ text: String) -> [String] {
    text.split { $0.isWhitespace || ",;.!?\"".contains($0) }.map(String.init)
  }
}
