/// Compares a gradient with central differences of the function it belongs to.
///
/// - Parameters:
///   - gradient: dF/dx at `x`, as computed.
///   - x: where.
///   - step: the distance to either side.
///   - tolerance: what may be missing, absolute and relative to the largest slope alike.
///   - function: F, in double or summed with care.
/// - Returns: nil when all agree, else a sentence with the index and both slopes.
package func gradientFlaw(
  of gradient: [Float], at x: [Float], step: Float = 1e-2, tolerance: Double = 2e-2,
  _ function: ([Float]) -> Double
) -> String? {
  guard gradient.count == x.count else { return "\(gradient.count) slopes for \(x.count) values" }
  var point = x
  let slopes = x.indices.map { i -> Double in
    point[i] = x[i] + step
    let above = function(point)
    point[i] = x[i] - step
    let below = function(point)
    point[i] = x[i]
    return (above - below) / Double((x[i] + step) - (x[i] - step))
  }
  let largest = slopes.map(abs).max() ?? 0
  for (i, slope) in slopes.enumerated()
  where !(abs(slope - Double(gradient[i])) <= tolerance * (largest + 1e-3)) {
    return "at \(i): the gradient is \(gradient[i]), the slope \(slope)"
  }
  return nil
}
