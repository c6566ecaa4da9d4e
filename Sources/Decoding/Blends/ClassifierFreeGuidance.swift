/// Classifier-free guidance: `u + scale (c − u)`, equations 1 and 2 of CM3Leon.
///
/// Scale 1 is the conditional lane, bit for bit, and needs no other; scale 0 the unconditional one.
package struct ClassifierFreeGuidance: LaneBlend {
  private let scale: Float

  /// Makes the blend.
  package init(scale: Float) { self.scale = scale }

  package var lanes: [Lane] { scale == 1 ? [.full] : [.full, .unconditional] }

  package func blend(_ rows: [[Float]]) -> [Float] {
    var row = rows[0]
    if scale == 1 { return row }
    let unconditional = rows[1]
    for i in row.indices {
      row[i] = unconditional[i] + scale * (row[i] - unconditional[i])
    }
    return row
  }
}
