import Terminal

/// Changes the state as an action demands, and says what is to be done elsewhere.
///
/// It reads no clock and no file, so "this state, this key: that state, those effects" is a test.
package func reduce(into state: inout StudioState, _ action: StudioAction) -> [Effect] {
  let effects = take(action, &state)
  state.showKnobsThatMatter()
  return effects + state.missingThumbnails() + state.missingDocuments()
}

extension StudioState {
  /// Shows the knobs that have an effect on what the form, if one is open, draws.
  fileprivate mutating func showKnobsThatMatter() {
    settings.source = form?.drawnFrom ?? .words
    let shown = Knob.shown(in: settings)
    if !shown.contains(activeKnob) { activeKnob = shown[0] }
  }
}

/// Takes an action to the function that knows what it means.
private func take(_ action: StudioAction, _ state: inout StudioState) -> [Effect] {
  switch action {
  case .terminal(let event): state.hear(event)
  case .display(let size, let capabilities): state.adapt(to: size, capabilities)
  case .modelLoaded(let facts): state.welcome(facts)
  case .modelFailed(let reason): state.mourn(reason)
  case .counted(let revision, let tokens): state.count(tokens, revision: revision)
  case .promptsRead(let prompts): state.recall(prompts)
  case .lotDrawn(let lot): state.takeCaption(lot)
  case .edited(let text): state.edit { $0.replace(with: text) }
  case .rested(let revision): state.imagine(revision: revision)
  case .surveyed(let origin, let tokens): state.take(tokens, of: origin)
  case .imagined(let code, let image, let revision): state.take(image, with: code, revision)
  case .typingPaused(let revision): state.drawAfterTyping(revision: revision)
  case .progressed(let job, let snapshot, let seconds): state.advance(job, snapshot, seconds)
  case .ended(let job, let snapshot, let seconds, let failure):
    state.end(job, snapshot, seconds, failure)
  case .sheetProgressed(let job, let snapshot, let seconds):
    state.advance(job, snapshot, seconds)
  case .sheetEnded(let job, let snapshot, let seconds, let failure):
    state.end(job, snapshot, seconds, failure)
  case .tileRecorded(let tile, let run): state.record(tile.job, tile: tile.variant, as: run)
  case .recorded(let job, let run): state.record(job, as: run)
  case .listed(let page, let counts, let revision): state.list(page, counts, revision)
  case .listedMore(let page, let revision): state.listMore(page, revision)
  case .matched(let count, let revision): state.count(matches: count, revision)
  case .noted(let notes): state.note(notes)
  case .searchRefused(let sentence, let revision): state.refuseSearch(sentence, revision)
  case .changed(let change): state.take(change)
  case .entryRead(let entry, let reading): state.take(entry, reading)
  case .thumbnail(let run, let image, let written):
    state.take(thumbnail: image, of: run, written: written)
  case .detailsRead(let details, let reading): state.take(details, reading)
  case .differenceRead(let a, let b): state.show(a, against: b)
  case .imported(let run): state.lookAtImported(run)
  case .filled(let filled, let number): state.take(filled, number: number)
  case .unfilled(let reason, let number): state.loseFilling(reason, number: number)
  case .answered: state.endAsking()
  case .found(let found): state.take(found)
  case .bankRead(let count, let total): state.tellBank(count, of: total)
  case .bankOpened(let bank): state.take(bank)
  case .bankFailed(let reason): state.loseBank(reason)
  case .documentDrawn(let grid, let image): state.take(image, of: grid)
  case .tagsRead(let tags): state.know(tags)
  case .queueRead(let items): state.restore(items)
  case .filesListed(let files, let path): state.list(files, for: path)
  case .opened(let run, let image): state.show(image, of: run)
  case .said(let message): state.say(message)
  }
}

extension StudioState {
  /// Takes what the terminal told.
  mutating func hear(_ event: TerminalEvent) -> [Effect] {
    switch event {
    case .key(let key): press(key)
    case .paste(let text): paste(text)
    case .resumed: [.terminal(.redraw)]
    case .closed: [.quit]
    case .mouse(let mouse): use(mouse)
    case .focused(let isFocused): focus(isFocused)
    case .resized, .woken: []
    }
  }

  mutating func adapt(to size: TerminalSize, _ capabilities: TerminalCapabilities) -> [Effect] {
    let hint = pictureHint
    self.size = size
    self.capabilities = capabilities
    // It may say only now that it draws pixels.
    if let hint, message == hint { message = pictureHint }
    // It may say only now whether its ground is light.
    if case .themes = popup {} else { followTerminal() }
    return []
  }

  mutating func focus(_ isFocused: Bool) -> [Effect] {
    self.isFocused = isFocused
    return isFocused ? [.hearOthers] : []
  }

  mutating func say(_ message: Message) -> [Effect] {
    self.message = message
    return []
  }

  /// Says a sentence and does nothing.
  mutating func refuse(_ sentence: String) -> [Effect] {
    say(Message(text: sentence, isError: true))
  }
}
