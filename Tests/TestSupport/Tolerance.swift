/// Compares two arrays within `atol + rtol * |b|` and says where they differ most.
///
/// - Returns: nil when all agree, else a sentence with the index, both values and the difference.
package func difference(
  _ a: [Float], _ b: [Float], absolute: Float = 1e-5, relative: Float = 1e-5
) -> String? {
  guard a.count == b.count else { return "\(a.count) values against \(b.count)" }
  var worst = (index: -1, excess: Float(0))
  for i in a.indices {
    let excess = abs(a[i] - b[i]) - (absolute + relative * abs(b[i]))
    if !(excess <= worst.excess) { worst = (i, excess) }
  }
  guard worst.index >= 0 else { return nil }
  let i = worst.index
  return "at \(i): \(a[i]) against \(b[i]), difference \(abs(a[i] - b[i]))"
}
