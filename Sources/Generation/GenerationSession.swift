internal import Decoding
package import Imaging
package import Tokens

/// The pictures of one request while they are written.
///
/// ```swift
/// let session = try model.session(request)
/// while let event = session.next() { … session.images() … }
/// ```
/// One thread pulls; each pull runs the model once for all pictures, so a caller that stops pulling
/// has cancelled within one token. Knobs may be replaced and codes taken back between two pulls.
package final class GenerationSession {
  /// What was asked for.
  package let request: GenerationRequest
  /// Codes of each picture.
  package let total: Int
  /// The pictures as far as they are written.
  package private(set) var grids: [CodeGrid]
  /// Where and how the knobs were turned, for an exact replay.
  package private(set) var knobChanges: [KnobChange] = []

  private let model: LoadedModel
  private var tokens: TokenIterator
  private var replayed: [KnobChange]
  private var wanted: Knobs
  private var isOver = false

  init(_ request: GenerationRequest, replaying changes: [KnobChange], model: LoadedModel) throws {
    self.request = request
    self.model = model
    replayed = changes
    wanted = request.knobs
    let side = model.gridSide
    total = side * side
    grids = Array(repeating: CodeGrid(height: side, width: side), count: request.count)
    tokens = try model.tokens(request)
  }

  /// The knobs of all pictures; new ones, within their ranges, are heard at the next token.
  ///
  /// Turning them by hand ends a replay of earlier turns.
  package var knobs: Knobs {
    get { wanted }
    set {
      replayed = []
      wanted = newValue
    }
  }

  /// Codes written so far, of each picture.
  package var position: Int { grids[0].codes.count }

  /// Draws the next code of every picture; nil once `finished` was reported.
  package func next() -> GenerationEvent? {
    if isOver { return nil }
    if position < total { turnKnobs() }
    guard let draws = tokens.next() else {
      isOver = true
      return tokens.stopReason(0).map { .finished($0) }
    }
    let codes = draws.compactMap { model.vocabulary.code(of: $0.token) }
    for (index, code) in codes.enumerated() { grids[index].append(code) }
    return .token(position: position - 1, codes: codes)
  }

  /// Hands the wanted knobs to the decoding where they differ from those of the last code.
  private func turnKnobs() {
    if let change = replayed.last(where: { $0.position <= position }) { wanted = change.knobs }
    if wanted == knobChanges.last?.knobs ?? request.knobs { return }
    knobChanges.append(KnobChange(position: position, knobs: wanted))
    for index in grids.indices { tokens.replaceKnobs(index, by: wanted) }
  }

  /// Goes back to the first `position` codes and goes on from there with the knobs as they are.
  package func rewind(to position: Int) {
    precondition(
      position >= 0 && position <= self.position, "\(position) of \(self.position) codes")
    tokens.rewind(to: position)
    grids = grids.map { $0.prefix(position) }
    isOver = false
    forgetChanges(from: position)
  }

  private func forgetChanges(from position: Int) {
    knobChanges.removeAll { $0.position >= position }
    let knobs = knobChanges.last?.knobs ?? request.knobs
    for index in grids.indices { tokens.replaceKnobs(index, by: knobs) }
    if !replayed.isEmpty { wanted = knobs }
  }

  /// The pictures as far as they are written, as pixels.
  package func images() -> [Image] { grids.map(model.decode) }

  /// What goes into the file of picture `index`.
  package func metadata(_ index: Int) -> PictureMetadata {
    PictureMetadata(request: request.picture(index), knobChanges: knobChanges, model: model)
  }
}
