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
    self.requests = requests
    grids = requests.map { _ in CodeGrid(height: side, width: side) }
    courses = zip(requests, steering).map { Course($0.knobs, seed: $0.seed, replaying: $1) }
    applied = requests.map { ($0.knobs.at(0), $0.seed) }
    tokens = try model.tokens(requests)
    for code in codes { write(forcing: requests.map { _ in code }) }
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
    tokens.rewind(to: position)
    grids = grids.map { $0.prefix(position) }
    isOver = false
    for index in courses.indices { courses[index].rewind(to: position) }
  }

  /// Goes back to `position` and puts a code there, in all pictures.
  mutating func replace(at position: Int, by code: CodeIndex) {
    precondition(position < total, "place \(position) of \(total)")
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
    let codes = (tokens.next(forcing: given) ?? []).compactMap { vocabulary.code(of: $0.token) }
    for (index, code) in codes.enumerated() { grids[index].append(code) }
    return codes
  }

  /// What the model thought of one code of a picture.
  func inspect(_ index: Int, at position: Int) -> TokenInspection {
    tokens.inspect(index, at: position, knobs: knobs(index, at: position))
  }

  /// What the model thought of all codes of a picture, in one pass a lane.
  func inspections(_ index: Int) -> [TokenInspection] {
    tokens.inspections(index, knobs: (0..<position).map { knobs(index, at: $0) })
  }

  /// The knobs that a code was drawn with, schedules worked out.
  private func knobs(_ index: Int, at position: Int) -> Knobs {
    courses[index].knobs(at: position).at(position: position, of: total)
  }
}
