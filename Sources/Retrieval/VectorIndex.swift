package import Tensors

/// Vectors of length 1 that are searched exactly: every one is multiplied with the query.
///
/// A vector is kept as whole numbers of −127…127 and scaled to length 1 by one over its length, which
/// is not stored. bfloat16 holds such numbers exactly, so the search is exact for what is stored, and
/// reads two bytes a number, as fast as the memory gives them.
package final class VectorIndex: Sendable {
  /// A vector that was found.
  package struct Hit: Hashable, Sendable {
    /// Its place.
    package let index: Int
    /// Its inner product with the query, −1…1.
    package let score: Float

    /// Makes a hit.
    package init(index: Int, score: Float) {
      self.index = index
      self.score = score
    }
  }

  /// How many vectors there are.
  package let count: Int
  /// D.
  package let width: Int
  private let matrix: PackedMatrix
  private let scales: [Float]

  /// Vectors that are multiplied at once: their scores stay in the cache.
  private static let block = 1 << 14

  /// Packs vectors of whole numbers.
  ///
  /// - Parameters:
  ///   - count: how many.
  ///   - width: D, at least 1.
  ///   - compute: where to run.
  ///   - number: coordinate j of vector i, −127…127.
  package init(
    count: Int, width: Int, on compute: Compute, number: (_ i: Int, _ j: Int) -> Int8
  ) {
    self.count = count
    self.width = width
    matrix = PackedMatrix(rowCount: count, rowWidth: width, precision: .bfloat16)
    var scales: [Float] = []
    scales.reserveCapacity(count)
    let rows = Tensor([min(max(1, count), Self.block), width])
    for start in stride(from: 0, to: count, by: Self.block) {
      let size = min(Self.block, count - start)
      for i in 0..<size {
        var squares: Float = 0
        for j in 0..<width {
          let value = Float(number(start + i, j))
          rows[i * width + j] = value
          squares += value * value
        }
        scales.append(1 / max(1, squares).squareRoot())
      }
      matrix.pack(rows.rows(0..<size), at: start, on: compute)
    }
    self.scales = scales
  }

  /// The bytes that a search reads.
  package var byteCount: Int { matrix.byteCount }

  /// The nearest vectors of each query, by inner product, the best first; of equals the first.
  ///
  /// - Parameters:
  ///   - count: how many at most.
  ///   - queries: `[M, D]`, rows of length 1.
  ///   - compute: where to run.
  /// - Returns: a list a query.
  /// - Complexity: one product of all vectors with all queries.
  package func nearest(_ count: Int, to queries: Tensor, on compute: Compute) -> [[Hit]] {
    precondition(queries.rowWidth == width, "queries \(queries.shape) among vectors of \(width)")
    var lists = [BestHits](repeating: BestHits(capacity: count), count: queries.rowCount)
    let products = Tensor([queries.rowCount, min(max(1, self.count), Self.block)])
    for start in stride(from: 0, to: self.count, by: Self.block) {
      let rows = start..<min(start + Self.block, self.count)
      let part = Tensor(
        [queries.rowCount, rows.count], storage: products.storage, offset: products.offset)
      packedProduct(into: part, queries, matrix, rows: rows, level: .exact, on: compute)
      for query in lists.indices { collect(part, query, rows, into: &lists[query]) }
    }
    return lists.map(\.hits)
  }

  private func collect(
    _ products: Tensor, _ query: Int, _ rows: Range<Int>, into list: inout BestHits
  ) {
    let from = query * rows.count - rows.lowerBound
    for index in rows {
      let score = products[from + index] * scales[index]
      if score > list.floor { list.add(Hit(index: index, score: score)) }
    }
  }
}

/// The best of the hits so far, the best first.
private struct BestHits {
  let capacity: Int
  private(set) var hits: [VectorIndex.Hit] = []
  /// What a further hit has to exceed.
  private(set) var floor: Float

  init(capacity: Int) {
    self.capacity = capacity
    floor = capacity > 0 ? -.infinity : .infinity
  }

  mutating func add(_ hit: VectorIndex.Hit) {
    var low = 0
    var high = hits.count
    while low < high {
      let middle = (low + high) / 2
      if hits[middle].score >= hit.score { low = middle + 1 } else { high = middle }
    }
    if hits.count == capacity { hits.removeLast() }
    hits.insert(hit, at: low)
    if hits.count == capacity { floor = hits[capacity - 1].score }
  }
}
