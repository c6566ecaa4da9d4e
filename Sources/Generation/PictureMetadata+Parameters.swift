internal import Tokens

extension PictureMetadata {
  /// The text `parameters`: the prompt, a negative prompt behind its name, the settings on one line.
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
    let forced = steering.forcedCodes.reduce(0) { $0 + $1.codes.count }
    if forced > 0 { fields.append(("Codes given", "\(forced)")) }
    if !request.documents.isEmpty { fields.append(("Documents", "\(request.documents.count)")) }
    fields += schedules
    let negative =
      request.negativePrompt.isEmpty ? "" : "Negative prompt: \(request.negativePrompt)\n"
    return request.prompt + "\n" + negative + fields.map { "\($0): \($1)" }.joined(separator: ", ")
  }

  private var schedules: [(String, String)] {
    let schedules = request.knobs.schedules
    return [
      ("CFG schedule", schedules.guidanceScale), ("Temperature schedule", schedules.temperature),
      ("Top P schedule", schedules.topP),
    ].compactMap { name, schedule in schedule.map { (name, "\($0)") } }
  }

  private var sampler: String {
    if request.knobs.temperature == 0 { return "Greedy" }
    return switch request.knobs.blend {
    case .guidance, .dual: "Categorical"
    case .contrastive: "CD-K"
    }
  }

  private var blendFields: [(String, String)] {
    switch request.knobs.blend {
    case .guidance(let scale): [("CFG scale", Knobs.short(scale))]
    case .dual(let text, let image):
      [("CFG scale", Knobs.short(text)), ("Image CFG scale", Knobs.short(image))]
    case .contrastive(let k, let alpha, let amateurTemperature):
      [
        ("CD-K", "\(k)"), ("CD-K alpha", Knobs.short(alpha)),
        ("CD-K temperature", Knobs.short(amateurTemperature)),
      ]
    }
  }
}
