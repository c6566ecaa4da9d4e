import Foundation

/// What BLEU counts (Papineni et al., 2002), for one caption or summed over many, as `coco-caption`
/// does, with the closest reference's length.
package struct BLEU: Sendable {
  /// Runs that a reference holds too, by length from 1 to 4.
  private var matches = [Int](repeating: 0, count: 4)
  /// Runs of the candidate.
  private var runs = [Int](repeating: 0, count: 4)
  private var candidateLength = 0
  private var referenceLength = 0

  /// Begins with nothing.
  package init() {}

  /// Counts one caption.
  package init(_ item: CaptionCase) {
    let length = item.candidate.count
    candidateLength = length
    // Of two references as near, the shorter.
    referenceLength =
      item.references.map(\.count).min { (abs($0 - length), $0) < (abs($1 - length), $1) } ?? 0
    for n in 1...4 {
      runs[n - 1] = max(0, length - n + 1)
      let references = item.references.map { runCounts($0, length: n) }
      matches[n - 1] = runCounts(item.candidate, length: n).reduce(0) { sum, run in
        sum + min(run.value, references.map { $0[run.key] ?? 0 }.max() ?? 0)
      }
    }
  }

  /// Adds the counts of other captions.
  package static func += (a: inout BLEU, b: BLEU) {
    for n in 0..<4 {
      a.matches[n] += b.matches[n]
      a.runs[n] += b.runs[n]
    }
    a.candidateLength += b.candidateLength
    a.referenceLength += b.referenceLength
  }

  /// BLEU-1 to BLEU-4, each the geometric mean of the precisions so far times the brevity penalty.
  ///
  /// The tiny summands keep divisions by zero away; they are `coco-caption`'s.
  package var scores: [Double] {
    let ratio = (Double(candidateLength) + 1e-15) / (Double(referenceLength) + 1e-9)
    let penalty = ratio < 1 ? exp(1 - 1 / ratio) : 1
    var product = 1.0
    return (0..<4).map { n in
      product *= (Double(matches[n]) + 1e-15) / (Double(runs[n]) + 1e-9)
      return pow(product, 1 / Double(n + 1)) * penalty
    }
  }
}
