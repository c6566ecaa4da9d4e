package import History

/// The runs that a search and a filter leave, as far as they were read.
package struct HistoryList: Hashable, Sendable {
  /// The runs, the newest first.
  package private(set) var runs: [RunSummary]
  /// The same with children under their parent: the lines of the pane and the tiles of the gallery.
  package private(set) var lines: [RunBranch] = []
  /// Whether the history has older ones.
  package private(set) var hasMore: Bool
  /// Whether the next page was asked for.
  var isAsking = false
  private var places: [Run.ID: Int] = [:]

  /// Begins with the first page.
  package init(_ page: HistoryPage) {
    runs = page.runs
    hasMore = page.next != nil
    arrange()
  }

  /// Whether nothing was found.
  package var isEmpty: Bool { runs.isEmpty }

  /// The run of a number, if it was read.
  package subscript(id: Run.ID) -> RunSummary? { place(of: id).map { lines[$0].run } }

  /// The line of a run.
  package func place(of id: Run.ID) -> Int? { places[id] }

  /// Adds the next page.
  mutating func append(_ page: HistoryPage) {
    runs += page.runs.filter { places[$0.id] == nil }
    hasMore = page.next != nil
    isAsking = false
    arrange()
  }

  /// Takes what became of some runs; of the drafts only the newest stays.
  mutating func merge(_ present: [RunSummary], gone: [Run.ID]) {
    let changed = Set(present.map(\.id) + gone)
    var rest = runs.filter { !changed.contains($0.id) }
    // A run beyond the last page is read with its page.
    let oldest = hasMore ? runs.last?.id : nil
    rest += present.filter { run in oldest.map { $0 <= run.id } ?? true }
    let lastDraft = rest.filter { $0.verdict == .draft }.map(\.id).max()
    if present.contains(where: { $0.verdict == .draft }) {
      rest.removeAll { $0.verdict == .draft && $0.id != lastDraft }
    }
    runs = rest.sorted { $0.id > $1.id }
    arrange()
  }

  /// Changes some runs before the history has said that it did.
  mutating func change(_ ids: [Run.ID], _ body: (inout RunSummary) -> Void) {
    let changed = Set(ids)
    for at in runs.indices where changed.contains(runs[at].id) { body(&runs[at]) }
    arrange()
  }

  private mutating func arrange() {
    lines = runs.tree
    places = Dictionary(uniqueKeysWithValues: lines.enumerated().map { ($1.run.id, $0) })
  }
}

/// What became of some runs.
package struct HistoryChange: Hashable, Sendable {
  /// The search that it was asked for.
  package var revision: Int
  /// Those that the search and the filter leave.
  package var present: [RunSummary]
  /// Those that they do not.
  package var gone: [Run.ID]
  /// How the present ones were guided, in a word or two.
  package var notes: [Run.ID: String] = [:]
  /// How long the history is; nil where that did not change.
  package var counts: StudioState.HistoryCounts?

  /// Makes a change.
  package init(
    revision: Int, present: [RunSummary], gone: [Run.ID] = [], notes: [Run.ID: String] = [:],
    counts: StudioState.HistoryCounts? = nil
  ) {
    self.revision = revision
    self.present = present
    self.gone = gone
    self.notes = notes
    self.counts = counts
  }
}
