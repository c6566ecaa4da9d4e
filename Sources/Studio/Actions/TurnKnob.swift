import Tokens

extension StudioState {
  /// Chooses another knob.
  mutating func choose(by steps: Int) -> [Effect] {
    let knobs = Knob.shown(in: settings)
    let at = knobs.firstIndex(of: activeKnob) ?? 0
    activeKnob = knobs[(at + steps + knobs.count) % knobs.count]
    return []
  }

  /// Turns the chosen knob.
  mutating func turn(by notches: Int, fine: Bool) -> [Effect] {
    turn(activeKnob, by: notches, fine: fine)
  }

  /// Turns a knob: the next token hears it, or the picture is drawn again, as `turning` says.
  mutating func turn(_ knob: Knob, by notches: Int, fine: Bool) -> [Effect] {
    let after = knob.turned(settings, by: notches, fine: fine)
    guard after != settings else { return refuse(knob.refusal(in: settings)) }
    return set(after, by: knob)
  }

  /// Takes settings in which a knob was changed.
  mutating func set(_ after: DrawSettings, by knob: Knob) -> [Effect] {
    if knob.isOfDocuments { return look(again: after) }
    if stage == .sheet, knob != .turning { return turnSheet(knob, to: after) }
    settings = after
    if !Knob.shown(in: settings).contains(activeKnob) { activeKnob = .contrastive }
    // The token inspector goes on with the knobs as they are once it is told to.
    if inspection != nil && knob != .turning { return [] }
    if settings.turning == .instant { return knob == .turning ? repace() : redraft() }
    return knob == .turning ? repace() : retune()
  }

  /// Tells the picture that is being written its new pace.
  private func repace() -> [Effect] {
    writing.map { [.pace($0.order.job, settings.turning)] } ?? []
  }

  /// Tells the picture that is being written its new knobs and seed.
  private mutating func retune() -> [Effect] {
    guard let writing else { return [] }
    if let run = writing.order.replayed?.run {
      // By hand it becomes a picture of its own.
      self.writing?.order.replayed = nil
      if shown?.job == writing.order.job { shown?.replayed = nil }
      message = Message(text: "#\(run.rawValue) is left here; the picture goes on by hand")
    }
    return [.retune(writing.order.job, settings.knobs, settings.seed)]
  }
}

extension Knob {
  /// Why it cannot be turned further.
  func refusal(in settings: DrawSettings) -> String {
    switch self {
    case .guidance where settings.guidance == nil:
      "CFG and CD-K are two ways, one or the other; turn CD-K off first"
    case .topP where level(in: settings) == nil: "top-p rests while CD-K chooses the tokens"
    default: "\(name) goes no further than \(text(in: settings))"
    }
  }
}
