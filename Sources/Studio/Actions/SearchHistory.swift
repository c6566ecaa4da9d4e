import History
import Terminal

/// The search line and the filter of the history.
extension StudioState {
  /// Begins to type a search.
  mutating func beginSearch() -> [Effect] {
    search.isTyping = true
    isZoomed = false
    return []
  }

  /// Changes the words of the search and reads what they leave.
  mutating func editSearch(_ change: (inout PromptEditor) -> Void) -> [Effect] {
    let before = search.words.text
    change(&search.words)
    return search.words.text == before ? [] : relist()
  }

  /// Ends typing; what was found stays, and the first of it is looked at.
  mutating func endSearch() -> [Effect] {
    search.isTyping = false
    let effects = search.words.text.isEmpty ? [] : relist()
    guard let history, writing == nil, let first = history.lines.first,
      here.flatMap({ history.place(of: $0) }) == nil
    else { return effects }
    return effects + look(at: first.run.id)
  }

  /// Shows everything again.
  mutating func clearSearch() -> [Effect] {
    search.isTyping = false
    guard !search.isPlain else {
      search.words = PromptEditor()
      return []
    }
    search.words = PromptEditor()
    search.filter = .all
    return relist()
  }

  /// Goes on to the next filter.
  mutating func nextFilter() -> [Effect] {
    search.filter = search.filter.next
    message = Message(
      text: search.filter == .all ? "everything is shown" : "only \(search.filter.rawValue)")
    return relist()
  }

  private mutating func relist() -> [Effect] {
    search.revision += 1
    (search.matches, search.isRefused) = (nil, false)
    return [.list(search)]
  }

  /// Takes the first page of a search, unless it has changed since.
  mutating func list(_ page: HistoryPage, _ counts: HistoryCounts, _ revision: Int) -> [Effect] {
    guard revision == search.revision else { return [] }
    let isFirst = history == nil
    history = HistoryList(page)
    self.counts = counts
    return isFirst ? begin() : []
  }

  /// Takes the next page of a search.
  mutating func listMore(_ page: HistoryPage, _ revision: Int) -> [Effect] {
    guard revision == search.revision else { return [] }
    history?.append(page)
    return []
  }

  /// Takes the number of runs that a search finds.
  mutating func count(matches: Int, _ revision: Int) -> [Effect] {
    if revision == search.revision { search.matches = matches }
    return []
  }

  mutating func note(_ notes: [Run.ID: String]) -> [Effect] {
    knobNotes.merge(notes) { $1 }
    return []
  }

  /// Says why a search is refused; what was found before stays.
  mutating func refuseSearch(_ sentence: String, _ revision: Int) -> [Effect] {
    guard revision == search.revision else { return [] }
    search.isRefused = true
    return refuse(sentence)
  }

  /// Takes what became of some runs.
  mutating func take(_ change: HistoryChange) -> [Effect] {
    if let counts = change.counts { self.counts = counts }
    knobNotes.merge(change.notes) { $1 }
    for run in change.present where entry?.id == run.id { entry?.run.summary = run }
    for run in change.present where shown?.run == run.id { shown?.verdict = run.verdict }
    for run in change.present where pinned?.run == run.id { pinned?.verdict = run.verdict }
    guard change.revision == search.revision else { return [] }
    history?.merge(change.present, gone: change.gone)
    return []
  }

  /// Asks for the next page before the cursor comes to the end of what was read.
  mutating func readAhead() -> [Effect] {
    guard let history, history.hasMore, !history.isAsking, let oldest = history.runs.last,
      let at = here.flatMap({ history.place(of: $0) }),
      at + Self.readAheadLines > history.lines.count
    else { return [] }
    self.history?.isAsking = true
    return [.listMore(search, before: oldest.id)]
  }

  private static let readAheadLines = 100
}
