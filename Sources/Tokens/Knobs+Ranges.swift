/// What each knob may be; the same sentences for the command line, the studio and files.
extension Knobs {
  /// Guidance from the unconditional lane alone (0) to far beyond what any model bears.
  package static let guidanceScales: ClosedRange<Float> = 0...30
  /// 0 is greedy.
  package static let temperatures: ClosedRange<Float> = 0...10
  /// Top-k and CD-K's k: up to the largest vocabulary that is read.
  package static let counts = 0...(1 << 24)

  /// Says in a sentence which knob is out of its range, nil when none is.
  package var flaw: String? {
    // A schedule lies between its ends, so they tell of all of it.
    ownFlaw ?? (schedules.isEmpty ? nil : at(0).ownFlaw ?? at(1).ownFlaw)
  }

  private var ownFlaw: String? {
    Self.flaw("temperature", temperature, Self.temperatures)
      ?? flawOfTopP
      ?? Self.flaw("top-k", topK, Self.counts)
      ?? Self.flaw("variation", variation, 0...1)
      ?? blend.flaw
  }

  private var flawOfTopP: String? {
    if topP > 0 && topP <= 1 { return nil }
    return "top-p must be above 0 and at most 1, got \(Self.short(topP))"
  }

  fileprivate static func flaw<N: Comparable>(
    _ name: String, _ value: N, _ range: ClosedRange<N>
  ) -> String? {
    // NaN lies in no range, so it is refused as well.
    if range.contains(value) { return nil }
    return "\(name) must be \(short(range.lowerBound)) to \(short(range.upperBound)), got "
      + short(value)
  }

  /// A number as people write it: 3, not 3.0.
  package static func short(_ value: some Comparable) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

extension Knobs.Blend {
  /// Says in a sentence which number is out of its range, nil when none is.
  var flaw: String? {
    switch self {
    case .guidance(let scale): Knobs.flaw("CFG", scale, Knobs.guidanceScales)
    case .contrastive(let k, let alpha, let amateurTemperature):
      Knobs.flaw("CD-K", k, 1...Knobs.counts.upperBound)
        ?? Knobs.flaw("CD-K's alpha", alpha, 0...1)
        ?? Knobs.flaw("CD-K's amateur temperature", amateurTemperature, 0.01...10)
    case .dual(let text, let image):
      Knobs.flaw("text guidance", text, Knobs.guidanceScales)
        ?? Knobs.flaw("image guidance", image, Knobs.guidanceScales)
    }
  }
}

extension Knobs {
  /// Whether top-p has a say: under contrastive decoding, which truncates by itself, only if asked.
  package var appliesTopP: Bool {
    switch blend {
    case .guidance, .dual: true
    case .contrastive: topPUnderContrastive
    }
  }
}
