import History

/// What is done to entries: decided, rated, liked, tagged, written about, deleted.
extension StudioState {
  /// Decides on the entry that is looked at, and goes on to the next older one.
  mutating func judge(_ verdict: Run.Verdict) -> [Effect] {
    guard let targets = targets() else { return refuse(Self.nothingLookedAt) }
    guard verdict == .tossed || targets.allSatisfy({ $0.state == .finished }) else {
      return refuse("a partial picture cannot be kept; c finishes it")
    }
    let effects = edit(targets.map(\.id), .judge(verdict), as: verdict.rawValue)
    return effects + (targets.count == 1 ? goOn(from: targets[0].id) : [])
  }

  /// Rates the entry that is looked at.
  mutating func rate(_ rating: Int) -> [Effect] {
    guard let targets = targets() else { return refuse(Self.nothingLookedAt) }
    return edit(targets.map(\.id), .rate(rating), as: "rated \(rating)")
  }

  /// Makes the entry that is looked at a favourite, or none again.
  mutating func favour() -> [Effect] {
    guard let targets = targets() else { return refuse(Self.nothingLookedAt) }
    let isFavourite = !targets.allSatisfy(\.isFavourite)
    return edit(
      targets.map(\.id), .favour(isFavourite),
      as: isFavourite ? "among the favourites" : "no favourite any more")
  }

  /// Takes the entry that is looked at out of the history, and goes on to the next older one.
  mutating func delete() -> [Effect] {
    guard let targets = targets() else { return refuse(Self.nothingLookedAt) }
    guard targets.allSatisfy({ $0.state != .pending }) else {
      return refuse("a picture that is being written cannot be deleted; Ctrl-C stops it")
    }
    let next = neighbour(of: targets)
    let effects = edit(
      targets.map(\.id), .delete(at: .distantPast), as: "deleted; u brings it back")
    guard let next, writing == nil || stage != .picture else { return effects }
    return effects + look(at: next)
  }

  static let nothingLookedAt = "no picture of the history is looked at"

  /// The entries that an act is about.
  func targets() -> [RunSummary]? {
    if case .gallery(let gallery) = stage, !gallery.marked.isEmpty {
      return history?.lines.map(\.run).filter { gallery.marked.contains($0.id) }
    }
    return hereSummary.map { [$0] }
  }

  /// Does something to entries, shows it at once, and remembers how to take it back.
  mutating func edit(_ runs: [Run.ID], _ edit: RunEdit, as title: String? = nil) -> [Effect] {
    lastEdit += 1
    let promoted = runs.filter { run in
      guard edit.promotes, let run = summary(of: run) else { return false }
      return run.verdict == .draft && run.state == .finished
    }
    history?.change(runs) { edit.preview(&$0) }
    if let run = entry?.id, runs.contains(run) { entry.map { preview(edit, of: $0) } }
    if let title {
      let name = runs.count == 1 ? "#\(runs[0].rawValue)" : "\(runs.count) pictures"
      message = Message(text: "\(name) \(title)")
      remember("\(name) \(title.prefix { $0 != ";" })", .edit(lastEdit))
    }
    return [.edit(HistoryEdit(number: lastEdit, runs: runs, edit: edit, promoted: promoted))]
  }

  private mutating func preview(_ edit: RunEdit, of entry: HistoryEntry) {
    var entry = entry
    edit.preview(&entry.run.summary)
    self.entry = entry
    if shown?.run == entry.id { shown?.verdict = entry.run.verdict }
  }

  private func summary(of run: Run.ID) -> RunSummary? {
    history?[run] ?? (entry?.id == run ? entry?.run.summary : nil)
  }

  /// The entry after the last of some, else the one before the first.
  private func neighbour(of runs: [RunSummary]) -> Run.ID? {
    guard let history else { return nil }
    let gone = Set(runs.map(\.id))
    let places = runs.compactMap { history.place(of: $0.id) }
    guard let first = places.min(), let last = places.max() else { return nil }
    let after = history.lines[(last + 1)...].first { !gone.contains($0.run.id) }
    return (after ?? history.lines[..<first].last { !gone.contains($0.run.id) })?.run.id
  }
}

extension RunEdit {
  /// Whether a draft becomes an entry by it and needs a file.
  fileprivate var promotes: Bool {
    switch self {
    case .judge(.kept), .judge(.undecided), .promote, .rate(.some), .favour(true), .tag: true
    case .note(let text): !text.isEmpty
    default: false
    }
  }

  /// Changes a line as the history will.
  fileprivate func preview(_ run: inout RunSummary) {
    if promotes, run.verdict == .draft { run.verdict = .undecided }
    switch self {
    case .judge(let verdict): run.verdict = verdict
    case .rate(let rating): run.rating = rating
    case .favour(let isFavourite): run.isFavourite = isFavourite
    case .note(let text): run.hasNotes = !text.isEmpty
    case .tag(let tag): if !run.tags.contains(tag) { run.tags.append(tag) }
    case .untag(let tag): run.tags.removeAll { $0 == tag }
    default: break
    }
  }
}
