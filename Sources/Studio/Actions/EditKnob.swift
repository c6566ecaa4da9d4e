import Terminal
import Tokens

/// Values of knobs typed instead of turned, and put back.
extension StudioState {
  /// Opens a line for the value of the chosen knob.
  mutating func openValue() -> [Effect] {
    guard activeKnob != .turning else { return refuse("turning is chosen with the arrows") }
    popup = .value(KnobEditor(activeKnob, text: activeKnob.text(in: settings)))
    return []
  }

  /// Obeys a key in that line; a value that is none leaves it open, with the reason.
  mutating func pressInValue(_ key: Key, _ editor: KnobEditor) -> [Effect] {
    switch key.code {
    case .escape: popup = nil
    case .enter:
      do {
        let after = try editor.knob.set(settings, to: editor.line.text)
        popup = nil
        return after == settings ? [] : set(after, by: editor.knob)
      } catch {
        var editor = editor
        editor.flaw = "\(error)"
        popup = .value(editor)
      }
    default: popup = .value(editor.pressed(key))
    }
    return []
  }

  /// The knobs to begin with: those of the task that is filled in, else the model's.
  var usualKnobs: Knobs? {
    guard let form, form.task.draws, let knobs = form.task.knobs else { return facts?.knobs }
    return knobs
  }

  /// Sets the chosen knob to what the model was tried with.
  mutating func resetKnob() -> [Effect] {
    guard let usual = usualKnobs else {
      return refuse(refusal ?? "the model is still being loaded")
    }
    let knob = activeKnob
    let name = knob.name
    guard knob != .seed && knob != .turning else { return refuse("\(name) has no default") }
    guard knob.isChanged(in: settings, from: usual) else {
      return say(Message(text: "\(name) is at the model's default"))
    }
    let after = knob.reset(settings, to: usual)
    guard after != settings else { return refuse(knob.refusal(in: settings)) }
    remember("\(name) reset", .settings(settings, words))
    return set(after, by: knob)
  }

  /// Sets every knob to what the model was tried with.
  mutating func resetKnobs() -> [Effect] {
    guard let usual = usualKnobs else {
      return refuse(refusal ?? "the model is still being loaded")
    }
    guard settings.knobs != usual || settings.documents != DocumentChoice() else {
      return say(Message(text: "every knob is at the model's default"))
    }
    remember("all knobs reset", .settings(settings, words))
    var after = settings
    after.knobs = usual
    after.documents = DocumentChoice()
    let isLookedUp = settings.hasBank && after.documents != settings.documents
    return set(after, by: isLookedUp ? .documents : .guidance)
  }
}

extension Knob {
  /// The settings with this knob as in `defaults`.
  fileprivate func reset(_ settings: DrawSettings, to defaults: Knobs) -> DrawSettings {
    var after = settings
    switch self {
    case .guidance:
      guard settings.guidance != nil, case .guidance = defaults.blend else { return settings }
      after.knobs.blend = defaults.blend
      after.knobs.schedules.guidanceScale = defaults.schedules.guidanceScale
    case .textGuidance, .imageGuidance:
      guard case .dual(let text, let image) = defaults.blend else { return settings }
      after.knobs.setDualGuidance(
        text: self == .textGuidance ? text : nil, image: self == .imageGuidance ? image : nil)
    case .contrastive: after.knobs.blend = defaults.blend
    case .alpha, .amateurTemperature:
      guard let numbers = defaults.contrastive ?? usual else { return settings }
      after.knobs.changeContrastive { now in
        if self == .alpha { now.alpha = numbers.alpha }
        if self == .amateurTemperature { now.amateurTemperature = numbers.amateurTemperature }
      }
    case .temperature:
      after.knobs.temperature = defaults.temperature
      after.knobs.schedules.temperature = defaults.schedules.temperature
    case .topP:
      after.knobs.topP = defaults.topP
      after.knobs.schedules.topP = defaults.schedules.topP
    case .topK: after.knobs.topK = defaults.topK
    case .variation: after.knobs.variation = defaults.variation
    case .documents: after.documents.count = DocumentChoice().count
    case .documentThreshold: after.documents.threshold = DocumentChoice().threshold
    case .seed, .turning: break
    }
    return after
  }

  /// CD-K's numbers while a model names none.
  private var usual: Knobs.Contrastive? {
    var knobs = Knobs()
    knobs.setContrastive(k: nil)
    return knobs.contrastive
  }
}
