/// A line in the prompt's region that words are written into.
package enum PromptField: Hashable, Sendable {
  /// What the picture shall show.
  case prompt
  /// What it shall lead away from.
  case negative
  /// A slot of the form, by its place.
  case slot(Int)
}

/// The tokens of a line's words: asked for at a revision, told later.
struct TokenCount: Hashable, Sendable {
  var revision: Int
  var tokens: Int?
}

extension StudioState {
  /// The lines of the prompt's region from top to bottom: the slots of a form, or the prompt; the
  /// negative one only where it is used.
  var fields: [PromptField] {
    let isLed = field == .negative || !negative.text.isEmpty
    guard let form else { return isLed ? [.prompt, .negative] : [.prompt] }
    let slots = form.task.slots.indices.map(PromptField.slot)
    return isLed && form.task.draws ? slots + [.negative] : slots
  }

  /// The lines that words are written into.
  var writtenFields: [PromptField] {
    fields.filter { field in
      if case .slot(let place) = field {
        form?.task.slots[place].kind.isWords ?? false
      } else {
        true
      }
    }
  }

  /// The line that is written first.
  var firstField: PromptField { writtenFields.first ?? .prompt }

  /// The words of a line.
  subscript(field: PromptField) -> PromptEditor {
    get {
      switch field {
      case .prompt: prompt
      case .negative: negative
      case .slot(let place): form?.words[place] ?? PromptEditor()
      }
    }
    set {
      switch field {
      case .prompt: prompt = newValue
      case .negative: negative = newValue
      case .slot(let place): form?.words[place] = newValue
      }
    }
  }

  /// The words of the line that is written.
  var editor: PromptEditor {
    get { self[field] }
    set { self[field] = newValue }
  }

  /// What stands in a line while it is empty.
  func placeholder(of field: PromptField) -> String {
    switch field {
    case .prompt: "what the picture shall show"
    case .negative: "what it shall lead away from"
    case .slot(let place): placeholder(ofSlot: place)
    }
  }

  /// What stands before a line's words; nothing where the line is alone.
  func label(of field: PromptField) -> String {
    switch field {
    case .prompt: ""
    case .negative: hearsNegative ? "not: " : "not (unheard at CFG 1): "
    case .slot(let place): form.map { "\($0.task.slots[place].name): " } ?? ""
    }
  }

  /// What the slot is for, or the picture that stands in it.
  private func placeholder(ofSlot place: Int) -> String {
    guard let form else { return "" }
    let slot = form.task.slots[place]
    let key = keyMap.keys(of: "fill-slot").first ?? ":fill-slot"
    if form.awaited[slot.name] != nil { return "being read" }
    if let source = form.sources[slot.name] {
      let words = source.request.prompt
      if source.isOfOnesOwn { return "A, \(words)" }
      return "A, \(source.run.map { "#\($0.rawValue)" } ?? "new") \(words)"
    }
    switch slot.kind {
    case .text: return slot.title
    case .boxes: return "\(key) drags them; \(slot.title)"
    case .area:
      guard let area = form.sketches[slot.name]?.area else { return "\(key) paints it" }
      return "\(area.width) × \(area.height) codes at (\(area.x), \(area.y)); \(key) paints others"
    case .scribble where form.task.draws: return "\(key) draws it, or takes a picture"
    case .image, .scribble: break
    }
    let takesPinned = form.pictureSlots.count == 2 && form.pictureSlots.first == place
    let picture = takesPinned ? pinned : form.pictureSlots.count == 2 ? shown : visible
    guard let picture, isWhole(picture) else {
      return takesPinned
        ? "A, which p pins" : "the picture that is looked at; O opens one of your own"
    }
    let name = picture.run.map { "#\($0.rawValue)" } ?? "the draft"
    return "\(takesPinned ? "A" : "shown"), \(name) \(picture.request.prompt)"
  }

  /// Whether there is guidance, which alone hears a negative prompt.
  var hearsNegative: Bool {
    settings.guidance != 1 || settings.knobs.schedules.guidanceScale != nil
  }
}
