import Generation
import History

extension StudioState {
  /// Sets prompt, knobs or seed to those of the picture that is looked at.
  mutating func load(_ part: LoadedPart) -> [Effect] {
    guard let here else { return refuse("no picture of the history is looked at") }
    if let shownEntry, shownEntry.id == here { return loadUndoably(part, of: shownEntry) }
    return [.read(here, .load(part))]
  }

  /// Takes a part of an entry over; `u` gives back what was there.
  mutating func loadUndoably(_ part: LoadedPart, of entry: HistoryEntry) -> [Effect] {
    guard entry.request != nil else {
      return refuse("#\(entry.id.rawValue) was written by another leon and cannot be loaded")
    }
    guard entry.request?.base == nil || part == .seed else {
      return refuse("#\(entry.id.rawValue) was drawn from another picture; R writes it again")
    }
    if entry.run.summary.isAnswer, part == .knobs {
      return refuse("#\(entry.id.rawValue) is words; it has no knobs of a picture")
    }
    let title = "\(part.rawValue) of #\(entry.id.rawValue)"
    remember(title + " set", .settings(settings, words))
    if part == .all { selected = nil }
    message = Message(text: "\(title) \(part == .all || part == .knobs ? "are" : "is") set")
    return load(part, of: entry)
  }

  /// Takes a part of an entry over.
  mutating func load(_ part: LoadedPart, of entry: HistoryEntry) -> [Effect] {
    guard let request = entry.request else { return [] }
    guard request.base == nil || part == .seed else {
      // What is said to be done to a picture draws none.
      return prompt.text.isEmpty ? replacePrompt(Self.firstPrompt) : []
    }
    if part == .all || part == .prompt { closeForm() }
    // The knobs of words, such as temperature 0, make no picture.
    if part == .all || part == .knobs, !entry.run.summary.isAnswer {
      settings.knobs = entry.steering.knobChanges.last?.knobs ?? request.knobs
      settings.documents.count = request.documents.count
      if !Knob.shown(in: settings).contains(activeKnob) { activeKnob = .guidance }
    }
    if part == .all || part == .seed {
      settings.seed = entry.steering.seed(at: .max) ?? request.seed
      settings.variationSeed = request.variationSeed
    }
    guard part == .all || part == .prompt else { return [] }
    return replaceWords(request.words)
  }
}

extension GenerationRequest {
  /// What it asks for in words.
  var words: PromptWords { PromptWords(prompt: prompt, negative: negativePrompt) }
}
