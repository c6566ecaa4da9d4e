/// Guidance of an edit by its words and by the picture that is edited, with a scale each.
///
/// ```
/// u + imageScale (i − u) + textScale (f − i)
/// ```
/// f reads all of the prompt, i the picture without the words, u neither (arXiv 2211.09800, reference
/// a.7). Both scales 1 are the full lane, bit for bit, and need no other; a lane that cancels out is
/// not asked for.
package struct DualGuidance: LaneBlend {
  private let textScale: Float
  private let imageScale: Float

  /// Makes the blend.
  package init(textScale: Float, imageScale: Float) {
    self.textScale = textScale
    self.imageScale = imageScale
  }

  /// What each lane counts; the three add up to 1.
  private var shares: [(lane: Lane, share: Float)] {
    [
      (.full, textScale), (.picture, imageScale - textScale), (.unconditional, 1 - imageScale),
    ].filter { $0.lane == .full || $0.share != 0 }
  }

  package var lanes: [Lane] { shares.map(\.lane) }

  package func blend(_ rows: [[Float]]) -> [Float] {
    let shares = shares.map(\.share)
    if shares == [1] { return rows[0] }
    return rows[0].indices.map { place in
      zip(shares, rows).reduce(0) { $0 + $1.0 * $1.1[place] }
    }
  }
}
