/// How the keys and values of a lane lie in pages of 64 positions.
///
/// ```
/// page = [layers] of { keys [H] of [D, 64], values [H] of [64, D rounded up to 16] }
/// ```
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

  /// Makes a layout.
  package init(layers: Int, heads: Int, headWidth: Int) {
    self.layers = layers
    self.heads = heads
    self.headWidth = headWidth
  }

  /// D rounded up to whole vectors.
  package var paddedWidth: Int { (headWidth + 15) / 16 * 16 }
  /// Floats of one layer of a page.
  package var layerCount: Int { heads * (headWidth + paddedWidth) * Self.positions }
  /// Floats of a page.
  package var count: Int { layers * layerCount }
}

/// The pages of one lane; copies share them until one of the two is written.
package struct CachePages: Sendable {
  /// How a page is laid out.
  package let layout: CachePageLayout
  /// The pages in order of position.
  package private(set) var storages: [TensorStorage] = []

  /// Makes a lane without positions.
  package init(_ layout: CachePageLayout) { self.layout = layout }

  /// Makes the positions `range` writable: new pages at the end, copies of pages that are shared.
  package mutating func makeWritable(_ range: Range<Int>) {
    let size = CachePageLayout.positions
    while storages.count * size < range.upperBound {
      storages.append(TensorStorage(count: layout.count))
    }
    for page in range.lowerBound / size..<storages.count
    where !isKnownUniquelyReferenced(&storages[page]) {
      let copy = TensorStorage(count: layout.count)
      unsafe copy.pointer.update(from: storages[page].pointer, count: layout.count)
      storages[page] = copy
    }
  }

  /// Gives pages behind `length` positions back.
  package mutating func truncate(to length: Int) {
    let size = CachePageLayout.positions
    storages.removeLast(max(0, storages.count - (length + size - 1) / size))
  }
}
