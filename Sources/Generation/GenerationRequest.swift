internal import Tokenizers
package import Tokens

/// What somebody asks for: words, seeds, knobs and how many pictures.
package struct GenerationRequest: Codable, Hashable, Sendable {
  /// The words, without control characters.
  package let prompt: String
  /// The seed of the first picture; picture i has `seed + i`.
  package var seed: Seed
  /// The seed whose noise a share of the positions takes, see `Knobs.variation`; advanced like `seed`.
  package var variationSeed: Seed
  /// How the tokens are drawn.
  package var knobs: Knobs
  /// How many pictures, drawn in one batch.
  package let count: Int

  /// The pictures one request may ask for.
  package static let counts = 1...64

  /// Makes a request that holds for every model; `LoadedModel.validate` adds what one model wants.
  ///
  /// - Parameters:
  ///   - prompt: the words; control characters are stripped.
  ///   - seed: of the first picture.
  ///   - variationSeed: of the variation.
  ///   - knobs: within their ranges.
  ///   - count: 1 to 64.
  /// - Throws: `GenerationError.knobs` naming the knob, or `.count`.
  package init(
    prompt: String, seed: Seed, variationSeed: Seed = Seed(1), knobs: Knobs = Knobs(),
    count: Int = 1
  ) throws {
    if let flaw = knobs.flaw { throw GenerationError.knobs(flaw) }
    guard Self.counts.contains(count) else { throw GenerationError.count(count) }
    self.prompt = DocumentTokenizer.cleaned(prompt)
    self.seed = seed
    self.variationSeed = variationSeed
    self.knobs = knobs
    self.count = count
  }

  private enum CodingKeys: String, CodingKey {
    case prompt, seed, knobs, count
    case variationSeed = "variation_seed"
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      prompt: values.decode(String.self, forKey: .prompt),
      seed: values.decode(Seed.self, forKey: .seed),
      variationSeed: values.decode(Seed.self, forKey: .variationSeed),
      knobs: values.decode(Knobs.self, forKey: .knobs),
      count: values.decode(Int.self, forKey: .count))
  }

  /// The request that draws picture `index` alone, token for token the same.
  package func picture(_ index: Int) -> GenerationRequest {
    precondition(index >= 0 && index < count, "picture \(index) of \(count)")
    return GenerationRequest(
      single: prompt, seed: seed.advanced(by: index),
      variationSeed: variationSeed.advanced(by: index), knobs: knobs)
  }

  private init(single prompt: String, seed: Seed, variationSeed: Seed, knobs: Knobs) {
    self.prompt = prompt
    self.seed = seed
    self.variationSeed = variationSeed
    self.knobs = knobs
    count = 1
  }
}
