/// Merges the symbols of one piece, the lowest rank first, the leftmost of equal ones first
/// (Sennrich, Haddow & Birch, arXiv 1508.07909).
///
/// Symbols are a linked list and candidate pairs a heap: n log n, also for a piece of a megabyte.
struct BytePairMerger {
  /// Two neighbouring symbols.
  struct Pair: Hashable {
    var left: Int32
    var right: Int32
  }

  /// What a pair becomes, and when.
  struct Merge {
    var rank: Int32
    var result: Int32
  }

  private struct Candidate: Comparable {
    var rank: Int32
    var position: Int32
    var result: Int32
    var left: Int32
    var right: Int32

    static func < (a: Candidate, b: Candidate) -> Bool {
      (a.rank, a.position) < (b.rank, b.position)
    }
  }

  let merges: [Pair: Merge]

  /// The symbols that are left when no pair can be merged.
  func merge(_ symbols: [Int32]) -> [Int32] {
    guard symbols.count > 1 else { return symbols }
    var symbols = symbols
    var next = (0..<symbols.count).map { $0 + 1 < symbols.count ? $0 + 1 : -1 }
    var previous = (0..<symbols.count).map { $0 - 1 }
    var heap = Heap<Candidate>()
    func offer(_ at: Int) {
      guard at >= 0, next[at] >= 0 else { return }
      let pair = Pair(left: symbols[at], right: symbols[next[at]])
      guard let merge = merges[pair] else { return }
      heap.push(
        Candidate(
          rank: merge.rank, position: Int32(at), result: merge.result, left: pair.left,
          right: pair.right))
    }
    for at in symbols.indices { offer(at) }
    while let candidate = heap.pop() {
      let at = Int(candidate.position)
      guard symbols[at] == candidate.left, next[at] >= 0, symbols[next[at]] == candidate.right
      else { continue }
      let gone = next[at]
      symbols[at] = candidate.result
      symbols[gone] = -1
      next[at] = next[gone]
      if next[gone] >= 0 { previous[next[gone]] = at }
      offer(at)
      offer(previous[at])
    }
    return symbols.filter { $0 >= 0 }
  }
}

/// A binary heap, smallest first.
struct Heap<Element: Comparable> {
  private var items: [Element] = []

  mutating func push(_ item: Element) {
    items.append(item)
    var child = items.count - 1
    while child > 0, items[child] < items[(child - 1) / 2] {
      items.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func pop() -> Element? {
    guard let first = items.first, let last = items.popLast() else { return nil }
    guard !items.isEmpty else { return first }
    items[0] = last
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < items.count {
        if items[child] < items[least] { least = child }
      }
      if least == parent { return first }
      items.swapAt(parent, least)
      parent = least
    }
  }
}
