import ArgumentParser
import Tokens

/// The decoding knobs as flags; what is not given stays as the model or the picture has it.
struct KnobOptions: ParsableArguments {
  @Option(help: "Guidance scale, 0 to 30; 1 is off. Not together with --cd-k.")
  var cfg: Float?
  @Option(help: "Divides the logits, 0 (greedy) to 10.")
  var temperature: Float?
  @Option(help: "Keeps the likeliest tokens up to this mass, above 0 to 1; 1 is off.")
  var topP: Float?
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

  /// Said where contrastive decoding is asked for without a number of its own.
  private static let contrastive = (k: 8, alpha: Float(0.4), amateurTemperature: Float(1))

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
    if let cfg { result.blend = .guidance(scale: cfg) }
    if cdK != nil || cdAlpha != nil || cdTemperature != nil { result.blend = contrastive(knobs) }
    result.temperature = temperature ?? result.temperature
    result.topPUnderContrastive = result.topPUnderContrastive || topP != nil
    result.topP = topP ?? result.topP
    result.topK = topK ?? result.topK
    result.variation = variation ?? result.variation
    return result
  }

  private func contrastive(_ knobs: Knobs) -> Knobs.Blend {
    var (k, alpha, temperature) = Self.contrastive
    if case .contrastive(let own, let ownAlpha, let ownTemperature) = knobs.blend {
      (k, alpha, temperature) = (own, ownAlpha, ownTemperature)
    }
    return .contrastive(
      k: cdK ?? k, alpha: cdAlpha ?? alpha, amateurTemperature: cdTemperature ?? temperature)
  }
}
