package import Tokens

/// Knobs that change by themselves while a picture is written.
extension Knob {
  /// Its course, where it has one that has a say.
  package func schedule(in settings: DrawSettings) -> KnobSchedule? {
    let schedules = settings.knobs.schedules
    switch self {
    case .guidance: return settings.guidance == nil ? nil : schedules.guidanceScale
    case .temperature: return schedules.temperature
    case .topP: return settings.knobs.appliesTopP ? schedules.topP : nil
    default: return nil
    }
  }

  /// Where it stands between its ends along the picture, 0…1; nil without a schedule.
  ///
  /// - Parameters:
  ///   - settings: With the schedule.
  ///   - count: How many places of the picture, from its first code to its last.
  /// - Returns: So many levels.
  package func course(in settings: DrawSettings, count: Int) -> [Float]? {
    guard let schedule = schedule(in: settings) else { return nil }
    return (0..<count).map { level(of: schedule.value(at: Float($0) / Float(max(count - 1, 1)))) }
  }

  /// Where a value of a knob that may be scheduled stands between its ends.
  func level(of value: Float) -> Float {
    switch self {
    case .guidance, .textGuidance, .imageGuidance: max(0, (value - 1) / 9)
    case .temperature: value / 2
    default: value
    }
  }

  /// Whether it is set to something else than in `defaults`; seeds and paces have no default.
  package func isChanged(in settings: DrawSettings, from defaults: Knobs) -> Bool {
    if self == .seed || self == .turning { return false }
    var before = settings
    before.knobs = defaults
    before.documents = DocumentChoice()
    return text(in: before) != text(in: settings)
  }
}
