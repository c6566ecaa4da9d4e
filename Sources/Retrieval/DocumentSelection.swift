package import Tensors
package import Tokens

/// Which of the ranked documents are taken (CM3Leon 2.1; reference a.3).
///
/// 1. *Relevance*: from the top of the list.
/// 2. *Modality*: with words and picture, as all documents of a bank are.
/// 3. *Diversity*: none that is too near to the query or to one already taken, by the inner product of
///    vectors of length 1; never the query's own document nor an exact copy of it, by identity.
package struct DocumentSelection: Codable, Hashable, Sendable {
  /// The largest inner product that is taken; the paper's 0.9.
  package var threshold: Float = 0.9

  /// Makes the paper's rules.
  package init(threshold: Float = 0.9) { self.threshold = threshold }

  /// The thresholds that make sense.
  package static let thresholds: ClosedRange<Float> = -1...1

  /// Takes documents for a query.
  ///
  /// - Parameters:
  ///   - count: how many at most.
  ///   - bank: where they are looked up.
  ///   - query: a vector of length 1.
  ///   - excluded: pictures that are not taken.
  ///   - isSkipped: whether a document, by its place, is not taken either.
  ///   - compute: where to run.
  /// - Returns: the best first; fewer where the bank has no more that the rules allow.
  package func documents(
    _ count: Int, of bank: MemoryBank, for query: [Float],
    excluding excluded: Set<Fingerprint> = [],
    skipping isSkipped: (Int) -> Bool = { _ in false }, on compute: Compute
  ) -> [VectorIndex.Hit] {
    if count == 0 { return [] }
    var depth = min(bank.count, 64)
    while true {
      let ranked = bank.nearest(depth, to: query, on: compute)
      let taken = take(count, of: ranked, bank) {
        excluded.contains(bank.identities[$0]) || isSkipped($0)
      }
      if taken.count == count || depth == bank.count { return taken }
      depth = min(bank.count, depth * 8)
    }
  }

  private func take(
    _ count: Int, of ranked: [VectorIndex.Hit], _ bank: MemoryBank, unless isSkipped: (Int) -> Bool
  ) -> [VectorIndex.Hit] {
    var taken: [VectorIndex.Hit] = []
    for hit in ranked where min(1, hit.score) <= threshold {
      if taken.count == count { break }
      if isSkipped(hit.index) { continue }
      let vector = bank.vector(hit.index)
      let isNear = taken.contains { product(vector, bank.vector($0.index)) > threshold }
      if !isNear { taken.append(hit) }
    }
    return taken
  }

  /// At most 1, which rounding may exceed.
  private func product(_ a: [Float], _ b: [Float]) -> Float {
    min(1, zip(a, b).reduce(0) { $0 + $1.0 * $1.1 })
  }
}

/// Leaves out a share of the words, so that what is looked up in training differs from time to time
/// (reference a.3); at least one stays.
package func droppedOut<Element>(
  _ words: [Element], share: Double, using generator: inout some RandomNumberGenerator
) -> [Element] {
  let kept = words.filter { _ in Double.random(in: 0..<1, using: &generator) >= share }
  if !kept.isEmpty { return kept }
  return words.randomElement(using: &generator).map { [$0] } ?? []
}
