internal import Decoding
internal import Tokens

/// Pictures that are written together, each by its own request and course: what all sessions share.
struct PictureBatch {
  /// What each picture was asked for with; each draws one.
  let requests: [GenerationRequest]
  /// Codes of each picture.
  let total: Int
  /// The pictures as far as they are written.
  private(set) var grids: [CodeGrid]
  private(set) var courses: [Course]
  private let vocabulary: Vocabulary
  private let plan: CodePlan
  private var tokens: TokenIterator
  /// The knobs and the seed that the decoding has.
  private var applied: [(knobs: Knobs, seed: Seed)]
  private var isOver = false

  /// Begins to draw.
  ///
  /// - Parameters:
  ///   - requests: each for one picture.
  ///   - steering: of each, what is repeated by itself.
  ///   - codes: what all begin with.
  ///   - model: that draws.
  /// - Throws: `PromptError`, or `GenerationError` for codes and knobs that do not fit.
  init(
    _ requests: [GenerationRequest], replaying steering: [Steering], beginning codes: [CodeIndex],
    model: LoadedModel
  ) throws {
    let side = model.gridSide
    total = side * side
    vocabulary = model.vocabulary
    let given = Steering(forcedCodes: [ForcedCodes(position: 0, codes: codes)])
    for record in steering + [given] {
      if let error = record.error(total: total, codeCount: vocabulary.codeCount) { throw error }
    }
    let base = requests.first?.base
    guard requests.allSatisfy({ $0.base?.rectangle == base?.rectangle }) else {
      throw GenerationError.base("Pictures that are drawn together have one rectangle, or none")
    }
    self.requests = requests
    grids = requests.map { _ in CodeGrid(height: side, width: side) }
    courses = zip(requests, steering).map { Course($0.knobs, seed: $0.seed, replaying: $1) }
    applied = requests.map { ($0.knobs.at(0), $0.seed) }
    // A rectangle that does not fit is refused before it is planned.
    for request in requests { try model.validate(request) }
    plan = CodePlan(base, vocabulary, side: side)
    tokens = try model.tokens(requests, plan.grammar)
    keep()
    while position < codes.count { write(forcing: requests.map { _ in codes[position] }) }
  }

  /// Codes written so far, of each picture.
  var position: Int { grids[0].codes.count }

  /// Draws the next code of every picture; nil once `finished` was reported.
  mutating func next() -> GenerationEvent? {
    if isOver { return nil }
    if position == total {
      isOver = true
      return tokens.stopReason(0).map { .finished($0) }
    }
    let position = position
    return .token(
      position: position, codes: write(forcing: courses.map { $0.plannedCode(at: position) }))
  }

  /// Turns the knobs of a picture by hand from its next code on.
  mutating func turn(_ index: Int, to knobs: Knobs) { courses[index].turn(to: knobs) }

  /// Turns the seed of a picture by hand from its next code on.
  mutating func turn(_ index: Int, toSeed seed: Seed) { courses[index].turn(toSeed: seed) }

  /// Goes back to the first `position` codes of all pictures.
  mutating func rewind(to position: Int) {
    precondition(
      position >= 0 && position <= self.position, "\(position) of \(self.position) codes")
    tokens.rewind(to: plan.token(of: position))
    grids = grids.map { $0.prefix(position) }
    keep()
    isOver = false
    for index in courses.indices { courses[index].rewind(to: position) }
  }

  /// Goes back to `position` and puts a code there, in all pictures; a code that is kept stays.
  mutating func replace(at position: Int, by code: CodeIndex) {
    precondition(position < total, "place \(position) of \(total)")
    guard plan.kept(position) == nil else { return }
    rewind(to: position)
    for index in courses.indices { courses[index].branch(at: position) }
    write(forcing: requests.map { _ in code })
  }

  /// Writes the next code of every picture: the one given, or else one that is drawn.
  @discardableResult
  private mutating func write(forcing forced: [CodeIndex?]) -> [CodeIndex] {
    let position = position
    for index in courses.indices {
      let (turned, seed) = courses[index].advance(to: position)
      let now = (knobs: turned.at(position: position, of: total), seed: seed)
      if now != applied[index] { tokens.replaceKnobs(index, by: now.knobs, seed: seed) }
      applied[index] = now
      if let code = forced[index] { courses[index].force(code, at: position) }
    }
    var given: [Int: TokenID] = [:]
    for (index, code) in forced.enumerated() { given[index] = code.map { vocabulary.id(of: $0) } }
    // What stands between the rows of a rectangle.
    while tokens.written(0).count < plan.token(of: position) { _ = tokens.next() }
    let codes = (tokens.next(forcing: given) ?? []).compactMap { vocabulary.code(of: $0.token) }
    for (index, code) in codes.enumerated() { grids[index].append(code) }
    keep()
    return codes
  }

  /// Writes the codes that are kept, up to the next one that is drawn.
  private mutating func keep() {
    while let code = plan.kept(position) {
      for index in grids.indices { grids[index].append(code) }
    }
  }

  /// What the model thought of one code of a picture.
  func inspect(_ index: Int, at position: Int) -> TokenInspection {
    if let code = plan.kept(position) { return TokenInspection(given: code, position: position) }
    var result = tokens.inspect(
      index, at: plan.token(of: position), knobs: knobs(index, at: position))
    result.position = position
    return result
  }

  /// What the model thought of all codes of a picture, in one pass a lane.
  func inspections(_ index: Int) -> [TokenInspection] {
    let drawn = (0..<position).filter { plan.kept($0) == nil }
    var rest = tokens.inspections(
      index, at: drawn.map(plan.token), knobs: drawn.map { knobs(index, at: $0) })[...]
    return (0..<position).map { position in
      if let code = plan.kept(position) { return TokenInspection(given: code, position: position) }
      var result = rest.removeFirst()
      result.position = position
      return result
    }
  }

  /// The knobs that a code was drawn with, schedules worked out.
  private func knobs(_ index: Int, at position: Int) -> Knobs {
    courses[index].knobs(at: position).at(position: position, of: total)
  }
}
