import History
import Terminal

/// Tags and notes.
extension StudioState {
  /// Opens the list of tags.
  mutating func beginTagging() -> [Effect] {
    guard let targets = targets() else { return refuse(Self.nothingLookedAt) }
    popup = .tags(targets.map(\.id), ListChoice())
    return [.readTags]
  }

  mutating func know(_ tags: [TagCount]) -> [Effect] {
    knownTags = tags
    return []
  }

  /// A row of the list of tags.
  struct TagRow: Hashable {
    let name: String
    /// Entries that have it; nil for one that is new.
    let count: Int?
    /// Whether all entries that the list is about have it.
    let isGiven: Bool
  }

  /// The tags that begin with what is typed or hold it, after what is typed where that is new.
  func tagRows(_ runs: [Run.ID], _ choice: ListChoice) -> [TagRow] {
    let typed = choice.filter.text.lowercased().split(separator: " ").joined(separator: " ")
    let given = runs.map { Set(history?[$0]?.tags ?? entry?.run.tags ?? []) }
    func row(_ name: String, _ count: Int?) -> TagRow {
      TagRow(name: name, count: count, isGiven: given.allSatisfy { $0.contains(name) })
    }
    let unlisted = Set(given.flatMap(\.self)).subtracting(knownTags.map(\.name)).sorted()
    let all = unlisted.map { row($0, 1) } + knownTags.map { row($0.name, $0.count) }
    let found = all.filter { typed.isEmpty || $0.name.contains(typed) }
      .sorted { a, b in
        (a.isGiven ? 0 : 1, a.name.hasPrefix(typed) ? 0 : 1)
          < (b.isGiven ? 0 : 1, b.name.hasPrefix(typed) ? 0 : 1)
      }
    guard !typed.isEmpty, !all.contains(where: { $0.name == typed }) else { return found }
    return found + [TagRow(name: typed, count: nil, isGiven: false)]
  }

  /// Obeys a key in the list of tags: Enter gives or takes away, and the list goes on.
  mutating func pressInTags(_ key: Key, _ runs: [Run.ID], _ choice: ListChoice) -> [Effect] {
    let rows = tagRows(runs, choice)
    switch choice.press(key, of: rows.count) {
    case .goOn(let next): popup = .tags(runs, next)
    case .leave: popup = nil
    case .take(let at):
      let row = rows[at]
      popup = .tags(runs, ListChoice())
      return row.isGiven
        ? edit(runs, .untag(row.name), as: "no longer tagged \(row.name)")
        : edit(runs, .tag(row.name), as: "tagged \(row.name)") + [.readTags]
    }
    return []
  }

  /// Begins to write a note.
  mutating func beginNote() -> [Effect] {
    guard let targets = targets() else { return refuse(Self.nothingLookedAt) }
    let note = targets.count == 1 && entry?.id == targets[0].id ? entry?.run.notes ?? "" : ""
    if targets.count == 1, targets[0].hasNotes, note.isEmpty {
      return [.readDetails(targets[0].id, .note)]
    }
    popup = .line(LineEntry(.note(targets.map(\.id)), text: note))
    return []
  }
}
