/// Judges pictures that were asked for in another style by real pictures of many concepts and styles.
package struct RestyleJudge: Sendable {
  package typealias Label = ConceptGallery.Label

  private let gallery: [(label: Label, row: [Double])]
  private let wanted: [(label: Label, row: [Double])]

  /// Hangs real pictures.
  ///
  /// - Parameters:
  ///   - gallery: what each shows, in at least two styles of at least two concepts.
  ///   - features: of the same, a row each.
  ///   - wanted: what each restyled picture should show.
  ///   - truths: the features of real pictures that show it, a row each.
  package init(
    gallery: [Label], _ features: FeatureTable, wanted: [Label], _ truths: FeatureTable
  ) {
    precondition(
      gallery.count == features.count && wanted.count == truths.count,
      "\(features.count) of \(gallery.count) pictures, \(truths.count) of \(wanted.count) truths")
    self.gallery = zip(gallery, features.unitRows).map { ($0, $1) }
    self.wanted = zip(wanted, truths.unitRows).map { ($0, $1) }
  }

  /// Judges a picture for each that is wanted.
  ///
  /// - Parameter features: of the pictures, a row each.
  /// - Returns: how many of them are right, and how near they are.
  package func figures(of features: FeatureTable) -> RestyleFigures {
    precondition(features.count == wanted.count, "\(features.count) of \(wanted.count) pictures")
    let rows = features.unitRows
    let judged = zip(wanted, rows)
    func share(_ isRight: (Label, [Double]) -> Bool) -> Estimate {
      Estimate(share: judged.count { isRight($0.label, $1) }, of: wanted.count)
    }
    return RestyleFigures(
      style: share { wanted, row in
        nearest(to: row) { $0.concept != wanted.concept }?.style == wanted.style
      },
      concept: share { wanted, row in
        nearest(to: row) { $0.style == wanted.style }?.concept == wanted.concept
      },
      nearness: Estimate(meanOf: judged.map { Self.product($0.row, $1) }))
  }

  private func nearest(to row: [Double], among isMeant: (Label) -> Bool) -> Label? {
    gallery.filter { isMeant($0.label) }.max {
      Self.product($0.row, row) < Self.product($1.row, row)
    }?.label
  }

  private static func product(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
  }
}

/// How well a style is met and a concept kept.
package struct RestyleFigures: Codable, Hashable, Sendable {
  /// The share whose nearest real picture of another concept has the wanted style.
  package var style: Estimate
  /// The share whose nearest real picture of the wanted style shows the concept.
  package var concept: Estimate
  /// The cosine with the real picture of the concept in the style.
  package var nearness: Estimate
}
