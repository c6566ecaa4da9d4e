import Tensors

/// How often what was sought is among the first.
package struct Recall: Sendable, Equatable {
  /// Shares among the first 1, 5 and 10.
  package var at1: Float = 0
  package var at5: Float = 0
  package var at10: Float = 0
  /// Questions asked.
  package var count = 0

  /// Counts ranks.
  ///
  /// - Parameter ranks: from 0; one a question.
  package init(ranks: [Int]) {
    count = ranks.count
    guard count > 0 else { return }
    func share(_ limit: Int) -> Float { Float(ranks.count { $0 < limit }) / Float(count) }
    (at1, at5, at10) = (share(1), share(5), share(10))
  }

  /// The three shares as curves.
  func scalars(_ name: String) -> [EventFile.Scalar] {
    [
      .init("\(name)@1", at1), .init("\(name)@5", at5), .init("\(name)@10", at10),
    ]
  }
}

/// Measurements on concepts that were kept out of training.
extension RetrieverTrainer {
  /// What the towers can do.
  package struct Evaluation: Sendable, Equatable {
    /// A plain caption finds its picture among all kept-out ones.
    package var captions: Recall
    /// A picture finds one of its concept among the kept-out ones of other styles.
    package var concepts: Recall
  }

  /// Measures with the averaged weights.
  package func measure() -> Evaluation {
    let kept = encoder.parameters.map { $0.value.copy() }
    useAverages()
    defer { for (p, value) in zip(encoder.parameters, kept) { p.value.assign(value.values) } }
    let (texts, pictures) = vectors(of: heldOutRows)
    return Evaluation(
      captions: captionRecall(products(texts, pictures)),
      concepts: conceptRecall(products(pictures, pictures)))
  }

  private func captionRecall(_ products: Tensor) -> Recall {
    let count = products.rowCount
    let values = products.values
    return Recall(
      ranks: (0..<count).map { row in
        let scores = values[row * count..<(row + 1) * count]
        let own = scores[row * count + row]
        return scores.count { $0 > own }
      })
  }

  private func conceptRecall(_ products: Tensor) -> Recall {
    let entries = heldOutRows.map { cache.entries[cache.rows[$0].entry] }
    let count = entries.count
    let ranks = entries.indices.compactMap { row -> Int? in
      let others = entries.indices.filter { entries[$0].style != entries[row].style }
      let own = others.filter { entries[$0].conceptKey == entries[row].conceptKey }
        .map { products[row * count + $0] }.max()
      guard let own else { return nil }
      return others.count { products[row * count + $0] > own }
    }
    return Recall(ranks: ranks)
  }
}
