internal import Tokens

extension PictureMetadata {
  /// The text `parameters`: the prompt, and the settings on a second line.
  var parameters: String {
    let knobs = request.knobs
    var fields = [("Steps", "\(codeCount)"), ("Sampler", sampler)] + blendFields
    fields.append(("Seed", "\(request.seed.rawValue)"))
    fields.append(("Size", "\(imageSide)x\(imageSide)"))
    fields += [("Model hash", modelHash), ("Model", model)]
    if knobs.variation > 0 {
      fields.append(("Variation seed", "\(request.variationSeed.rawValue)"))
      fields.append(("Variation seed strength", Knobs.short(knobs.variation)))
    }
    if knobs.temperature > 0 {
      fields.append(("Temperature", Knobs.short(knobs.temperature)))
      if knobs.appliesTopP { fields.append(("Top P", Knobs.short(knobs.topP))) }
      if knobs.topK > 0 { fields.append(("Top K", "\(knobs.topK)")) }
    }
    if !knobChanges.isEmpty { fields.append(("Knobs turned", "\(knobChanges.count)")) }
    return request.prompt + "\n" + fields.map { "\($0): \($1)" }.joined(separator: ", ")
  }

  private var sampler: String {
    if request.knobs.temperature == 0 { return "Greedy" }
    return switch request.knobs.blend {
    case .guidance: "Categorical"
    case .contrastive: "CD-K"
    }
  }

  private var blendFields: [(String, String)] {
    switch request.knobs.blend {
    case .guidance(let scale): [("CFG scale", Knobs.short(scale))]
    case .contrastive(let k, let alpha, let amateurTemperature):
      [
        ("CD-K", "\(k)"), ("CD-K alpha", Knobs.short(alpha)),
        ("CD-K temperature", Knobs.short(amateurTemperature)),
      ]
    }
  }
}
