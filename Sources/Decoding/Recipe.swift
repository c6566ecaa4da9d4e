internal import Tokens

/// Knobs as the operations they stand for: blend, then temperature, top-k, top-p, then a draw.
struct Recipe: Sendable {
  let blend: any LaneBlend
  let processors: [any LogitsProcessor]
  let sampler: any Sampler

  init(_ knobs: Knobs, seed: Seed, variationSeed: Seed) {
    precondition(knobs.flaw == nil, knobs.flaw ?? "")
    blend = Self.blend(knobs.blend)
    guard knobs.temperature > 0 else {
      // No processor rules out the most probable token, so none is needed.
      (processors, sampler) = ([], Greedy())
      return
    }
    var processors: [any LogitsProcessor] = [Temperature(knobs.temperature)]
    if knobs.topK > 0 { processors.append(TopK(knobs.topK)) }
    if knobs.appliesTopP { processors.append(TopP(knobs.topP)) }
    self.processors = processors
    sampler = Categorical(
      seed: seed, variationSeed: variationSeed, variation: knobs.variation)
  }

  /// The operation that a blend of knobs stands for.
  static func blend(_ blend: Knobs.Blend) -> any LaneBlend {
    switch blend {
    case .guidance(let scale): ClassifierFreeGuidance(scale: scale)
    case .contrastive(let k, let alpha, let amateurTemperature):
      ContrastiveTopK(alpha: alpha, k: k, amateurTemperature: amateurTemperature)
    case .dual(let text, let image): DualGuidance(textScale: text, imageScale: image)
    }
  }

  /// The place of the token that is drawn from the narrowed rows of the blend's lanes.
  func draw(_ rows: [[Float]], _ allowed: AllowOnly, position: Int) -> Int {
    var row = blend.blend(rows)
    for processor in processors { processor.process(&row) }
    return sampler.sample(row, allowed, position: position)
  }
}
