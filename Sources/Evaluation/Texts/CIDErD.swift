import Foundation

/// CIDEr-D (Vedantam, Zitnick and Parikh, 2015, section 6) as `coco-caption` computes it.
///
/// Runs of 1 to 4 words weigh tf·idf; the document frequency is that of the pictures whose references
/// are given, and the logarithm of their number stands for a word that no reference holds.
package struct CIDErD: Sendable {
  /// The standard deviation of the penalty on lengths.
  private static let sigma = 6.0
  private static let longest = 4

  private let documentFrequency: [ArraySlice<String>: Int]
  private let logCount: Double

  /// Counts in how many pictures each run of words occurs.
  ///
  /// - Parameter cases: every picture that is scored.
  package init(_ cases: [CaptionCase]) {
    var frequency: [ArraySlice<String>: Int] = [:]
    for item in cases {
      let runs = item.references.reduce(into: Set<ArraySlice<String>>()) { all, reference in
        for length in 1...Self.longest {
          all.formUnion(runCounts(reference, length: length).keys)
        }
      }
      for run in runs { frequency[run, default: 0] += 1 }
    }
    documentFrequency = frequency
    logCount = log(Double(max(1, cases.count)))
  }

  /// The score of one picture, 0…10.
  package func score(_ item: CaptionCase) -> Double {
    let candidate = Weights(item.candidate, self)
    let sum = item.references.reduce(0.0) { $0 + similarity(candidate, Weights($1, self)) }
    return 10 * sum / Double(item.references.count)
  }

  /// Mean over the lengths of runs.
  private func similarity(_ candidate: Weights, _ reference: Weights) -> Double {
    let difference = Double(candidate.pairs - reference.pairs)
    let penalty = exp(-difference * difference / (2 * Self.sigma * Self.sigma))
    let sum = (0..<Self.longest).reduce(0.0) { sum, n in
      let product = candidate.vectors[n].reduce(0.0) { total, run in
        let other = reference.vectors[n][run.key] ?? 0
        return total + min(run.value, other) * other
      }
      let norms = candidate.norms[n] * reference.norms[n]
      return sum + (norms == 0 ? product : product / norms)
    }
    return sum * penalty / Double(Self.longest)
  }

  /// The tf·idf of a caption's runs, for each length.
  private struct Weights {
    var vectors: [[ArraySlice<String>: Double]] = []
    var norms: [Double] = []
    /// Runs of two words: what `coco-caption` takes for the length.
    let pairs: Int

    init(_ words: [String], _ score: CIDErD) {
      pairs = max(0, words.count - 1)
      for length in 1...CIDErD.longest {
        var vector: [ArraySlice<String>: Double] = [:]
        for (run, count) in runCounts(words, length: length) {
          let frequency = Double(max(1, score.documentFrequency[run] ?? 0))
          vector[run] = Double(count) * (score.logCount - log(frequency))
        }
        norms.append(vector.values.reduce(0) { $0 + $1 * $1 }.squareRoot())
        vectors.append(vector)
      }
    }
  }
}
