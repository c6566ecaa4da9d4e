/// A line of a list in which what was taken from a run stands under it.
package struct RunBranch: Hashable, Sendable {
  /// The run.
  package let run: RunSummary
  /// 0 for a run whose parent is not in the list, 1 for its children, and so on.
  package let depth: Int
  /// Whether no sibling follows.
  package let isLast: Bool
}

extension [RunSummary] {
  /// The same runs with children behind their parent, the newest first on every level.
  ///
  /// A family stands where its newest member would, so that new work is found at the top. What has
  /// its parent on another page begins a family.
  package var tree: [RunBranch] {
    let sorted = sorted { $0.id > $1.id }
    let listed = Set(map(\.id))
    // A parent is always older; a row that says otherwise would close a ring.
    let children = Dictionary(grouping: sorted) { run in
      run.parent.flatMap { listed.contains($0) && $0 < run.id ? $0 : nil }
    }
    var newest: [Run.ID: Run.ID] = [:]
    for run in sorted.reversed() { newest[run.id] = run.id }
    for run in sorted {
      guard let parent = run.parent, parent < run.id, let own = newest[run.id] else { continue }
      newest[parent] = newest[parent].map { Swift.max($0, own) }
    }
    let roots = (children[nil] ?? []).sorted { newest[$0.id] ?? $0.id > newest[$1.id] ?? $1.id }
    return Self.branches(roots, children)
  }

  /// Goes down without recursion: a chain of edits may be as long as the list.
  private static func branches(
    _ roots: [RunSummary], _ children: [Run.ID?: [RunSummary]]
  ) -> [RunBranch] {
    func level(_ runs: [RunSummary], _ depth: Int) -> [RunBranch] {
      runs.enumerated().reversed().map {
        RunBranch(run: $1, depth: depth, isLast: $0 == runs.count - 1)
      }
    }
    var waiting = level(roots, 0)
    var result: [RunBranch] = []
    while let branch = waiting.popLast() {
      result.append(branch)
      waiting += level(children[branch.run.id] ?? [], branch.depth + 1)
    }
    return result
  }
}
