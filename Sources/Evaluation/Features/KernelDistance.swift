/// KID (Bińkowski et al., 2018): the unbiased squared maximum mean discrepancy of two tables of features
/// under the kernel (x·y / D + 1)³, averaged over random subsets.
package struct KernelDistance: Codable, Hashable, Sendable {
  /// Mean over the subsets; below zero by chance when the distributions are equal.
  package var value: Double
  /// Standard error of the value, from how much the subsets differ: other pictures would give another
  /// one by so much. (The jackknife that deletes many, Shao and Wu 1989; the error of the mean over the
  /// subsets alone falls with their number and says nothing of the pictures.)
  package var standardError: Double
  /// Subsets drawn.
  package var subsets: Int
  /// Pictures of each side in a subset.
  package var subsetSize: Int

  /// Measures subsets.
  ///
  /// - Parameters:
  ///   - a: features.
  ///   - b: features of the same width.
  ///   - subsets: at least 2.
  ///   - size: pictures of each side in a subset, at least 2; at most half of them are taken, since
  ///     subsets that are all alike would tell of no error.
  ///   - generator: draws the subsets.
  /// - Throws: `EvaluationError` for another width or fewer than four pictures.
  /// - Complexity: O(subsets · size² · D).
  package init(
    _ a: FeatureTable, _ b: FeatureTable, subsets: Int = 40, size: Int = 200,
    using generator: inout some RandomNumberGenerator
  ) throws {
    precondition(subsets > 1 && size > 1, "\(subsets) subsets of \(size)")
    guard a.width == b.width else { throw EvaluationError.widths(a.width, b.width) }
    let least = min(a.count, b.count)
    guard least >= 4 else {
      throw EvaluationError.tooFew("KID's pictures", count: least, needed: 4)
    }
    let size = min(size, least / 2)
    let kept = Double(size) / Double(least - size)
    (self.subsets, subsetSize) = (subsets, size)
    let values = try (0..<subsets).map { _ in
      let some = a.subset(size, using: &generator)
      return try kernelDistance(some, b.subset(size, using: &generator))
    }
    let mean = values.reduce(0, +) / Double(subsets)
    let squares = values.reduce(0.0) { $0 + ($1 - mean) * ($1 - mean) }
    value = mean
    standardError = (kept * squares / Double(subsets - 1)).squareRoot()
  }
}

/// The unbiased squared discrepancy of two whole tables, see `KernelDistance`.
///
/// - Throws: `EvaluationError` for another width or fewer than two pictures.
/// - Complexity: O(N² D).
package func kernelDistance(_ a: FeatureTable, _ b: FeatureTable) throws -> Double {
  guard a.width == b.width else { throw EvaluationError.widths(a.width, b.width) }
  let least = min(a.count, b.count)
  guard least > 1 else {
    throw EvaluationError.tooFew("KID's pictures", count: least, needed: 2)
  }
  return meanKernel(a, a, skipsEqual: true) + meanKernel(b, b, skipsEqual: true)
    - 2 * meanKernel(a, b, skipsEqual: false)
}

/// The mean of the kernel over pairs of rows, of one table over pairs of two different rows.
private func meanKernel(_ a: FeatureTable, _ b: FeatureTable, skipsEqual: Bool) -> Double {
  var sum = 0.0
  for i in 0..<a.count {
    for j in 0..<b.count where !(skipsEqual && i == j) {
      var product = 0.0
      for k in 0..<a.width { product += a.values[i * a.width + k] * b.values[j * a.width + k] }
      let base = product / Double(a.width) + 1
      sum += base * base * base
    }
  }
  return sum / Double(a.count * (skipsEqual ? b.count - 1 : b.count))
}

extension FeatureTable {
  /// So many rows, none twice.
  fileprivate func subset(
    _ size: Int, using generator: inout some RandomNumberGenerator
  ) -> FeatureTable {
    rows((0..<count).shuffled(using: &generator).prefix(size))
  }
}
