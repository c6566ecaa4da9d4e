/// Knobs as JSON, in `generation_config.json` and in a picture's file.
///
/// ```
/// {"guidance_scale": 3, "temperature": 1, "top_k": 0, "top_p": 0.95, "variation": 0}
/// {"contrastive": {"alpha": 0.5, "amateur_temperature": 0.5, "k": 8}, "temperature": 1, …}
/// {"image_guidance": 1.5, "text_guidance": 7.5, "temperature": 1, …}
/// {"guidance_scale": 6, "schedules": {"guidance_scale": "6 -> 2"}, …}
/// ```
/// The names are those of Hugging Face's `generation_config.json`; a missing one takes its default.
extension Knobs {
  private enum CodingKeys: String, CodingKey {
    case guidanceScale = "guidance_scale"
    case textGuidance = "text_guidance"
    case imageGuidance = "image_guidance"
    case contrastive, temperature, variation, schedules
    case topP = "top_p"
    case topK = "top_k"
    case topPUnderContrastive = "top_p_under_contrastive"
  }

  package init(from decoder: any Decoder) throws {
    self.init()
    let values = try decoder.container(keyedBy: CodingKeys.self)
    if let scale = try values.decodeIfPresent(Float.self, forKey: .guidanceScale) {
      blend = .guidance(scale: scale)
    }
    if let c = try values.decodeIfPresent(Contrastive.self, forKey: .contrastive) {
      blend = .contrastive(k: c.k, alpha: c.alpha, amateurTemperature: c.amateurTemperature)
    }
    let text = try values.decodeIfPresent(Float.self, forKey: .textGuidance)
    let image = try values.decodeIfPresent(Float.self, forKey: .imageGuidance)
    if text != nil || image != nil { setDualGuidance(text: text, image: image) }
    temperature = try values.decodeIfPresent(Float.self, forKey: .temperature) ?? temperature
    topP = try values.decodeIfPresent(Float.self, forKey: .topP) ?? topP
    topK = try values.decodeIfPresent(Int.self, forKey: .topK) ?? topK
    variation = try values.decodeIfPresent(Float.self, forKey: .variation) ?? variation
    topPUnderContrastive =
      try values.decodeIfPresent(Bool.self, forKey: .topPUnderContrastive) ?? false
    schedules = try values.decodeIfPresent(Schedules.self, forKey: .schedules) ?? schedules
  }

  package func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    switch blend {
    case .guidance(let scale): try values.encode(scale, forKey: .guidanceScale)
    case .dual(let text, let image):
      try values.encode(text, forKey: .textGuidance)
      try values.encode(image, forKey: .imageGuidance)
    case .contrastive:
      try values.encode(contrastive, forKey: .contrastive)
      try values.encode(topPUnderContrastive, forKey: .topPUnderContrastive)
    }
    try values.encode(temperature, forKey: .temperature)
    try values.encode(topP, forKey: .topP)
    try values.encode(topK, forKey: .topK)
    try values.encode(variation, forKey: .variation)
    if !schedules.isEmpty { try values.encode(schedules, forKey: .schedules) }
  }
}
