// e^x and ln x for rows of logits. Written out rather than taken from the C library, whose results
// differ between processors: tokens must not depend on them, and a draw needs thousands of each.

/// e^x to about 2 ulp for x ≤ 0, the only ones a softmax asks for, four at a time; 0 below −87.
///
/// Cephes' `expf`: x = n ln 2 + r, a polynomial for e^r, n added to the exponent.
@inline(__always) func exponential(_ x: SIMD4<Float>) -> SIMD4<Float> {
  // Written so that −∞ and NaN stay harmless: both give 0.
  let isThere = x .> -87
  let x = SIMD4<Float>(repeating: -87).replacing(with: x, where: isThere)
  // What is added leaves no room for a fraction; the last bits are n.
  let shifted = x * 1.442_695 + 12_582_912
  let n = shifted - 12_582_912
  let r = x - n * 0.693_359_375 + n * 2.121_944_4e-4
  var p = SIMD4<Float>(repeating: 1.987_569_15e-4)
  p = p * r + 1.398_199_95e-3
  p = p * r + 8.333_452e-3
  p = p * r + 4.166_579_6e-2
  p = p * r + 1.666_666_5e-1
  p = p * r + 5.000_000_1e-1
  p = p * r * r + r + 1
  // The same bits under another name: both types are four times 32 bits.
  let exponent = (unsafe unsafeBitCast(shifted, to: SIMD4<Int32>.self) &+ 127) &<< 23
  let power = unsafe unsafeBitCast(exponent, to: SIMD4<Float>.self)
  return SIMD4<Float>(repeating: 0).replacing(with: p * power, where: isThere)
}

/// e^x to about 2 ulp for x ≤ 0.
@inline(__always) func exponential(_ x: Float) -> Float { exponential(SIMD4(repeating: x))[0] }

/// ln x to about 1 ulp for positive, normal x, four at a time.
///
/// Cephes' `logf`: x = 2^e m with √½ ≤ m < √2, a polynomial for ln m, e ln 2 added in two parts.
@inline(__always) func logarithm(_ x: SIMD4<Float>) -> SIMD4<Float> {
  // The same bits under another name: both types are four times 32 bits.
  let bits = unsafe unsafeBitCast(x, to: SIMD4<Int32>.self) &- 0x3F35_04F3
  let e = SIMD4<Float>(bits &>> 23)
  let m = unsafe unsafeBitCast((bits & 0x007F_FFFF) &+ 0x3F35_04F3, to: SIMD4<Float>.self) - 1
  var p = SIMD4<Float>(repeating: 7.037_683_6e-2)
  p = p * m - 1.151_461e-1
  p = p * m + 1.167_699_87e-1
  p = p * m - 1.242_014_1e-1
  p = p * m + 1.424_932_3e-1
  p = p * m - 1.666_805_8e-1
  p = p * m + 2.000_071_5e-1
  p = p * m - 2.499_999_4e-1
  p = p * m + 3.333_333_1e-1
  let square = m * m
  return m + (m * square * p - e * 2.121_944_4e-4 - 0.5 * square) + e * 0.693_359_375
}

/// ln x to about 1 ulp for positive, normal x.
func logarithm(_ x: Float) -> Float { logarithm(SIMD4(repeating: x))[0] }

/// The softmax of a row; a token that is ruled out (−∞) gets 0.
func probabilities(_ logits: [Float]) -> [Float] {
  let most = logits.max() ?? 0
  var result = logits
  unsafe result.withUnsafeMutableBufferPointer { row in
    var sum: Float = 0
    for i in stride(from: 0, to: row.count, by: 4) {
      let there = min(4, row.count - i)
      var four = SIMD4<Float>(repeating: -.infinity)
      for j in 0..<there { four[j] = unsafe row[i + j] - most }
      four = exponential(four)
      for j in 0..<there {
        unsafe row[i + j] = four[j]
        sum += four[j]
      }
    }
    for i in 0..<row.count { unsafe row[i] /= sum }
  }
  return result
}

/// The k-th largest value, k from 1 to the number of values; −∞ for a row of NaN.
///
/// Quickselect: keeps the side of a pivot on which the k-th lies.
/// - Complexity: O(n) on average.
func kthLargest(_ values: [Float], _ k: Int) -> Float {
  var rest = values
  var place = k
  while !rest.isEmpty {
    let pivot = rest[rest.count / 2]
    let above = rest.filter { $0 > pivot }
    if place <= above.count {
      rest = above
      continue
    }
    let below = rest.filter { $0 < pivot }
    if place <= rest.count - below.count { return pivot }
    place -= rest.count - below.count
    rest = below
  }
  return -.infinity
}
