package import Modeling
package import Tokens

/// Writes pictures or texts token by token, all of them together.
///
/// ```swift
/// var tokens = TokenIterator(pictures, grammar: ImageGrammar(vocabulary, count: 256), model: model)
/// while let draws = tokens.next() { … }
/// ```
/// Each step reads the weights once for every lane of every continuation; each continuation draws by
/// its own seed and knobs, so the tokens of one do not depend on which others run beside it. Between
/// two steps knobs may be replaced and tokens taken back.
package struct TokenIterator {
  /// One token of one continuation.
  package struct Draw: Hashable, Sendable {
    /// Which continuation.
    package let continuation: Int
    /// The place of the token, from 0 behind the prompt.
    package let position: Int
    /// The token.
    package let token: TokenID
  }

  struct Strand {
    var continuation: Continuation
    var recipe: Recipe
    var written: [TokenID] = []
    var stopReason: StopReason?

    init(_ continuation: Continuation) {
      self.continuation = continuation
      recipe = Recipe(
        continuation.knobs, seed: continuation.seed, variationSeed: continuation.variationSeed)
    }
  }

  let grammar: any Grammar
  let model: any LanguageModel
  private(set) var strands: [Strand]
  private(set) var cache: LaneCache

  /// Begins to write.
  ///
  /// - Parameters:
  ///   - continuations: prompts that, with all that may follow, fit into the model's context.
  ///   - grammar: what may follow, the same for all.
  ///   - model: whose logits are drawn from.
  package init(
    _ continuations: [Continuation], grammar: any Grammar, model: any LanguageModel
  ) {
    strands = continuations.map { Strand($0) }
    self.grammar = grammar
    self.model = model
    cache = LaneCache(model)
  }

  /// Draws one token for each continuation that is not over; nil when all are.
  ///
  /// - Parameter forced: tokens, by continuation, that are written instead of drawn; they must be
  ///   allowed there. The model is not asked for them: it reads them with the next token it draws.
  /// - Returns: the tokens, in the order of the continuations.
  package mutating func next(forcing forced: [Int: TokenID] = [:]) -> [Draw]? {
    let open = strands.indices.filter { strands[$0].stopReason == nil }
    if open.isEmpty { return nil }
    let certain = open.map { forced[$0] ?? onlyToken($0) }
    var drawn = draws(zip(open, certain).filter { $1 == nil }.map(\.0))[...]
    return zip(open, certain).map { index, token in write(token ?? drawn.removeFirst(), index) }
  }

  /// The next token of a continuation where the grammar leaves no choice: it needs no draw.
  private func onlyToken(_ index: Int) -> TokenID? {
    let allowed = grammar.allowed(at: strands[index].written.count)
    return allowed.count == 1 ? allowed.token(at: 0) : nil
  }

  /// One token for each of some continuations, not yet written.
  private mutating func draws(_ open: [Int]) -> [TokenID] {
    if open.isEmpty { return [] }
    let allowed = open.map { grammar.allowed(at: strands[$0].written.count) }
    let hull = AllowOnly.hull(of: allowed)
    var rows = cache.logits(behind: open.flatMap(sequences), of: hull)[...]
    let drafts = zip(open, allowed).map { index, ids in
      let strand = strands[index]
      let count = strand.recipe.blend.lanes.count
      defer { rows = rows.dropFirst(count) }
      return Draft(
        recipe: strand.recipe, rows: Array(rows.prefix(count)), ids: ids,
        position: strand.written.count)
    }
    return model.map(drafts.count) { drafts[$0].token(of: hull) }
  }

  /// All that the next token of a continuation depends on.
  private struct Draft: Sendable {
    let recipe: Recipe
    let rows: [ArraySlice<Float>]
    let ids: AllowOnly
    let position: Int

    func token(of hull: Range<Int>) -> TokenID {
      ids.token(at: recipe.draw(rows.map { ids.narrow($0, of: hull) }, ids, position: position))
    }
  }

  /// The ids that the lanes of a continuation should hold.
  private func sequences(_ index: Int) -> [(key: LaneCache.Key, ids: [TokenID])] {
    let strand = strands[index]
    return strand.recipe.blend.lanes.map { lane in
      let ids = strand.continuation.prompt(of: lane) + strand.written
      return (.init(continuation: index, lane: lane), ids)
    }
  }

  private mutating func write(_ token: TokenID, _ index: Int) -> Draw {
    let position = strands[index].written.count
    strands[index].written.append(token)
    strands[index].stopReason = grammar.stopReason(after: token, at: position)
    return Draw(continuation: index, position: position, token: token)
  }

  /// What a continuation has drawn so far.
  package func written(_ index: Int) -> [TokenID] { strands[index].written }

  /// Why a continuation is over, nil while it is not.
  package func stopReason(_ index: Int) -> StopReason? { strands[index].stopReason }

  /// Replaces the knobs of a continuation, and its seed unless it is nil, from its next token on.
  package mutating func replaceKnobs(_ index: Int, by knobs: Knobs, seed: Seed? = nil) {
    strands[index].continuation.knobs = knobs
    if let seed { strands[index].continuation.seed = seed }
    let new = strands[index].continuation
    strands[index].recipe = Recipe(knobs, seed: new.seed, variationSeed: new.variationSeed)
  }

  /// Takes back what every continuation drew from `position` on.
  package mutating func rewind(to position: Int) {
    for index in strands.indices where strands[index].written.count > position {
      strands[index].written.removeLast(strands[index].written.count - position)
      strands[index].stopReason = nil
    }
  }
}
