/// How the keys and values of a lane lie in pages of 64 positions.
///
/// ```
/// page = [layers] of { keys [H] of [D rounded up to 2, 64], values [H] of [64, D rounded up to 16] }
/// ```
/// Matrices of bfloat16 have two rows side by side in words of 32 bits.
///
/// Positions of a key page and columns of a value page fill vector registers, so that every sum of
/// attention runs in one order.
package struct CachePageLayout: Hashable, Sendable {
  /// Positions of a page.
  package static let positions = 64

  /// Blocks of the model.
  package let layers: Int
  /// H.
  package let heads: Int
  /// D.
  package let headWidth: Int
  /// How keys and values are kept; sums are floats either way.
  package let precision: Precision

  /// Makes a layout.
  package init(layers: Int, heads: Int, headWidth: Int, precision: Precision = .float32) {
    self.layers = layers
    self.heads = heads
    self.headWidth = headWidth
    self.precision = precision
  }

  /// D rounded up to whole vectors.
  package var paddedWidth: Int { (headWidth + 15) / 16 * 16 }
  /// Numbers of one layer of a page.
  package var layerCount: Int { heads * ((headWidth + 1) / 2 * 2 + paddedWidth) * Self.positions }
  /// Bytes of a page.
  package var byteCount: Int { layers * layerCount * (precision == .bfloat16 ? 2 : 4) }
}

/// The pages of one lane; copies share them until one of the two is written.
package struct CachePages: Sendable {
  /// Where new pages come from.
  package let pool: CachePagePool
  /// The pages in order of position.
  package private(set) var pages: [CachePage] = []

  /// Makes a lane without positions.
  package init(_ pool: CachePagePool) { self.pool = pool }

  /// How a page is laid out.
  package var layout: CachePageLayout { pool.layout }

  /// Makes the positions `range` writable: new pages at the end, copies of pages that are shared.
  package mutating func makeWritable(_ range: Range<Int>) {
    let size = CachePageLayout.positions
    while pages.count * size < range.upperBound { pages.append(CachePage(from: pool)) }
    for page in range.lowerBound / size..<pages.count
    where !isKnownUniquelyReferenced(&pages[page]) {
      pages[page] = CachePage(copying: pages[page])
    }
  }

  /// Gives pages behind `length` positions back.
  package mutating func truncate(to length: Int) {
    let size = CachePageLayout.positions
    pages.removeLast(max(0, pages.count - (length + size - 1) / size))
  }
}
