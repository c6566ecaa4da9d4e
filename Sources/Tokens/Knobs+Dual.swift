extension Knobs {
  /// Known pairs of scales for edits.
  package enum DualPreset: String, CaseIterable, Sendable {
    /// What the paper prints.
    case paper
    /// What Meta's demonstration used.
    case demo
    /// What leon begins with: of the scales tried on leon-mini 3, those that keep most of a picture.
    case ours

    /// The scales.
    package var blend: Blend {
      switch self {
      case .paper: .dual(text: 7.5, image: 1.5)
      case .demo: .dual(text: 7.5, image: 1.2)
      case .ours: .dual(text: 2, image: 2)
      }
    }
  }

  /// Turns dual guidance on, with the scales it has or else ours.
  ///
  /// - Parameters:
  ///   - text: the words' scale, if it should be another.
  ///   - image: the picture's scale, likewise.
  package mutating func setDualGuidance(text: Float?, image: Float?) {
    if case .dual = blend {} else { blend = DualPreset.ours.blend }
    guard case .dual(let ownText, let ownImage) = blend else { return }
    blend = .dual(text: text ?? ownText, image: image ?? ownImage)
    schedules.guidanceScale = nil
  }
}
