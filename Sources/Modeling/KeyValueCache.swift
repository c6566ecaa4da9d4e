package import Tensors
package import Tokens

/// What a model remembers of its lanes: the ids of each, and for a transformer their keys and values.
///
/// Lanes have lengths of their own and may be added, copied and cut at any time. A copy, of a lane or
/// of the whole cache, shares its pages with the original until one of them is written.
/// ```swift
/// var cache = model.makeCache()
/// let prompt = cache.addLane()
/// _ = model.prefill(ids, lane: prompt, into: &cache, logitsOf: 0..<0)
/// let second = cache.copyLane(prompt)          // the prompt is not computed again
/// cache.truncate(lane: second, to: 3)          // rewind
/// ```
package struct KeyValueCache: Sendable {
  private struct Lane {
    var ids: [TokenID] = []
    var pages: CachePages
  }

  private let pool: CachePagePool
  private let contextLength: Int
  private var lanes: [Lane] = []

  /// Makes a cache without lanes.
  ///
  /// - Parameters:
  ///   - pool: where its pages come from.
  ///   - contextLength: the most ids of a lane.
  package init(_ pool: CachePagePool, contextLength: Int) {
    self.pool = pool
    self.contextLength = contextLength
  }

  /// The number of lanes.
  package var laneCount: Int { lanes.count }

  /// The ids of a lane in order.
  package func ids(ofLane lane: Int) -> [TokenID] { lanes[lane].ids }

  /// The number of ids in a lane.
  package func length(ofLane lane: Int) -> Int { lanes[lane].ids.count }

  /// Adds an empty lane and returns its number.
  package mutating func addLane() -> Int {
    lanes.append(Lane(pages: CachePages(pool)))
    return lanes.count - 1
  }

  /// Adds a lane with the content of another and returns its number.
  package mutating func copyLane(_ lane: Int) -> Int {
    lanes.append(lanes[lane])
    return lanes.count - 1
  }

  /// Forgets what lies behind the first `length` ids of a lane.
  package mutating func truncate(lane: Int, to length: Int) {
    precondition(
      length >= 0 && length <= lanes[lane].ids.count,
      "a lane of \(lanes[lane].ids.count) ids cannot be cut to \(length)")
    lanes[lane].ids.removeLast(lanes[lane].ids.count - length)
    lanes[lane].pages.truncate(to: length)
  }

  /// The last `count` positions of some lanes, for attention.
  func rows(_ chosen: [(lane: Int, count: Int)]) -> CachedRows {
    let rows = chosen.map { lane, count in
      let length = lanes[lane].ids.count
      return (pages: lanes[lane].pages, positions: length - count..<length)
    }
    return CachedRows(rows, layout: pool.layout)
  }

  /// Appends ids to a lane and makes room for their keys and values: for models only.
  package mutating func append(_ ids: [TokenID], lane: Int) {
    let length = lanes[lane].ids.count
    precondition(
      length + ids.count <= contextLength,
      "\(ids.count) ids behind \(length) in a context of \(contextLength)")
    lanes[lane].ids += ids
    lanes[lane].pages.makeWritable(length..<length + ids.count)
  }
}

extension CachePageLayout {
  /// The pages of a model of these sizes.
  package init(_ configuration: ModelConfiguration, _ precision: Precision) {
    self.init(
      layers: configuration.layerCount, heads: configuration.headCount,
      headWidth: configuration.headWidth, precision: precision)
  }
}
