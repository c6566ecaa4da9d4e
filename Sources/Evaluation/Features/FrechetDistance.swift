/// The Fréchet distance of two tables of features taken for normal distributions (Heusel et al., 2017):
/// |μ₁ − μ₂|² + tr Σ₁ + tr Σ₂ − 2 tr (Σ₁ Σ₂)^½.
///
/// With Σ₂ = L Lᵀ the eigenvalues of Σ₁ Σ₂ are those of Lᵀ Σ₁ L, which is symmetric; that holds for
/// singular covariances too. With few pictures it is far above zero even for equal distributions: show the
/// distance of real pictures to other real ones beside it.
///
/// - Parameters:
///   - a: at least two pictures.
///   - b: the same, of the same width.
/// - Returns: the distance, 0 or more.
/// - Throws: `EvaluationError` for too few pictures or for another width.
/// - Complexity: O(N D² + D³).
package func frechetDistance(_ a: FeatureTable, _ b: FeatureTable) throws -> Double {
  guard a.width == b.width else { throw EvaluationError.widths(a.width, b.width) }
  for table in [a, b] where table.count < 2 {
    throw EvaluationError.tooFew("The Fréchet distance's pictures", count: table.count, needed: 2)
  }
  let (first, second) = (a.covariance, b.covariance)
  let means = zip(a.means, b.means).reduce(0.0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
  let root = rootTrace(of: first, second)
  return max(0, means + first.trace + second.trace - 2 * root)
}

/// tr (A B)^½ of two symmetric matrices without negative eigenvalues.
private func rootTrace(of a: SquareMatrix, _ b: SquareMatrix) -> Double {
  let columns = b.factor()
  var middle = SquareMatrix(side: columns.count)
  for (i, column) in columns.enumerated() {
    let image = a.times(column)
    for j in 0...i {
      let product = zip(columns[j], image).reduce(0.0) { $0 + $1.0 * $1.1 }
      middle[i, j] = product
      middle[j, i] = product
    }
  }
  // What rounding takes below zero is zero.
  return middle.eigenvalues.reduce(0.0) { $0 + max(0, $1).squareRoot() }
}
