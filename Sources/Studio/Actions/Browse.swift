import History
import Imaging

extension StudioState {
  /// The history's entry of the picture that is looked at.
  var shownEntry: HistoryEntry? {
    guard let run = visible?.run else { return nil }
    return history?.first { $0.id == run }
  }

  /// Takes the history's newest runs; the first time, the studio goes on where it was left.
  mutating func read(_ entries: [HistoryEntry], _ counts: HistoryCounts) -> [Effect] {
    let isFirst = history == nil
    history = entries
    self.counts = counts
    return isFirst ? begin() : []
  }

  /// Takes the model; the first time, the studio goes on where it was left.
  mutating func welcome(_ facts: ModelFacts) -> [Effect] {
    model = .ready(facts)
    let counting = Effect.count(prompt.text, revision: promptRevision)
    return [counting] + begin()
  }

  /// Says why there is no model; the history can still be looked at.
  mutating func mourn(_ reason: String) -> [Effect] {
    model = .failed(reason)
    return refuse(reason)
  }

  /// Once model and history are there: an empty history gets a first picture, which nobody has to
  /// ask for; else the newest picture is shown and its prompt and knobs are set.
  private mutating func begin() -> [Effect] {
    guard let facts, let history, shown == nil, lastJob == JobID(0) else { return [] }
    if !prompt.text.isEmpty || history.isEmpty { settings.knobs = facts.knobs }
    if !prompt.text.isEmpty { return draw() }
    guard let newest = history.first else { return replacePrompt(Self.firstPrompt) + draw() }
    return open(newest) + load(newest)
  }

  /// Looks at an older or newer run; the knobs stay.
  mutating func look(by steps: Int) -> [Effect] {
    guard let history, !history.isEmpty else { return refuse("the history is empty") }
    let here = selected ?? shown?.run
    let at = history.firstIndex { $0.id == here }
    let target = (at ?? (steps > 0 ? -1 : 0)) + steps
    guard history.indices.contains(target) else {
      return say(Message(text: steps > 0 ? "this is the oldest" : "this is the newest"))
    }
    guard writing == nil else { return refuse("a picture is being written; Ctrl-C stops it") }
    selected = history[target].id
    return open(history[target])
  }

  /// Goes back from the history to the newest run.
  mutating func lookAtPresent() -> [Effect] {
    showsPinned = false
    guard selected != nil, let newest = history?.first else { return [] }
    selected = nil
    return open(newest)
  }

  /// Sets prompt, knobs and seed to those of the picture that is looked at.
  mutating func load() -> [Effect] {
    guard let entry = shownEntry else { return refuse("no picture of the history is looked at") }
    selected = nil
    let title = "prompt, knobs and seed of #\(entry.id.rawValue) are set"
    remember(title, .settings(settings, prompt: prompt.text))
    message = Message(text: title)
    return load(entry)
  }

  /// Writes a partial picture to its end, with every knob as it was turned.
  mutating func finish() -> [Effect] {
    guard let entry = shownEntry, let request = entry.request, entry.run.state == .partial else {
      return refuse("only a partial picture can be finished")
    }
    guard let picture = entry.picture, entry.run.modelHash == facts?.hash else {
      return order(request, .undecided, replaying: entry.steering, parent: entry.id)
    }
    return order(
      request, .undecided, replaying: entry.steering,
      branch: Branch(origin: picture.origin, position: picture.codes.count), parent: entry.id)
  }

  /// Decides on the picture that is looked at, and goes on to the next older one.
  mutating func judge(_ verdict: Run.Verdict) -> [Effect] {
    guard let entry = shownEntry else { return refuse("no picture of the history is looked at") }
    guard verdict == .tossed || entry.run.state == .finished else {
      return refuse("a partial picture cannot be kept; c finishes it")
    }
    let title = "#\(entry.id.rawValue) \(verdict.rawValue)"
    remember(title, .verdict(entry, entry.run.verdict))
    message = Message(text: title)
    if shown?.run == entry.id { shown?.verdict = verdict }
    return [.judge(entry, verdict)] + goOn(from: entry)
  }

  /// Rates the picture that is looked at.
  mutating func rate(_ rating: Int) -> [Effect] {
    guard let entry = shownEntry else { return refuse("no picture of the history is looked at") }
    let title = "#\(entry.id.rawValue) rated \(rating)"
    remember(title, .rating(entry, entry.run.rating))
    message = Message(text: title)
    if shown?.verdict == .draft { shown?.verdict = .undecided }
    return [.rate(entry, rating)]
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
    picture.image = shown?.run == entry.id ? shown?.image : nil
    shown = picture
    showsPinned = false
    return [.open(entry)]
  }

  private mutating func load(_ entry: HistoryEntry) -> [Effect] {
    guard let request = entry.request else { return [] }
    settings.knobs = entry.changes.last?.knobs ?? request.knobs
    settings.seed = request.seed
    settings.variationSeed = request.variationSeed
    if !Knob.shown(in: settings).contains(activeKnob) { activeKnob = .guidance }
    return replacePrompt(request.prompt)
  }

  private mutating func goOn(from entry: HistoryEntry) -> [Effect] {
    guard writing == nil, let at = history?.firstIndex(where: { $0.id == entry.id }),
      let next = history?[(at + 1)...].first
    else { return [] }
    selected = next.id
    return open(next)
  }
}
