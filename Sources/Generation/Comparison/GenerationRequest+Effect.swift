internal import Tokens

extension GenerationRequest {
  /// The same with everything that has no say at one value: equal ones draw the same first picture.
  var effective: GenerationRequest {
    var result = picture(0)
    if isGreedy {
      result.knobs.setTopP(1)
      (result.knobs.topK, result.knobs.variation) = (0, 0)
      result.seed = Seed(0)
    }
    // Without a picture its lane says what the unconditional one does.
    if base == nil, case .dual(let text, _) = knobs.blend {
      result.knobs.blend = .guidance(scale: text)
    }
    if !knobs.appliesTopP { result.knobs.setTopP(1) }
    if knobs.contrastive != nil { result.knobs.schedules.guidanceScale = nil }
    if knobs.blend == .guidance(scale: 1), knobs.schedules.guidanceScale == nil {
      result.negativePrompt = ""
    }
    result.knobs.topPUnderContrastive = false
    if result.knobs.variation == 1 {
      (result.seed, result.knobs.variation) = (variationSeed, 0)
    }
    if result.seed == variationSeed { result.knobs.variation = 0 }
    if result.knobs.variation == 0 { result.variationSeed = Seed(0) }
    result.knobs.changeContrastive { if $0.alpha == 0 { $0.k = 1 } }
    return result
  }

  private var isGreedy: Bool { knobs.temperature == 0 && knobs.schedules.temperature == nil }

  /// Says why an axis does nothing here, as a sentence without the full stop; nil for no known reason.
  func whyNoEffect(of subject: ComparisonAxis.Subject) -> String? {
    let name = subject.rawValue
    switch subject {
    case .topP, .topK, .variation, .seed:
      if isGreedy {
        return "\(name) has no effect at temperature 0, which always takes the likeliest code"
      }
      return whyNoEffectOfDraws(subject)
    case .alpha, .amateurTemperature:
      return knobs.contrastive == nil ? "\(name) has no effect while CD-K is off" : nil
    case .guidance:
      return knobs.contrastive == nil ? nil : "CFG has no effect under CD-K"
    case .imageGuidance:
      return base == nil ? "\(name) is for pictures that are drawn from a picture and words" : nil
    case .contrastiveK:
      return knobs.contrastive?.alpha == 0
        ? "CD-K's k has no effect while alpha is 0, which keeps every code" : nil
    case .documents:
      return documents.count < GenerationRequest.documentCounts.upperBound
        ? "the bank has no \(GenerationRequest.documentCounts.upperBound) documents for these words "
          + "under the threshold" : nil
    case .textGuidance, .temperature, .sampler, .prompt: return nil
    }
  }

  private func whyNoEffectOfDraws(_ subject: ComparisonAxis.Subject) -> String? {
    switch subject {
    case .topP:
      knobs.appliesTopP ? nil : "top-p has no effect under CD-K, which rules codes out by itself"
    case .variation:
      seed == variationSeed
        ? "variation has no effect while seed and variation seed are both \(seed.rawValue)" : nil
    case .seed:
      knobs.variation == 1
        ? "seed has no effect at variation 1, where all noise is the variation seed's" : nil
    default: nil
    }
  }
}
