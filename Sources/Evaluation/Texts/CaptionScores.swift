/// All scores of captions against what people wrote, each with its 95 % interval by the bootstrap.
package struct CaptionScores: Codable, Sendable {
  /// CIDEr-D, 0…10.
  package var ciderD: Estimate
  /// BLEU-1 to BLEU-4 of all captions together, 0…1.
  package var bleu: [Estimate]
  /// Mean ROUGE-L, 0…1.
  package var rougeL: Estimate
  /// Share of captions that are a reference word for word.
  package var exact: Estimate
  /// Mean F1 of the words.
  package var tokenF1: Estimate

  /// Scores captions.
  ///
  /// - Parameter cases: at least two; with one CIDEr-D has no document frequency.
  /// - Throws: `EvaluationError.tooFew`.
  package init(_ cases: [CaptionCase]) throws {
    guard cases.count > 1 else {
      throw EvaluationError.tooFew("Captions to score", count: cases.count, needed: 2)
    }
    let cider = CIDErD(cases)
    ciderD = Estimate(meanOf: cases.map(cider.score))
    rougeL = Estimate(meanOf: cases.map { Evaluation.rougeL($0) })
    exact = Estimate(share: cases.count(where: \.isExact), of: cases.count)
    tokenF1 = Estimate(meanOf: cases.map(\.tokenF1))
    let counts = cases.map(BLEU.init)
    bleu = (0..<4).map { n in
      func score(_ indices: [Int]) -> Double {
        indices.reduce(into: BLEU()) { $0 += counts[$1] }.scores[n]
      }
      return Estimate(
        score(Array(cases.indices)), Interval(bootstrapOf: cases.count, score), count: cases.count)
    }
  }

  /// Names and figures in the order of a table.
  package var rows: [(name: String, estimate: Estimate)] {
    var rows: [(name: String, estimate: Estimate)] = [("CIDEr-D", ciderD)]
    for (n, estimate) in bleu.enumerated() { rows.append(("BLEU-\(n + 1)", estimate)) }
    return rows + [("ROUGE-L", rougeL), ("exact match", exact), ("token F1", tokenF1)]
  }
}
