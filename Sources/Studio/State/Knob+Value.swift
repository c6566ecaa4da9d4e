import Generation
import Tokens

/// A value typed for a knob.
extension Knob {
  /// The settings with the value that a text stands for.
  ///
  /// - Parameters:
  ///   - settings: Before.
  ///   - text: A number, a word such as `off`, or `6 -> 2` where a knob may change by itself.
  /// - Returns: After.
  /// - Throws: `KnobValueError`, a sentence.
  package func set(_ settings: DrawSettings, to text: String) throws -> DrawSettings {
    let words = text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    var after = settings
    switch self {
    case .guidance:
      guard settings.guidance != nil else { throw KnobValueError(refusal(in: settings)) }
      after.knobs.setGuidance(try schedule(words))
    case .textGuidance:
      after.knobs.setDualGuidance(text: try number(words), image: nil)
    case .imageGuidance:
      after.knobs.setDualGuidance(text: nil, image: try number(words))
    case .temperature: after.knobs.setTemperature(try schedule(words, "greedy", 0))
    case .topP: after.knobs.setTopP(try schedule(words, "off", 1))
    case .topK: after.knobs.topK = try whole(words, off: 0)
    case .contrastive: after.setContrast(k: try whole(words, off: 0))
    case .alpha: after.knobs.changeContrastive { $0.alpha = Float(words) ?? .nan }
    case .amateurTemperature:
      after.knobs.changeContrastive { $0.amateurTemperature = Float(words) ?? .nan }
    case .variation: after.knobs.variation = words == "off" ? 0 : Float(words) ?? .nan
    case .documents:
      let counts = GenerationRequest.documentCounts
      guard let count = words == "none" ? 0 : Int(words), counts.contains(count) else {
        throw wrong(words, accepted)
      }
      after.documents.count = count
    case .documentThreshold:
      guard let score = Float(words), DocumentChoice.thresholds.contains(score) else {
        throw wrong(words, accepted)
      }
      after.documents.threshold = score
    case .seed:
      guard let seed = UInt64(words) else { throw wrong(words, "a whole number") }
      after.seed = Seed(seed)
    case .turning: throw KnobValueError("turning is chosen with the arrows")
    }
    if after.knobs.hasNoNumber { throw wrong(words, "a number") }
    if let flaw = after.knobs.flaw { throw KnobValueError(flaw) }
    return after
  }

  /// What it takes, for the line under its editor.
  package var accepted: String {
    switch self {
    case .guidance: "a number, or 6 -> 2, or 6 -> 2 @ 0.5"
    case .textGuidance, .imageGuidance: "a number"
    case .temperature: "a number, or 1 -> 0.7; 0 is greedy"
    case .topP: "a number up to 1, or 1 -> 0.9; 1 is off"
    case .topK, .contrastive: "a whole number; 0 is off"
    case .alpha, .variation: "a number from 0 to 1"
    case .amateurTemperature: "a number above 0"
    case .documents: "0, 1 or 2"
    case .documentThreshold: "a number from 0 to 1"
    case .seed: "a whole number"
    case .turning: "chosen with the arrows"
    }
  }

  private func schedule(_ text: String, _ word: String? = nil, _ value: Float = 0) throws
    -> KnobSchedule
  {
    if let word, text == word { return KnobSchedule(from: value, to: value) }
    do {
      return try KnobSchedule(text)
    } catch {
      throw wrong(text, accepted)
    }
  }

  private func number(_ text: String) throws -> Float {
    guard let number = Float(text), number.isFinite else { throw wrong(text, "a number") }
    return number
  }

  private func whole(_ text: String, off: Int) throws -> Int {
    if text == "off" { return off }
    guard let number = Int(text) else { throw wrong(text, "a whole number or off") }
    return number
  }

  private func wrong(_ text: String, _ accepted: String) -> KnobValueError {
    KnobValueError("\(name) takes \(accepted), got “\(text)”")
  }
}

/// Why a text is no value of a knob: one sentence.
package struct KnobValueError: Error, Equatable, CustomStringConvertible {
  package let description: String

  init(_ description: String) { self.description = description }
}

extension Knobs {
  /// Whether a text that is no number was put into it.
  fileprivate var hasNoNumber: Bool {
    variation.isNaN || contrastive.map { $0.alpha.isNaN || $0.amateurTemperature.isNaN } == true
  }
}
