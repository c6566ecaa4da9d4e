import Foundation
import Generation
import Tokens

/// A row of the knobs pane: what can be chosen with Tab and turned with the arrows.
package enum Knob: String, CaseIterable, Hashable, Sendable {
  case guidance, textGuidance, imageGuidance, temperature, topP, topK, contrastive, alpha,
    amateurTemperature, variation
  case documents, documentThreshold, seed, turning

  /// The rows that apply to `settings`: α and the amateur only exist under CD-K, where a picture is
  /// drawn from another there may be two scales in place of one and are no documents, and a part of a
  /// picture is drawn without any scale.
  package static func shown(in settings: DrawSettings) -> [Knob] {
    allCases.filter { knob in
      switch knob {
      case .guidance, .contrastive: settings.scales == nil && settings.source != .rest
      case .textGuidance, .imageGuidance: settings.scales != nil
      case .alpha, .amateurTemperature: settings.contrast != nil && settings.source != .rest
      case .documents: settings.hasBank && settings.source == .words
      case .documentThreshold:
        settings.hasBank && settings.source == .words && settings.documents.count > 0
      default: true
      }
    }
  }

  /// As the pane names it.
  package var title: String {
    switch self {
    case .guidance: "CFG"
    case .textGuidance: "text CFG"
    case .imageGuidance: "image CFG"
    case .temperature: "temperature"
    case .topP: "top-p"
    case .topK: "top-k"
    case .contrastive: "CD-K"
    case .alpha: "  alpha"
    case .amateurTemperature: "  amateur"
    case .variation: "variation"
    case .documents: "documents"
    case .documentThreshold: "  threshold"
    case .seed: "seed"
    case .turning: "turning"
    }
  }

  /// Its setting in words.
  package func text(in settings: DrawSettings) -> String {
    if let schedule = schedule(in: settings) { return schedule.description }
    let knobs = settings.knobs
    switch self {
    case .guidance: return settings.guidance.map { Knob.number($0, digits: 1) } ?? "under CD-K"
    case .textGuidance: return settings.scales.map { Knob.number($0.text, digits: 1) } ?? "none"
    case .imageGuidance: return settings.scales.map { Knob.number($0.image, digits: 1) } ?? "none"
    case .temperature: return knobs.temperature == 0 ? "greedy" : Knob.number(knobs.temperature)
    case .topP:
      if settings.contrast != nil && !knobs.topPUnderContrastive { return "under CD-K" }
      return knobs.topP == 1 ? "off" : Knob.number(knobs.topP)
    case .topK: return knobs.topK == 0 ? "off" : "\(knobs.topK)"
    case .contrastive: return settings.contrast.map { "\($0.k)" } ?? "off"
    case .alpha: return settings.contrast.map { Knob.number($0.alpha) } ?? ""
    case .amateurTemperature:
      return settings.contrast.map { Knob.number($0.amateurTemperature) } ?? ""
    case .variation: return knobs.variation == 0 ? "off" : Knob.number(knobs.variation)
    case .documents:
      return settings.documents.count == 0 ? "none" : "\(settings.documents.count)"
    case .documentThreshold: return Knob.number(settings.documents.threshold)
    case .seed: return "\(settings.seed.rawValue)"
    case .turning: return settings.turning.name
    }
  }

  /// Where it stands between its ends, 0…1; nil where a bar would say nothing.
  package func level(in settings: DrawSettings) -> Float? {
    let knobs = settings.knobs
    switch self {
    case .guidance: return settings.guidance.map(level(of:))
    case .textGuidance: return settings.scales.map { level(of: $0.text) }
    case .imageGuidance: return settings.scales.map { level(of: $0.image) }
    case .temperature: return level(of: knobs.temperature)
    case .topP:
      return settings.contrast != nil && !knobs.topPUnderContrastive ? nil : knobs.topP
    case .alpha: return settings.contrast?.alpha
    case .amateurTemperature: return settings.contrast.map { $0.amateurTemperature / 2 }
    case .variation: return knobs.variation
    case .documentThreshold: return settings.documents.threshold
    case .topK, .contrastive, .documents, .seed, .turning: return nil
    }
  }

  /// The settings after turning it.
  ///
  /// - Parameters:
  ///   - settings: Before.
  ///   - notches: How far; negative is down.
  ///   - fine: In small steps.
  /// - Returns: After; the same at an end, or where the knob does not apply.
  package func turned(_ settings: DrawSettings, by notches: Int, fine: Bool) -> DrawSettings {
    var after = settings
    switch self {
    case .guidance:
      guard let scale = settings.guidance else { return settings }
      after.knobs.setGuidance(Knob.stepped(scale, notches, fine ? 0.1 : 0.5, in: 1...20))
    case .textGuidance:
      guard let scale = settings.scales?.text else { return settings }
      after.knobs.setDualGuidance(
        text: Knob.stepped(scale, notches, fine ? 0.1 : 0.5, in: 0...20), image: nil)
    case .imageGuidance:
      guard let scale = settings.scales?.image else { return settings }
      after.knobs.setDualGuidance(
        text: nil, image: Knob.stepped(scale, notches, fine ? 0.1 : 0.5, in: 0...20))
    case .temperature:
      after.knobs.setTemperature(
        Knob.stepped(settings.knobs.temperature, notches, fine ? 0.01 : 0.05, in: 0...2))
    case .topP:
      guard level(in: settings) != nil else { return settings }
      after.knobs.setTopP(
        Knob.stepped(settings.knobs.topP, notches, fine ? 0.01 : 0.05, in: 0.01...1))
    case .topK: after.knobs.topK = Knob.topKs.stepped(settings.knobs.topK, notches, fine: fine)
    case .variation:
      after.knobs.variation = Knob.stepped(
        settings.knobs.variation, notches, fine ? 0.01 : 0.05, in: 0...1)
    case .documents:
      let counts = GenerationRequest.documentCounts
      after.documents.count = min(
        max(settings.documents.count + notches, counts.lowerBound), counts.upperBound)
    case .documentThreshold:
      after.documents.threshold = Knob.stepped(
        settings.documents.threshold, notches, fine ? 0.01 : 0.05, in: DocumentChoice.thresholds)
    case .seed: after.seed = settings.seed.advanced(by: notches)
    case .turning: after.turning = settings.turning.stepped(by: notches)
    case .contrastive, .alpha, .amateurTemperature:
      after.turnContrast(self, by: notches, fine: fine)
    }
    return after
  }

  /// Values worth trying; fine steps go by one.
  private static let topKs = [0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000]

  static let contrastiveKs = [0, 1, 2, 3, 5, 8, 16, 32, 64, 128]

  /// Moves in whole steps, so that repeated turning gathers no rounding.
  static func stepped(
    _ value: Float, _ notches: Int, _ step: Float, in range: ClosedRange<Float>
  ) -> Float {
    let steps = (1 / step).rounded()
    let moved = ((value * steps).rounded() + Float(notches)) / steps
    return min(max(moved, range.lowerBound), range.upperBound)
  }

  static func number(_ value: Float, digits: Int = 2) -> String {
    String(format: "%.\(digits)f", Double(value))
  }
}

extension DrawSettings {
  /// The guidance scale, unless CD-K is on.
  package var guidance: Float? {
    if case .guidance(let scale) = knobs.blend { scale } else { nil }
  }

  /// The scales of the words and of the picture that they are about, while there are two.
  package var scales: (text: Float, image: Float)? {
    if case .dual(let text, let image) = knobs.blend { (text, image) } else { nil }
  }

  /// CD-K's numbers, while it is on.
  package var contrast: (k: Int, alpha: Float, amateurTemperature: Float)? {
    if case .contrastive(let k, let alpha, let temperature) = knobs.blend {
      (k, alpha, temperature)
    } else {
      nil
    }
  }

  /// Turns CD-K on with k; 0 goes back to guidance as it was.
  mutating func setContrast(k: Int) {
    if let scale = guidance { idleGuidance = scale }
    if let now = contrast { idleContrast = (now.alpha, now.amateurTemperature) }
    knobs.blend =
      k == 0
      ? .guidance(scale: idleGuidance)
      : .contrastive(
        k: k, alpha: idleContrast.alpha, amateurTemperature: idleContrast.amateurTemperature)
  }

  /// Turns one of CD-K's knobs; k = 0 goes back to guidance as it was.
  fileprivate mutating func turnContrast(_ knob: Knob, by notches: Int, fine: Bool) {
    if let scale = guidance { idleGuidance = scale }
    var now = contrast ?? (0, idleContrast.alpha, idleContrast.amateurTemperature)
    switch knob {
    case .contrastive: now.k = Knob.contrastiveKs.stepped(now.k, notches, fine: fine)
    case .alpha: now.alpha = Knob.stepped(now.alpha, notches, fine ? 0.01 : 0.05, in: 0...1)
    case .amateurTemperature:
      now.amateurTemperature = Knob.stepped(
        now.amateurTemperature, notches, fine ? 0.01 : 0.05, in: 0.05...2)
    default: return
    }
    idleContrast = (now.alpha, now.amateurTemperature)
    knobs.blend =
      now.k == 0
      ? .guidance(scale: idleGuidance)
      : .contrastive(k: now.k, alpha: now.alpha, amateurTemperature: now.amateurTemperature)
  }
}

extension [Int] {
  /// The value `notches` further along these, which ascend; fine steps go by one.
  fileprivate func stepped(_ value: Int, _ notches: Int, fine: Bool) -> Int {
    guard let first, let last else { return value }
    if fine { return Swift.min(Swift.max(value + notches, first), last) }
    let at =
      notches > 0
      ? (lastIndex { $0 <= value } ?? 0) + notches
      : (firstIndex { $0 >= value } ?? count - 1) + notches
    return self[Swift.min(Swift.max(at, 0), count - 1)]
  }
}
