private import CKernels

/// The rows of one pass through the model: to which lane each belongs and at which position it stands.
@safe package struct CachedRows {
  /// The position of each row in its lane.
  package let positions: [Int32]
  /// The longest row's positions, rounded up to whole pages.
  package let longest: Int
  let layout: CachePageLayout
  fileprivate let rows: [leon_cache_row]
  fileprivate let pointers: [UnsafeMutableRawPointer?]
  private let pages: [CachePage]

  /// Makes the rows of some lanes, one lane after the other.
  ///
  /// - Parameters:
  ///   - lanes: at least one; the pages of each, writable at its rows' positions.
  ///   - layout: of all the pages.
  package init(_ lanes: [(pages: CachePages, positions: Range<Int>)], layout: CachePageLayout) {
    var rows: [leon_cache_row] = []
    var pages: [CachePage] = []
    for lane in lanes {
      precondition(
        lane.pages.layout == layout
          && lane.positions.upperBound <= lane.pages.pages.count * CachePageLayout.positions,
        "positions \(lane.positions) in \(lane.pages.pages.count) pages")
      rows += lane.positions.map { leon_cache_row(first: pages.count, position: $0) }
      pages += lane.pages.pages
    }
    let size = CachePageLayout.positions
    let most = lanes.map(\.positions.upperBound).max() ?? 0
    self.layout = layout
    self.rows = rows
    self.pages = pages
    positions = lanes.flatMap { $0.positions.map(Int32.init) }
    longest = (most + size - 1) / size * size
    unsafe pointers = pages.map { unsafe $0.pointer }
  }

  /// The number of rows.
  package var count: Int { rows.count }

  /// Floats of scratch that attention needs.
  package func scratchCount(threads: Int) -> Int { threads * (longest + layout.paddedWidth) }
}

/// Appends the keys and values of rows to their lanes, then lets each row attend to its lane.
///
/// `y = softmax(q kᵀ / √D) v` over the positions up to the row's own, sums over positions and head
/// width in one order, heads split over the threads. A processor that multiplies pairs of bfloat16
/// rounds queries and weights to it where the cache is of it.
///
/// - Parameters:
///   - y: the result, `[M, H · D]`.
///   - qkv: query, key and value of each head, `[M, H, 3, D]`.
///   - rows: M rows; those of one lane in order of position.
///   - layer: of the cache.
///   - scratch: at least `rows.scratchCount(threads:)` floats.
///   - level: the instructions to use, not above the machine's.
///   - compute: where to run.
package func cachedAttention(
  into y: Tensor, _ qkv: Tensor, rows: CachedRows, layer: Int, scratch: Tensor, level: CPULevel,
  on compute: Compute
) {
  let layout = rows.layout
  precondition(
    qkv.count == rows.count * 3 * layout.heads * layout.headWidth && y.count * 3 == qkv.count
      && layer >= 0 && layer < layout.layers && level.rawValue <= CPULevel.current.rawValue
      && scratch.count >= rows.scratchCount(threads: compute.threads),
    "attention of \(rows.count) rows over \(qkv.shape) into \(y.shape)")
  unsafe leon_cached_attention(
    compute.pool, Int32(level.rawValue), layout.precision.packed.code, rows.count, layout.heads,
    layout.headWidth,
    layer * layout.layerCount, rows.rows, rows.pointers, qkv.pointer, y.pointer, scratch.pointer,
    rows.longest)
}
