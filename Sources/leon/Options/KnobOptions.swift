import ArgumentParser
import Tokens

/// The decoding knobs as flags; what is not given stays as the model or the picture has it.
struct KnobOptions: ParsableArguments {
  @Option(
    help: "Guidance scale, 0 to 30; 1 is off; \"6 -> 2\" changes it on the way. Not with --cd-k.",
    transform: KnobOptions.schedule)
  var cfg: KnobSchedule?
  @Option(
    help: "Divides the logits, 0 (greedy) to 10, or \"1.2 -> 0.8\".",
    transform: KnobOptions.schedule)
  var temperature: KnobSchedule?
  @Option(
    help: "Keeps the likeliest tokens up to this mass, above 0 to 1, or \"1 -> 0.9\"; 1 is off.",
    transform: KnobOptions.schedule)
  var topP: KnobSchedule?
  @Option(help: "Keeps this many tokens; 0 is off.")
  var topK: Int?
  @Option(help: "Contrastive decoding with the k-th plausible token, k from 1.")
  var cdK: Int?
  @Option(help: "CD-K's share of the best probability that is plausible, 0 to 1.")
  var cdAlpha: Float?
  @Option(help: "CD-K's temperature of the unconditional lane, 0.01 to 10.")
  var cdTemperature: Float?
  @Option(help: "Share of the positions that take another seed's noise, 0 to 1.")
  var variation: Float?

  @Sendable private static func schedule(_ text: String) throws -> KnobSchedule {
    do {
      return try KnobSchedule(text)
    } catch {
      throw ValidationError("\(error)")
    }
  }

  func validate() throws {
    if cfg != nil, cdK != nil {
      throw ValidationError("--cfg and --cd-k are two ways of using the second lane; give one.")
    }
    if cdK == nil, cdAlpha != nil || cdTemperature != nil, cfg != nil {
      throw ValidationError("--cd-alpha and --cd-temperature belong to --cd-k, not to --cfg.")
    }
    if let flaw = applied(to: Knobs()).flaw { throw ValidationError("\(flaw).") }
  }

  /// The knobs with what the flags say.
  func applied(to knobs: Knobs) -> Knobs {
    var result = knobs
    if let cfg { result.setGuidance(cfg) }
    if cdK != nil || cdAlpha != nil || cdTemperature != nil {
      result.setContrastive(k: cdK)
      result.changeContrastive { numbers in
        numbers.alpha = cdAlpha ?? numbers.alpha
        numbers.amateurTemperature = cdTemperature ?? numbers.amateurTemperature
      }
    }
    if let temperature { result.setTemperature(temperature) }
    result.topPUnderContrastive = result.topPUnderContrastive || topP != nil
    if let topP { result.setTopP(topP) }
    result.topK = topK ?? result.topK
    result.variation = variation ?? result.variation
    return result
  }
}
