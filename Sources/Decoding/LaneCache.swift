internal import Modeling
internal import Tokens

/// The lanes of all continuations in one cache of the model.
///
/// A lane is asked for by the ids it should hold, and is brought there the cheapest way: one id goes
/// into the common step, several are prefilled, what differs is cut off first. So a lane that is
/// wanted late, after a rewind or again after a pause needs no case of its own, and since the model
/// promises the same logits whatever the way, the tokens do not depend on it.
struct LaneCache {
  /// A lane of a continuation.
  struct Key: Hashable {
    let continuation: Int
    let lane: Lane
  }

  private let model: any LanguageModel
  private var cache: KeyValueCache
  private var lanes: [Key: Int] = [:]

  /// Makes a cache without lanes.
  init(_ model: any LanguageModel) {
    self.model = model
    cache = model.makeCache()
  }

  /// Returns the logits of `range` behind each of several sequences of at least one id.
  mutating func logits(
    behind sequences: [(key: Key, ids: [TokenID])], of range: Range<Int>
  ) -> [ArraySlice<Float>] {
    var rows = [ArraySlice<Float>](repeating: [], count: sequences.count)
    var prefilled: [[TokenID]: Int] = [:]
    var stepped: [(place: Int, lane: Int)] = []
    for (place, (key, ids)) in sequences.enumerated() {
      // Pictures of one prompt begin with the same ids: the second and further ones are copies.
      if lanes[key] == nil, let twin = prefilled[ids], let lane = lanes[sequences[twin].key] {
        lanes[key] = cache.copyLane(lane)
        rows[place] = rows[twin]
        continue
      }
      let (lane, known) = prepare(key, for: ids)
      if known == ids.count - 1 {
        stepped.append((place, lane))
        continue
      }
      rows[place] =
        model.prefill(Array(ids[known...]), lane: lane, into: &cache, logitsOf: range)[...]
      prefilled[ids] = place
    }
    step(stepped, sequences.map(\.ids), range, &rows)
    return rows
  }

  /// Cuts a lane back to what it has in common with `ids`, the last id left out: its logits are wanted.
  private mutating func prepare(_ key: Key, for ids: [TokenID]) -> (lane: Int, known: Int) {
    let lane = lanes[key] ?? cache.addLane()
    lanes[key] = lane
    let common = zip(cache.ids(ofLane: lane), ids.dropLast()).prefix { $0 == $1 }.count
    cache.truncate(lane: lane, to: common)
    return (lane, common)
  }

  private mutating func step(
    _ stepped: [(place: Int, lane: Int)], _ sequences: [[TokenID]], _ range: Range<Int>,
    _ rows: inout [ArraySlice<Float>]
  ) {
    if stepped.isEmpty { return }
    let last = stepped.map { sequences[$0.place][sequences[$0.place].count - 1] }
    let logits = model.step(last, lanes: stepped.map(\.lane), into: &cache, logitsOf: range)
    for (i, (place, _)) in stepped.enumerated() {
      rows[place] = logits[i * range.count..<(i + 1) * range.count]
    }
  }
}
