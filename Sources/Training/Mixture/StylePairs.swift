/// Concepts of a corpus that are there in more than one style (reference "concept x style grid").
package struct StylePairs: Sendable {
  /// The rows of each concept, as they lie on disk, in at least two styles.
  package let concepts: [[Int]]
  private let styles: [Int: String]

  /// Finds the concepts of what is trained on.
  package init(_ cache: TokenCache) {
    var (rows, styles) = ([String: [Int]](), [Int: String]())
    for (number, row) in cache.rows.enumerated() {
      let isAsItIs = row.figureColour == nil && row.groundColour == nil && !row.mirrored
      let entry = cache.entries[row.entry]
      guard !row.heldOut, isAsItIs, let style = entry.style else { continue }
      rows[entry.conceptKey, default: []].append(number)
      styles[number] = style
    }
    self.styles = styles
    let sorted = rows.sorted { $0.key < $1.key }.map(\.value)
    concepts = sorted.filter { all in Set(all.map { styles[$0] }).count > 1 }
  }

  /// Draws a row and another one of its concept in another style.
  ///
  /// - Returns: both, and the second one's style; nil where there are no concepts.
  package func pair(
    using generator: inout some RandomNumberGenerator
  ) -> (from: Int, to: Int, style: String)? {
    guard let concept = concepts.randomElement(using: &generator),
      let from = concept.randomElement(using: &generator),
      let to = concept.filter({ styles[$0] != styles[from] }).randomElement(using: &generator),
      let style = styles[to]
    else { return nil }
    return (from, to, style)
  }
}
