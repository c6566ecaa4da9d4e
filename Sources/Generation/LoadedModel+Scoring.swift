import Foundation
internal import Modeling
internal import Tokenizers
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
    var cache = transformer.makeCache()
    let picture = cache.addLane()
    let first = transformer.prefill(
      documents.captionPrompt(grid), lane: picture, into: &cache, logitsOf: 0..<vocabulary.count)
    let lanes = captions.map { caption in
      (lane: cache.copyLane(picture), first: first, targets: targets(caption))
    }
    return logProbabilities(lanes, &cache)
  }

  /// How likely the model finds one caption of each of several pictures, in nats.
  ///
  /// Each picture is read once; the caption goes through all of them together.
  ///
  /// - Parameters:
  ///   - caption: words, cleaned as prompts are.
  ///   - grids: whole pictures' codes.
  /// - Returns: for each picture what `captionLogProbabilities` gives, to the last bit.
  package func captionLogProbabilities(_ caption: String, of grids: [CodeGrid]) -> [Double] {
    var cache = transformer.makeCache()
    let targets = targets(caption)
    let lanes = grids.map { grid in
      let lane = cache.addLane()
      let first = transformer.prefill(
        documents.captionPrompt(grid), lane: lane, into: &cache, logitsOf: 0..<vocabulary.count)
      return (lane: lane, first: first, targets: targets)
    }
    return logProbabilities(lanes, &cache)
  }

  /// Orders pictures by how well a caption fits them, the best first, of equal ones the first.
  package func ranking(of grids: [CodeGrid], by caption: String) -> [RankedPicture] {
    captionLogProbabilities(caption, of: grids).enumerated()
      .map { RankedPicture(index: $0, logProbability: $1) }
      .sorted { ($1.logProbability, $0.index) < ($0.logProbability, $1.index) }
  }

  /// How likely the model finds each token of a captioned picture, read from its first to its last, in
  /// nats: what training measures on kept-out concepts.
  ///
  /// - Parameters:
  ///   - caption: words, cleaned as prompts are.
  ///   - grid: a whole picture's codes.
  /// - Returns: the codes' numbers apart from the others', each 0 or less.
  /// - Throws: `PromptError.tooLong` when both have no room in the model's context.
  package func logProbabilities(
    ofCaption caption: String, andPicture grid: CodeGrid
  ) throws -> (words: [Double], codes: [Double]) {
    let ids = documents.encode(Document([.text(caption), .image(grid)]))
    let room = transformer.configuration.contextLength
    guard ids.count <= room else { throw PromptError.tooLong(ids.count, limit: room) }
    let all = zip(ids.dropFirst(), transformer.logProbabilities(of: ids, from: 1))
    return (
      all.filter { vocabulary.code(of: $0.0) == nil }.map { Double($0.1) },
      all.filter { vocabulary.code(of: $0.0) != nil }.map { Double($0.1) }
    )
  }

  private func targets(_ caption: String) -> [TokenID] {
    documents.encode(.text(caption)) + [vocabulary.id(of: .endOfSpan)]
  }

  /// The sums over the targets of lanes, whose logits behind the prompts are known.
  private func logProbabilities(
    _ lanes: [(lane: Int, first: [Float], targets: [TokenID])], _ cache: inout KeyValueCache
  ) -> [Double] {
    let all = 0..<vocabulary.count
    var sums = lanes.map { Self.logProbability(of: $0.targets[0], $0.first[...]) }
    for place in 0..<(lanes.map(\.targets.count).max() ?? 1) - 1 {
      let open = lanes.indices.filter { place + 1 < lanes[$0].targets.count }
      for start in stride(from: 0, to: open.count, by: Self.lanesAStep) {
        let some = open[start..<min(open.count, start + Self.lanesAStep)]
        let logits = transformer.step(
          some.map { lanes[$0].targets[place] }, lanes: some.map { lanes[$0].lane }, into: &cache,
          logitsOf: all)
        for (row, index) in some.enumerated() {
          let own = logits[row * all.count..<(row + 1) * all.count]
          sums[index] += Self.logProbability(of: lanes[index].targets[place + 1], own)
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
