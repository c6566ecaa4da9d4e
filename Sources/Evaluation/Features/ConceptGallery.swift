/// Real pictures of many concepts in several styles, among which pictures drawn from prompts look for
/// their own concept in another style (cross-style concept retrieval).
package struct ConceptGallery: Sendable {
  /// What a picture shows, and how.
  package struct Label: Hashable, Sendable {
    /// The same for all pictures of one thing.
    package var concept: String
    /// Such as "3D icon".
    package var style: String

    /// Makes a label.
    package init(concept: String, style: String) { (self.concept, self.style) = (concept, style) }
  }

  private let labels: [Label]
  private let asked: [Label]
  private let rows: [[Double]]

  /// Hangs pictures.
  ///
  /// - Parameters:
  ///   - labels: of the real pictures.
  ///   - features: of the same, a row each.
  ///   - asked: what each prompt asks for.
  package init(of labels: [Label], _ features: FeatureTable, asked: [Label]) {
    precondition(labels.count == features.count, "\(features.count) of \(labels.count) pictures")
    (self.labels, self.asked) = (labels, asked)
    rows = features.unitRows
  }

  /// How often a picture of each prompt finds its concept among the pictures of other styles, nearest by
  /// the angle between features.
  ///
  /// - Parameter features: of the pictures, a row a prompt.
  /// - Returns: nil where no prompt's concept is there in another style.
  package func recall(of features: FeatureTable) -> ConceptRecall? {
    precondition(features.count == asked.count, "\(features.count) of \(asked.count) pictures")
    let ranks = zip(asked, features.unitRows).compactMap(rank)
    return ranks.isEmpty ? nil : ConceptRecall(ranks: ranks, gallery: labels.count)
  }

  /// Pictures of other styles that are nearer than the nearest of the concept; nil where none is.
  private func rank(_ wanted: Label, _ query: [Double]) -> Int? {
    let others = labels.indices.filter { labels[$0].style != wanted.style }
    let products = others.map { other in
      zip(query, rows[other]).reduce(0) { $0 + $1.0 * $1.1 }
    }
    let own = zip(others, products).filter { labels[$0.0].concept == wanted.concept }.map(\.1).max()
    return own.map { own in products.count { $0 > own } }
  }
}

/// How often a concept is among the first.
package struct ConceptRecall: Codable, Hashable, Sendable {
  /// The share whose concept is the first.
  package var first: Estimate
  /// The share whose concept is among the first five.
  package var firstFive: Estimate
  /// The share whose concept is among the first ten.
  package var firstTen: Estimate
  /// Pictures in the gallery, those of the own style included.
  package var gallery: Int

  /// Counts ranks from 0, at least one.
  init(ranks: [Int], gallery: Int) {
    func share(_ limit: Int) -> Estimate {
      Estimate(share: ranks.count { $0 < limit }, of: ranks.count)
    }
    (first, firstFive, firstTen) = (share(1), share(5), share(10))
    self.gallery = gallery
  }
}
