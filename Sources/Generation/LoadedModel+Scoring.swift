import Foundation
internal import Modeling
package import Tokens

extension LoadedModel {
  /// Lanes that go through the model in one step.
  private static let lanesAStep = 32

  /// How likely the model itself finds captions of a picture: log p(caption, `<eoss>` | picture) by
  /// infilling, in nats (reference a.4).
  ///
  /// The picture is read once; the captions go on from copies of its lane.
  ///
  /// - Parameters:
  ///   - captions: words, cleaned as prompts are.
  ///   - grid: a whole picture's codes.
  /// - Returns: one number a caption, 0 or less.
  package func captionLogProbabilities(_ captions: [String], of grid: CodeGrid) -> [Double] {
    let all = 0..<vocabulary.count
    var cache = transformer.makeCache()
    let picture = cache.addLane()
    let first = transformer.prefill(
      documents.captionPrompt(grid), lane: picture, into: &cache, logitsOf: all)
    let targets = captions.map {
      documents.encode(.text($0)) + [vocabulary.id(of: .endOfSpan)]
    }
    var sums = targets.map { Self.logProbability(of: $0[0], first[...]) }
    let lanes = captions.map { _ in cache.copyLane(picture) }
    for place in 0..<(targets.map(\.count).max() ?? 1) - 1 {
      let open = targets.indices.filter { place + 1 < targets[$0].count }
      for start in stride(from: 0, to: open.count, by: Self.lanesAStep) {
        let some = open[start..<min(open.count, start + Self.lanesAStep)]
        let logits = transformer.step(
          some.map { targets[$0][place] }, lanes: some.map { lanes[$0] }, into: &cache,
          logitsOf: all)
        for (row, caption) in some.enumerated() {
          let own = logits[row * all.count..<(row + 1) * all.count]
          sums[caption] += Self.logProbability(of: targets[caption][place + 1], own)
        }
      }
    }
    return sums
  }

  private static func logProbability(of id: TokenID, _ logits: ArraySlice<Float>) -> Double {
    let most = logits.max() ?? 0
    let sum = logits.reduce(0.0) { $0 + exp(Double($1 - most)) }
    return Double(logits[logits.startIndex + id.index] - most) - log(sum)
  }
}
