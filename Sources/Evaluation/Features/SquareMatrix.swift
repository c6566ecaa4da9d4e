/// A matrix `[S, S]` of doubles, row after row: what the Fréchet distance needs of linear algebra.
struct SquareMatrix {
  let side: Int
  private(set) var values: [Double]

  /// Makes a matrix of zeros.
  init(side: Int) {
    self.side = side
    values = [Double](repeating: 0, count: side * side)
  }

  subscript(row: Int, column: Int) -> Double {
    get { values[row * side + column] }
    set { values[row * side + column] = newValue }
  }

  var trace: Double { (0..<side).reduce(0) { $0 + self[$1, $1] } }

  /// Adds `scale · v vᵀ`.
  mutating func add(outerProductOf v: [Double], scale: Double) {
    for i in 0..<side where v[i] != 0 {
      let factor = scale * v[i]
      for j in 0..<side { values[i * side + j] += factor * v[j] }
    }
  }

  /// The product with a column.
  func times(_ v: [Double]) -> [Double] {
    (0..<side).map { i in
      var sum = 0.0
      for j in 0..<side { sum += values[i * side + j] * v[j] }
      return sum
    }
  }

  /// Columns `c` with `Σ c cᵀ` equal to this symmetric matrix without negative eigenvalues: Cholesky's
  /// with full pivoting, which ends at the rank, so that singular matrices are as good as others.
  ///
  /// - Complexity: O(rank · S²).
  func factor() -> [[Double]] {
    var rest = self
    var columns: [[Double]] = []
    let floor = 1e-14 * (0..<side).reduce(0) { max($0, self[$1, $1]) }
    while columns.count < side {
      let pivot = (0..<side).max { rest[$0, $0] < rest[$1, $1] } ?? 0
      let most = rest[pivot, pivot]
      guard most > floor else { break }
      let root = most.squareRoot()
      let column = (0..<side).map { rest[$0, pivot] / root }
      rest.add(outerProductOf: column, scale: -1)
      columns.append(column)
    }
    return columns
  }
}

extension SquareMatrix {
  /// The eigenvalues of this symmetric matrix, in rising order.
  ///
  /// Householder's reflections make it tridiagonal, and Sturm's counts halve the interval of each
  /// eigenvalue until it is as small as rounding.
  ///
  /// - Complexity: O(S³).
  var eigenvalues: [Double] {
    let (diagonal, beside) = tridiagonal()
    let spread = (0..<side).map { i in
      abs(diagonal[i]) + abs(i > 0 ? beside[i - 1] : 0) + abs(i < side - 1 ? beside[i] : 0)
    }
    let most = spread.max() ?? 0
    return (0..<side).map { index in
      var (low, high) = (-most, most)
      while true {
        let middle = (low + high) / 2
        if middle <= low || middle >= high || high - low <= 1e-17 * most { return middle }
        if Self.countBelow(middle, diagonal, beside) > index { high = middle } else { low = middle }
      }
    }
  }

  /// How many eigenvalues of a tridiagonal matrix lie below `x`: the negative pivots of T − x.
  private static func countBelow(_ x: Double, _ diagonal: [Double], _ beside: [Double]) -> Int {
    var (count, pivot) = (0, 1.0)
    for i in diagonal.indices {
      let square = i > 0 ? beside[i - 1] * beside[i - 1] : 0
      pivot = diagonal[i] - x - (square == 0 ? 0 : square / pivot)
      // A pivot of zero is a tiny one, so that the next can be divided by it.
      if pivot == 0 { pivot = -Double.leastNormalMagnitude / Double.ulpOfOne }
      if pivot < 0 { count += 1 }
    }
    return count
  }

  /// The diagonal and the one beside it of a tridiagonal matrix with the same eigenvalues.
  private func tridiagonal() -> (diagonal: [Double], beside: [Double]) {
    var a = self
    var beside = [Double](repeating: 0, count: max(0, side - 1))
    for k in 0..<max(0, side - 2) {
      var v = (0..<side).map { $0 > k ? a[$0, k] : 0 }
      let norm = v.reduce(0) { $0 + $1 * $1 }.squareRoot()
      beside[k] = v[k + 1] > 0 ? -norm : norm
      v[k + 1] -= beside[k]
      let square = v.reduce(0) { $0 + $1 * $1 }
      guard square > 0 else { continue }
      a.reflect(v, square: square)
    }
    if side > 1 { beside[side - 2] = a[side - 1, side - 2] }
    return ((0..<side).map { a[$0, $0] }, beside)
  }

  /// H A H with H = 1 − 2 v vᵀ / vᵀv, as A − v wᵀ − w vᵀ.
  private mutating func reflect(_ v: [Double], square: Double) {
    let p = times(v).map { 2 * $0 / square }
    let half = zip(p, v).reduce(0) { $0 + $1.0 * $1.1 } / square
    let w = zip(p, v).map { $0 - half * $1 }
    for i in 0..<side where v[i] != 0 || w[i] != 0 {
      let (vi, wi) = (v[i], w[i])
      for j in 0..<side { values[i * side + j] -= vi * w[j] + wi * v[j] }
    }
  }
}
