import History
import Imaging

extension StudioState {
  /// The whole entry of the picture that is looked at, once it was read.
  var shownEntry: HistoryEntry? {
    guard let run = visible?.run, entry?.id == run else { return nil }
    return entry
  }

  /// The run that the history's commands are about.
  var here: Run.ID? {
    if case .gallery(let gallery) = stage { return gallery.cursor ?? history?.lines.first?.run.id }
    if stage == .sheet, let sheet { return sheet.run }
    return selected ?? visible?.run
  }

  /// The line of the history that the commands are about.
  var hereSummary: RunSummary? {
    guard let here else { return nil }
    return history?[here] ?? (entry?.id == here ? entry?.run.summary : nil)
  }

  /// Takes the model; the first time, the studio goes on where it was left.
  mutating func welcome(_ facts: ModelFacts) -> [Effect] {
    model = .ready(facts)
    let fields = [.prompt] + writtenFields.filter { $0 != .prompt && !self[$0].text.isEmpty }
    return fields.map { count($0) } + refillForm(facts) + begin()
  }

  /// Says why there is no model; the history can still be looked at.
  mutating func mourn(_ reason: String) -> [Effect] {
    model = .failed(reason)
    return refuse(reason)
  }

  /// Once model and history are there: an empty history gets a first picture, which nobody has to
  /// ask for; else the newest picture is shown and its prompt and knobs are set.
  mutating func begin() -> [Effect] {
    guard let facts, let history, !hasBegun else { return [] }
    hasBegun = true
    guard shown == nil, writing == nil else { return startNext() }
    forgetStaleSession(history)
    if restored == nil, !prompt.text.isEmpty || history.isEmpty { settings.knobs = facts.knobs }
    if let cut = history.runs.first, cut.state == .partial, wasKilled {
      return [.read(cut.id, .begin)]
    }
    if let last = queue.last { return goOn(upTo: last) }
    if !history.isEmpty { message = message ?? pictureHint }
    if let restored { return goOn(from: restored, history) }
    if !prompt.text.isEmpty { return draw() }
    // The words of an answer ask for no picture.
    guard let newest = history.runs.first(where: { !$0.isAnswer }) else {
      message = message ?? Message(text: "Enter draws, Esc :tour helps")
      return replacePrompt(Self.firstPrompt) + draw()
    }
    return [.read(newest.id, .begin)]
  }

  /// Whether the studio before left no word of itself, and nobody has asked for anything yet.
  private var wasKilled: Bool { restored == nil && prompt.text.isEmpty }

  /// Draws what a studio before left waiting; prompt, knobs and seeds are those of the last of it where
  /// nothing else set them.
  private mutating func goOn(upTo order: Order) -> [Effect] {
    guard wasKilled, order.request.base == nil else { return startNext() }
    settings.knobs = order.request.knobs
    settings.seed = order.request.seed
    settings.variationSeed = order.request.variationSeed
    settings.documents.count = order.request.documents.count
    return replaceWords(order.request.words) + startNext()
  }

  /// A studio that was killed left no session: the one before it does not hide what it drew.
  private mutating func forgetStaleSession(_ history: HistoryList) {
    guard let session = restored, let last = session.newest, let newest = history.runs.first,
      newest.id.rawValue > last, prompt.text == session.prompt
    else { return }
    restored = nil
    prompt = PromptEditor()
    negative = PromptEditor()
    closeForm()
  }

  /// How to see pictures as pixels where they are coloured cells.
  package var pictureHint: Message? {
    guard preferences.hints, preferences.pictures == "auto" else { return nil }
    return capabilities.hint.map { Message(text: $0) }
  }

  /// Shows what was looked at when the last studio was left; prompt and knobs are set already.
  private mutating func goOn(from session: Session, _ history: HistoryList) -> [Effect] {
    guard let newest = history.runs.first else {
      return prompt.text.isEmpty || !search.isPlain || form != nil ? [] : draw()
    }
    selected = session.looked.map(Run.ID.init(rawValue:)).flatMap { history[$0]?.id }
    return [.read(selected ?? newest.id, .look)]
  }

  /// Looks at an older or newer run; the knobs stay.
  mutating func look(by steps: Int) -> [Effect] {
    guard let history, !history.isEmpty else {
      return refuse(search.isPlain ? "the history is empty" : "nothing fits the search")
    }
    let at = here.flatMap { history.place(of: $0) }
    let target = at.map { $0 + steps } ?? 0
    guard history.lines.indices.contains(target) || (at != nil && abs(steps) > 1) else {
      return say(Message(text: steps > 0 ? "this is the oldest" : "this is the newest"))
    }
    guard writing == nil || stage != .picture else {
      return refuse("a picture is being written; Ctrl-C stops it")
    }
    return look(at: history.lines[min(max(target, 0), history.lines.count - 1)].run.id)
  }

  /// Looks at a run; the knobs stay.
  mutating func look(at run: Run.ID) -> [Effect] {
    if case .gallery(var gallery) = stage {
      gallery.cursor = run
      stage = .gallery(gallery)
      return readAhead()
    }
    selected = run
    return [.read(run, .look)] + readAhead()
  }

  /// Goes back from the history to the newest run; the first time, from a search to all runs.
  mutating func lookAtPresent() -> [Effect] {
    showsPinned = false
    guard search.isPlain else { return clearSearch() }
    if form != nil, selected == nil {
      closeForm()
      return say(Message(text: "Enter draws the prompt again"))
    }
    guard selected != nil, let newest = history?.runs.first else { return [] }
    selected = nil
    return [.read(newest.id, .look)]
  }

  /// Takes the whole of an entry, for what it was asked for.
  mutating func take(_ entry: HistoryEntry, _ reading: Reading) -> [Effect] {
    switch reading {
    case .look: return entry.id == (selected ?? history?.runs.first?.id) ? open(entry) : []
    case .begin:
      guard shown == nil, writing == nil else { return [] }
      if entry.run.state == .partial, message?.isError != true {
        let rest = queue.isEmpty ? "" : " and draws what waits, Q shows it"
        message = Message(text: "#\(entry.id.rawValue) was cut off; c finishes it\(rest)")
      }
      return open(entry) + load(.all, of: entry)
    case .refresh:
      if shown?.run == entry.id { self.entry = entry }
      return []
    case .load(let part): return loadUndoably(part, of: entry)
    case .finish: return finish(entry)
    case .replay: return replay(entry)
    case .goBack: return goBack(to: entry)
    case .fill(let slot): return fill(slot, with: entry)
    case .details, .note, .copy: return []
    }
  }

  /// Writes a partial picture to its end, with every knob as it was turned.
  mutating func finish() -> [Effect] {
    guard let run = hereSummary, run.state == .partial else {
      return refuse("only a partial picture can be finished")
    }
    if let shownEntry, shownEntry.id == run.id { return finish(shownEntry) }
    return [.read(run.id, .finish)]
  }

  private mutating func finish(_ entry: HistoryEntry) -> [Effect] {
    guard let request = entry.request, entry.run.state == .partial else {
      return refuse("only a partial picture can be finished")
    }
    if let plan = entry.sheet {
      return order(request, .undecided, replaying: entry.onward, parent: entry.id, sheet: plan)
    }
    guard let picture = entry.picture, entry.run.modelHash == facts?.hash else {
      return order(
        request, .undecided, replaying: entry.onward, parent: entry.id, task: entry.run.task)
    }
    let origin = Origin(request: request, steering: entry.onward, codes: picture.codes)
    return order(
      request, .undecided, replaying: entry.onward,
      branch: Branch(origin: origin, position: picture.codes.count), parent: entry.id,
      task: entry.run.task)
  }

  /// Shows the pixels of a run, if it is still the one to look at.
  mutating func show(_ image: Image, of run: Run.ID) -> [Effect] {
    if shown?.run == run { shown?.image = image }
    if inspection?.picture.run == run { inspection?.picture.image = image }
    return []
  }

  private mutating func open(_ entry: HistoryEntry) -> [Effect] {
    guard var picture = entry.picture else {
      return refuse("#\(entry.id.rawValue) was written by another leon and cannot be shown")
    }
    self.entry = entry
    picture.image = shown?.run == entry.id ? shown?.image : nil
    shown = picture
    showsPinned = false
    return [.open(entry)]
  }

  /// Looks at the entry after one that was dealt with, or does nothing at the end.
  mutating func goOn(from run: Run.ID) -> [Effect] {
    guard writing == nil || stage != .picture, let history, let at = history.place(of: run),
      history.lines.indices.contains(at + 1)
    else { return [] }
    return look(at: history.lines[at + 1].run.id)
  }
}
