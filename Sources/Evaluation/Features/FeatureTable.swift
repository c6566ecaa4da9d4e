/// Features of several pictures, `[N, D]`.
package struct FeatureTable: Hashable, Sendable {
  /// N.
  package let count: Int
  /// D.
  package let width: Int
  /// Row after row.
  package private(set) var values: [Double]

  /// Checks and takes values.
  ///
  /// - Parameters:
  ///   - values: row after row.
  ///   - shape: `[N, D]`, both at least 1.
  ///   - name: of the table, for errors.
  /// - Throws: `EvaluationError` for another shape or a value that is no finite number.
  package init(_ values: [Double], shape: [Int], name: String) throws {
    guard shape.count == 2, shape[0] > 0, shape[1] > 0, values.count == shape[0] * shape[1] else {
      throw EvaluationError.shape(name, shape, "[pictures, width], both at least 1")
    }
    guard values.allSatisfy(\.isFinite) else { throw EvaluationError.notFinite(name) }
    (count, width) = (shape[0], shape[1])
    self.values = values
  }

  /// Takes rows that are all of one width.
  package init(rows: [[Double]]) {
    precondition(
      !rows.isEmpty && rows.allSatisfy { $0.count == rows[0].count && !$0.isEmpty },
      "rows of widths \(Set(rows.map(\.count)).sorted())")
    (count, width) = (rows.count, rows[0].count)
    values = rows.flatMap { $0 }
  }

  /// Some of the rows, in the order of the indices.
  package func rows(_ indices: some Sequence<Int>) -> FeatureTable {
    FeatureTable(rows: indices.map { Array(values[$0 * width..<($0 + 1) * width]) })
  }

  /// The mean of each column.
  var means: [Double] {
    var sums = [Double](repeating: 0, count: width)
    for row in 0..<count { for j in 0..<width { sums[j] += values[row * width + j] } }
    return sums.map { $0 / Double(count) }
  }

  /// The covariances of the columns, divided by N − 1.
  var covariance: SquareMatrix {
    let means = means
    var result = SquareMatrix(side: width)
    var row = [Double](repeating: 0, count: width)
    for i in 0..<count {
      for j in 0..<width { row[j] = values[i * width + j] - means[j] }
      result.add(outerProductOf: row, scale: 1 / Double(count - 1))
    }
    return result
  }
}

extension FeatureTable {
  /// The cosine of each row with the same row of another table.
  package func cosines(with other: FeatureTable) -> [Double] {
    precondition(count == other.count, "\(count) and \(other.count) rows")
    return zip(unitRows, other.unitRows).map { a, b in zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
  }

  /// The rows scaled to length 1; rows of zeros stay.
  var unitRows: [[Double]] {
    (0..<count).map { row in
      let values = Array(self.values[row * width..<(row + 1) * width])
      let length = values.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return values.map { $0 / max(length, .leastNormalMagnitude) }
    }
  }
}
