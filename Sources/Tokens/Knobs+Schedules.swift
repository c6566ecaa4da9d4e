extension Knobs {
  /// The knobs that change by themselves while a picture is written; the others stay.
  ///
  /// A schedule takes the place of the number of the same name. One of guidance has no say under
  /// CD-K.
  package struct Schedules: Hashable, Codable, Sendable {
    /// Of guidance's scale.
    package var guidanceScale: KnobSchedule?
    /// Of the temperature.
    package var temperature: KnobSchedule?
    /// Of top-p.
    package var topP: KnobSchedule?

    /// Makes no schedules.
    package init() {}

    private enum CodingKeys: String, CodingKey {
      case guidanceScale = "guidance_scale"
      case topP = "top_p"
      case temperature
    }

    /// Whether nothing changes by itself.
    package var isEmpty: Bool { self == Schedules() }
  }

  /// The knobs at a share of the picture, 0 at its first code and 1 at its last; nothing in them
  /// changes by itself any more.
  package func at(_ progress: Float) -> Knobs {
    if schedules.isEmpty { return self }
    var result = self
    result.schedules = Schedules()
    if let schedule = schedules.guidanceScale, case .guidance = blend {
      result.blend = .guidance(scale: schedule.value(at: progress))
    }
    if let schedule = schedules.temperature { result.temperature = schedule.value(at: progress) }
    if let schedule = schedules.topP { result.topP = schedule.value(at: progress) }
    return result
  }

  /// The knobs at the place of a code in a picture of `total`.
  package func at(position: Int, of total: Int) -> Knobs {
    at(total > 1 ? Float(position) / Float(total - 1) : 0)
  }
}

// A number set by hand ends a schedule of the same name.
extension Knobs {
  /// Turns guidance on at one scale all the way.
  package mutating func setGuidance(_ scale: Float) {
    blend = .guidance(scale: scale)
    schedules.guidanceScale = nil
  }

  /// Sets one temperature all the way.
  package mutating func setTemperature(_ value: Float) {
    temperature = value
    schedules.temperature = nil
  }

  /// Sets one top-p all the way.
  package mutating func setTopP(_ value: Float) {
    topP = value
    schedules.topP = nil
  }

  /// Turns guidance on along a schedule; a constant one is a number.
  package mutating func setGuidance(_ schedule: KnobSchedule) {
    setGuidance(schedule.start)
    if !schedule.isConstant { schedules.guidanceScale = schedule }
  }

  /// Sets the temperature along a schedule; a constant one is a number.
  package mutating func setTemperature(_ schedule: KnobSchedule) {
    setTemperature(schedule.start)
    if !schedule.isConstant { schedules.temperature = schedule }
  }

  /// Sets top-p along a schedule; a constant one is a number.
  package mutating func setTopP(_ schedule: KnobSchedule) {
    setTopP(schedule.start)
    if !schedule.isConstant { schedules.topP = schedule }
  }
}
