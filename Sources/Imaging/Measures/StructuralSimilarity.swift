/// SSIM of two pictures (Wang et al., 2004), mean over pixels and channels, 1 for equal pictures.
///
/// As scikit-image computes it: a square window of 7 pixels, sample covariances, K₁ = 0.01,
/// K₂ = 0.03, a range of 255, and only windows that lie wholly inside.
///
/// - Parameters:
///   - a: `[H, W, C]`, 0…255.
///   - b: the same shape.
///   - width: W, at least 7; H must be as well.
///   - channels: C.
/// - Returns: the mean.
package func structuralSimilarity(
  _ a: ArraySlice<Float>, _ b: ArraySlice<Float>, width: Int, channels: Int
) -> Double {
  let side = 7
  let height = a.count / (width * channels)
  precondition(
    a.count == b.count && width >= side && height >= side,
    "SSIM of \(a.count) and \(b.count) values, \(width) × \(height), windows of \(side)")
  var sum = 0.0
  for channel in 0..<channels {
    func plane(_ value: (Int) -> Double) -> [Double] {
      windowSums((0..<height * width).map { value($0 * channels + channel) }, width, side)
    }
    func at(_ x: ArraySlice<Float>, _ i: Int) -> Double { Double(x[x.startIndex + i]) }
    let (sa, sb) = (plane { at(a, $0) }, plane { at(b, $0) })
    let squares = plane { at(a, $0) * at(a, $0) + at(b, $0) * at(b, $0) }
    let products = plane { at(a, $0) * at(b, $0) }
    for i in sa.indices { sum += similarity(sa[i], sb[i], squares[i], products[i], side * side) }
  }
  return sum / Double(channels * (height - side + 1) * (width - side + 1))
}

/// One window's SSIM from its sums: of a, of b, of a² + b² and of a b.
private func similarity(
  _ a: Double, _ b: Double, _ squares: Double, _ products: Double, _ count: Int
) -> Double {
  let n = Double(count)
  let (c1, c2) = (0.01 * 255 * 0.01 * 255, 0.03 * 255 * 0.03 * 255)
  let (ma, mb) = (a / n, b / n)
  let covariance = (products - n * ma * mb) / (n - 1)
  let variances = (squares - n * (ma * ma + mb * mb)) / (n - 1)
  return (2 * ma * mb + c1) * (2 * covariance + c2)
    / ((ma * ma + mb * mb + c1) * (variances + c2))
}

/// The sums of every `side` squared window of a plane, row after row.
private func windowSums(_ plane: [Double], _ width: Int, _ side: Int) -> [Double] {
  let height = plane.count / width
  let columns = width - side + 1
  var rows = [Double](repeating: 0, count: height * columns)
  for y in 0..<height {
    for x in 0..<columns {
      for d in 0..<side { rows[y * columns + x] += plane[y * width + x + d] }
    }
  }
  var sums = [Double](repeating: 0, count: (height - side + 1) * columns)
  for i in sums.indices {
    for d in 0..<side { sums[i] += rows[i + d * columns] }
  }
  return sums
}
