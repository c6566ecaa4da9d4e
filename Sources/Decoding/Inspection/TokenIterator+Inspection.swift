internal import Modeling
package import Tokens

// What the model thought of tokens that are written. Neither way changes what is drawn next.
extension TokenIterator {
  /// Looks at one image code that is written: one step of the model on a copy of the cache.
  ///
  /// - Parameters:
  ///   - index: the continuation.
  ///   - position: of the code, below the number written.
  ///   - knobs: that it was drawn with, or others.
  /// - Returns: what the model thought there.
  package func inspect(_ index: Int, at position: Int, knobs: Knobs) -> TokenInspection {
    let strand = strands[index]
    precondition(
      position >= 0 && position < strand.written.count, "\(position) of \(strand.written.count)")
    let lanes = Recipe.blend(knobs.blend).lanes
    let allowed = grammar.allowed(at: position)
    // The cache's pages are shared until one is written, so a copy costs next to nothing.
    var copy = cache
    let rows = copy.logits(
      behind: lanes.map { lane in
        let ids = strand.continuation.prompt(of: lane) + strand.written.prefix(position)
        return (key: LaneCache.Key(continuation: index, lane: lane), ids: ids)
      }, of: allowed.hull)
    return inspection(
      rows.map { allowed.narrow($0, of: allowed.hull) }, index, position, knobs)
  }

  /// Looks at image codes that are written: one pass over each lane instead of a step a code.
  ///
  /// - Parameters:
  ///   - index: the continuation.
  ///   - positions: of the codes; all that is written unless given.
  ///   - knobs: that the codes were drawn with, one a code.
  /// - Returns: what `inspect` tells, code by code.
  package func inspections(
    _ index: Int, at positions: [Int]? = nil, knobs: [Knobs]
  ) -> [TokenInspection] {
    let strand = strands[index]
    let positions = positions ?? Array(strand.written.indices)
    precondition(knobs.count == positions.count, "\(knobs.count) of \(positions.count)")
    if positions.isEmpty { return [] }
    let blends = knobs.map { Recipe.blend($0.blend) }
    let allowed = positions.map { grammar.allowed(at: $0) }
    let hull = AllowOnly.hull(of: allowed)
    var logits: [Lane: [Float]] = [:]
    for lane in Set(blends.flatMap(\.lanes)) {
      let prompt = strand.continuation.prompt(of: lane)
      logits[lane] = model.logits(
        of: hull, behindEachOf: prompt + strand.written.dropLast(), from: prompt.count)
    }
    return positions.enumerated().map { number, position in
      let rows = blends[number].lanes.map { lane in
        let row = logits[lane]?[position * hull.count..<(position + 1) * hull.count] ?? []
        return allowed[number].narrow(row, of: hull)
      }
      return inspection(rows, index, position, knobs[number])
    }
  }

  private func inspection(
    _ rows: [[Float]], _ index: Int, _ position: Int, _ knobs: Knobs
  ) -> TokenInspection {
    let allowed = grammar.allowed(at: position)
    let token = strands[index].written[position]
    let vocabulary = model.configuration.vocabulary
    func code(_ token: TokenID) -> CodeIndex {
      guard let code = vocabulary.code(of: token) else {
        preconditionFailure("\(token) is no image code")
      }
      return code
    }
    return InspectedRow(rows, knobs: knobs).inspection(
      chosen: allowed.place(of: token), position: position
    ) { code(allowed.token(at: $0)) }
  }
}
