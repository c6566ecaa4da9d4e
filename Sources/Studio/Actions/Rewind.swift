import Generation
import History
import Imaging
import Tokens

/// The token inspector: look at any token of a picture, and go on from there another way.
extension StudioState {
  /// Puts a token cursor into the picture that is looked at; a picture being written is held.
  mutating func rewind() -> [Effect] {
    guard let picture = visible else { return refuse("there is no picture yet; Enter draws one") }
    if shownEntry?.sheet != nil {
      return refuse("a sheet has no tokens of its own; m opens it, Enter goes on from a tile")
    }
    return inspect(picture, at: picture.codes.count - 1)
  }

  /// Looks at a picture of the history.
  mutating func inspect(again picture: Picture, of entry: HistoryEntry, at position: Int)
    -> [Effect]
  {
    var picture = picture
    for other in [pinned, shown] where other?.run == picture.run { picture.image = other?.image }
    let effects = inspect(picture, at: position)
    guard inspection != nil, picture.image == nil else { return effects }
    return effects + [.open(entry)]
  }

  private mutating func inspect(_ picture: Picture, at position: Int) -> [Effect] {
    guard facts != nil else { return refuse(refusal ?? "the model is still being loaded") }
    if let flaw = flaw(of: picture) { return refuse(flaw) }
    var inspection = Inspection(picture, at: min(max(position, 0), picture.codes.count - 1))
    var effects: [Effect] = []
    if let writing, writing.order.job == picture.job, !writing.isStopping, !writing.isPaused {
      inspection.holdsWriting = true
      self.writing?.isPaused = true
      effects.append(.pause(writing.order.job, true))
    }
    stage = .inspection(inspection)
    return effects + [.survey(picture.origin)] + awaitRest()
  }

  /// Why a picture's tokens cannot be looked at.
  private func flaw(of picture: Picture) -> String? {
    if picture.codes.isEmpty { return "no token of this picture is written yet" }
    guard let run = picture.run.flatMap({ history?[$0] }), run.modelHash != facts?.hash else {
      return nil
    }
    return "another model wrote #\(run.id.rawValue); its tokens cannot be looked at"
  }

  /// Takes what the model thought of the tokens, if they are still looked at.
  mutating func take(_ tokens: [TokenInspection], of origin: Origin) -> [Effect] {
    guard let inspection, inspection.picture.codes.starts(with: origin.codes),
      inspection.picture.request == origin.request
    else { return [] }
    // A picture that is held may have got a code more on its way.
    if tokens.count < inspection.picture.codes.count { return [.survey(inspection.picture.origin)] }
    self.inspection?.tokens = tokens
    return awaitRest()
  }

  /// Moves the token cursor.
  mutating func moveCursor(_ move: CursorMove) -> [Effect] {
    guard let inspection, let facts else { return [] }
    return moveCursor(
      to: move.place(
        from: inspection.position, side: facts.gridSide, count: inspection.picture.codes.count))
  }

  /// Puts the token cursor on a code that is written.
  mutating func moveCursor(to place: Int) -> [Effect] {
    guard let inspection, place != inspection.position else { return [] }
    self.inspection?.position = place
    self.inspection?.alternative = nil
    self.inspection?.imagined = [:]
    return awaitRest()
  }

  private mutating func awaitRest() -> [Effect] {
    cursorRevision += 1
    inspection?.hasRested = false
    return [.awaitRest(revision: cursorRevision)]
  }

  /// Has the alternatives decoded once the cursor rests.
  mutating func imagine(revision: Int) -> [Effect] {
    guard revision == cursorRevision, let inspection else { return [] }
    self.inspection?.hasRested = true
    guard let token = inspection.token else { return [] }
    let codes = token.alternatives.map(\.code).filter { inspection.imagined[$0] == nil }
    return [
      .imagine(
        inspection.picture.origin, position: inspection.position, codes, revision: revision)
    ]
  }

  /// Takes the picture with an alternative in place, unless the cursor has moved.
  mutating func take(_ image: Image, with code: CodeIndex, _ revision: Int) -> [Effect] {
    if revision == cursorRevision { inspection?.imagined[code] = image }
    return []
  }

  /// Chooses the next alternative, or none between the last and the first.
  mutating func chooseAlternative(by step: Int) -> [Effect] {
    guard let inspection, let token = inspection.token else { return refuse(Self.notLookedAt) }
    let count = token.alternatives.count + 1
    let place = ((inspection.alternative ?? -1) + 1 + step + count) % count
    self.inspection?.alternative = place == 0 ? nil : place - 1
    return []
  }

  /// Chooses an alternative by its place; the one that is chosen is let go.
  mutating func chooseAlternative(_ place: Int) -> [Effect] {
    guard let inspection, let token = inspection.token else { return refuse(Self.notLookedAt) }
    guard token.alternatives.indices.contains(place) else {
      return refuse("this token has \(token.alternatives.count) alternatives")
    }
    self.inspection?.alternative = inspection.alternative == place ? nil : place
    return []
  }

  private static let notLookedAt = "the model is still looking at the tokens"

  /// Lays the next heat map over the picture.
  mutating func showNextHeatMap() -> [Effect] {
    if let next = inspection?.heatMap.next { inspection?.heatMap = next }
    return []
  }

  /// Leaves the inspector; a picture that was held for it goes on.
  mutating func leaveInspector() -> [Effect] {
    guard let inspection else { return [] }
    stage = .picture
    guard inspection.holdsWriting, let writing, writing.order.job == inspection.picture.job,
      writing.isPaused
    else { return [] }
    self.writing?.isPaused = false
    return [.pause(writing.order.job, false)]
  }

  /// Holds the picture that is being written, or goes on with it.
  mutating func pause() -> [Effect] {
    if inspection?.holdsWriting == true { return leaveInspector() }
    if writing?.order.sheet != nil { return refuse("a sheet cannot be held; Ctrl-C stops it") }
    guard let writing, !writing.isStopping else {
      return refuse("nothing is being written; P holds a picture in work")
    }
    self.writing?.isPaused.toggle()
    return [.pause(writing.order.job, !writing.isPaused)]
  }
}
