package import Generation
import Tokens

/// The values over which a knob is spread: around the present one, which is among them.
extension Knob {
  /// How many pictures a sheet without a form has.
  static let spreadCount = 8

  /// What differs where this knob is spread; nil for those that no sheet compares.
  package var subject: ComparisonAxis.Subject? {
    switch self {
    case .guidance: .guidance
    case .textGuidance: .textGuidance
    case .imageGuidance: .imageGuidance
    case .temperature: .temperature
    case .topP: .topP
    case .topK: .topK
    case .contrastive: .contrastiveK
    case .alpha: .alpha
    case .amateurTemperature: .amateurTemperature
    case .variation: .variation
    case .documents: .documents
    case .seed: .seed
    case .documentThreshold, .turning: nil
    }
  }

  /// The knob that an axis turns; nil for samplers and prompts.
  init?(_ subject: ComparisonAxis.Subject) {
    guard let knob = Knob.allCases.first(where: { $0.subject == subject }) else { return nil }
    self = knob
  }

  /// Values worth comparing, the present one among them.
  package func spread(in settings: DrawSettings) -> [String] {
    let knobs = settings.knobs
    switch self {
    case .guidance: return Self.ladder(settings.guidance ?? 3, 1, before: 3, in: 1...30)
    case .textGuidance: return Self.ladder(settings.scales?.text ?? 3, 1, before: 3, in: 0...30)
    case .imageGuidance:
      return Self.ladder(settings.scales?.image ?? 1.5, 0.5, before: 3, in: 0...30)
    case .temperature: return Self.ladder(knobs.temperature, 0.1, before: 4, in: 0...2)
    case .topP: return Self.ladder(knobs.topP, 0.05, before: 6, in: 0.05...1)
    case .topK: return Self.list([5, 10, 20, 50, 100, 200, 500, 0], with: knobs.topK)
    case .contrastive:
      return Self.list([1, 2, 3, 5, 8, 16, 32, 64], with: settings.contrast?.k ?? 8)
    case .alpha: return Self.ladder(settings.contrast?.alpha ?? 0.4, 0.1, before: 3, in: 0...1)
    case .amateurTemperature:
      return Self.ladder(settings.contrast?.amateurTemperature ?? 1, 0.2, before: 4, in: 0.2...2)
    case .variation:
      let values = Self.list([0, 5, 10, 20, 30, 50, 75, 100], with: hundredths(knobs.variation))
      return values.compactMap(Int.init).map { Knobs.short(Float($0) / 100) }
    case .seed:
      return (0..<Self.spreadCount).map { "\(settings.seed.advanced(by: $0).rawValue)" }
    case .documents: return GenerationRequest.documentCounts.map(String.init)
    case .documentThreshold, .turning: return []
    }
  }

  /// Values between the neighbours of one of them; nil where there is nothing between.
  package func narrowed(_ values: [String], around place: Int) -> [String]? {
    let numbers = values.compactMap(Float.init)
    guard self != .seed, self != .documents, numbers.count == values.count, numbers.count > 1 else {
      return nil
    }
    let before = place > 0 ? numbers[place - 1] : 2 * numbers[place] - numbers[place + 1]
    let after =
      place + 1 < numbers.count ? numbers[place + 1] : 2 * numbers[place] - numbers[place - 1]
    let (low, high) = (min(before, after), max(before, after))
    return self == .topK || self == .contrastive
      ? Self.between(Int(max(low, 1)), Int(high), Int(numbers[place]))
      : between(hundredths(low), hundredths(high), hundredths(numbers[place]))
  }

  /// Steps that people think in, in hundredths.
  private static let steps = [100, 50, 20, 10, 5, 2, 1]

  private func between(_ low: Int, _ high: Int, _ value: Int) -> [String]? {
    let gap = (high - low) / 2
    let isScale = [.guidance, .textGuidance, .imageGuidance].contains(self)
    let finest = isScale ? 10 : 1
    let wanted = (high - low) / (Self.spreadCount - 1)
    let step = Self.steps.first { $0 <= max(wanted, finest) } ?? 1
    guard step >= finest, step < gap else { return nil }
    let range: ClosedRange<Float> =
      switch self {
      case .guidance, .textGuidance, .imageGuidance: 0...30
      case .temperature: 0...10
      case .topP: 0.01...1
      case .amateurTemperature: 0.01...10
      default: 0...1
      }
    return Self.ladder(Float(value) / 100, Float(step) / 100, before: 3, in: range)
  }

  /// Whole numbers from one to another, all of them where there are few.
  private static func between(_ low: Int, _ high: Int, _ value: Int) -> [String]? {
    guard high - low > 2, (low...high).contains(value) else { return nil }
    let last = spreadCount - 1
    guard high - low > last else { return (low...high).map(String.init) }
    return list((0...last).map { low + $0 * (high - low) / last }, with: value)
  }

  /// Eight steps, of which `before` lie below the value where its range has room.
  ///
  /// Counted in hundredths, so that no rounding gathers.
  private static func ladder(
    _ value: Float, _ step: Float, before: Int, in range: ClosedRange<Float>
  ) -> [String] {
    let (start, step) = (Int((value * 100).rounded()), Int((step * 100).rounded()))
    let low = Int((range.lowerBound * 100).rounded())
    let high = Int((range.upperBound * 100).rounded())
    let below = max(0, (start - low) / step)
    let above = max(0, (high - start) / step)
    let count = min(spreadCount, below + above + 1)
    let first = min(below, max(before, count - 1 - above))
    return (0..<count).map { Knobs.short(Float(start + ($0 - first) * step) / 100) }
  }

  /// A list in which the value stands in place of the one nearest to it.
  private static func list(_ values: [Int], with value: Int) -> [String] {
    var values = values
    if !values.contains(value),
      let nearest = values.indices.min(by: { abs(values[$0] - value) < abs(values[$1] - value) })
    {
      values[nearest] = value
    }
    return values.map(String.init)
  }

  private func hundredths(_ value: Float) -> Int { Int((value * 100).rounded()) }
}
