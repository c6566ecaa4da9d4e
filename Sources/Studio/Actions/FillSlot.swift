import Generation
import Imaging
import Tokens

/// Pictures for the slots of a form: one of the history, a file, or what is drawn by hand.
extension StudioState {
  /// Opens the one way to fill what keys are about, or a menu of all ways there are.
  mutating func fillSlot() -> [Effect] {
    guard form != nil else { return refuse("no form is open; a opens that of a task") }
    let fillings = fillings
    guard let first = fillings.first else { return refuse("only words are filled in here") }
    if mode == .write, let own = fillings.first(where: { field == .slot($0.filling.slot) }) {
      return fill(own.filling)
    }
    if fillings.count == 1 { return fill(first.filling) }
    popup = .menu(.fill, ListChoice())
    return []
  }

  /// What the form's slots can be filled with other than typed words.
  var fillings: [(title: String, filling: SlotFilling)] {
    guard let form, form.task.draws else { return [] }
    return form.task.slots.enumerated().flatMap { place, slot in
      let ways: [(String, SlotFilling)] =
        switch slot.kind {
        case .text: []
        case .boxes: [("drag boxes", .sketch(place))]
        case .area: [("paint what is drawn again", .sketch(place))]
        case .image, .scribble:
          [
            ("draw it", .sketch(place)), ("the picture shown", .shown(place)),
            ("a file of your own", .file(place)),
          ]
        }
      return ways.map { ("\(slot.name): \($0.0)", $0.1) }
    }
  }

  /// Fills a slot in a way.
  mutating func fill(_ filling: SlotFilling) -> [Effect] {
    guard let slot = form?.task.slots[filling.slot] else { return [] }
    switch filling {
    case .sketch(let place): return openSketch(place)
    case .shown: return takeShown(for: slot.name)
    case .file(let place):
      popup = .files(FileChoice(slot: place))
      return [.listFiles("")]
    }
  }

  private mutating func takeShown(for slot: String) -> [Effect] {
    guard let picture = visible, isWhole(picture), let image = picture.image else {
      return refuse("there is no whole picture to take; Enter draws one")
    }
    guard hasCodesOfThisModel(picture) else {
      return read(.image(image, name: picture.request.prompt), into: slot)
    }
    form?.awaited[slot] = nil
    return take(picture, into: slot) + makeEntry(of: picture)
  }

  /// Fills a slot with a picture whose codes are still to be found.
  mutating func read(_ source: SlotSource, into slot: String) -> [Effect] {
    lastFilling += 1
    form?.awaited[slot] = lastFilling
    return [.fill(source, number: lastFilling)]
  }

  /// Takes what a slot was to be filled with, unless something else was asked for since.
  mutating func take(_ filled: FilledSlot, number: Int) -> [Effect] {
    guard let slot = form?.awaited.first(where: { $0.value == number })?.key else { return [] }
    form?.awaited[slot] = nil
    guard let facts, let request = try? GenerationRequest(prompt: filled.name, seed: settings.seed)
    else { return [] }
    var picture = Picture(
      request: request, codes: filled.codes, total: facts.codeCount, image: filled.image,
      verdict: .undecided)
    picture.isOfOnesOwn = true
    return take(picture, into: slot)
  }

  /// Says why a slot could not be filled; what was in it stays.
  mutating func loseFilling(_ reason: String, number: Int) -> [Effect] {
    guard let slot = form?.awaited.first(where: { $0.value == number })?.key else { return [] }
    form?.awaited[slot] = nil
    return refuse(reason)
  }

  /// Puts a picture into a slot, and draws from it where turning is instant.
  private mutating func take(_ picture: Picture, into slot: String) -> [Effect] {
    if !picture.isOfOnesOwn { form?.sketches[slot] = nil }
    form?.sources[slot] = picture
    (pinned, showsPinned) = (form?.source, false)
    return drawAfterFilling()
  }

  /// Draws the form as after a pause in typing, where a slot of it has changed.
  func drawAfterFilling() -> [Effect] {
    settings.turning == .instant && drawnForm != nil
      ? [.awaitPause(revision: promptRevision)] : []
  }

  /// Whether the codes of a picture are there and mean to this model what they meant to their own.
  func hasCodesOfThisModel(_ picture: Picture) -> Bool {
    let hash = picture.run.flatMap { history?[$0]?.modelHash } ?? facts?.hash
    return picture.codes.count == facts?.codeCount && hash == facts?.hash
  }
}
