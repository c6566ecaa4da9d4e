internal import Tokenizers
package import Tokens

/// What somebody asks for: words, seeds, knobs, how many pictures, and what is looked at before.
///
/// As JSON with the names of its properties; a negative prompt, documents and a base are written where
/// there are any.
package struct GenerationRequest: Codable, Hashable, Sendable {
  /// The words, without control characters.
  package internal(set) var prompt: String
  /// Words to lead away from, without control characters; empty for none.
  ///
  /// They take the place of the mask token in the unconditional lane.
  package internal(set) var negativePrompt: String
  /// The seed of the first picture; picture i has `seed + i`.
  package var seed: Seed
  /// The seed whose noise a share of the positions takes, see `Knobs.variation`; advanced like `seed`.
  package var variationSeed: Seed
  /// How the tokens are drawn.
  package var knobs: Knobs
  /// How many pictures, drawn in one batch.
  package private(set) var count: Int
  /// Captioned pictures that are looked at before these are drawn, none to two.
  package internal(set) var documents: [ReferenceDocument]

  /// What the pictures are drawn from besides the words; nil for the words alone.
  package private(set) var base: DrawingBase?

  /// The pictures one request may ask for.
  package static let counts = 1...64
  /// The documents that may be looked at: more do not fit beside a picture (reference a.2).
  package static let documentCounts = 0...2

  /// Makes a request that holds for every model; `LoadedModel.validate` adds what one model wants.
  ///
  /// - Parameters:
  ///   - prompt: the words; control characters are stripped.
  ///   - negativePrompt: words to lead away from; the same.
  ///   - seed: of the first picture.
  ///   - variationSeed: of the variation.
  ///   - knobs: within their ranges.
  ///   - count: 1 to 64.
  ///   - documents: what is looked at before, none to two.
  ///   - base: what the pictures are drawn from besides the words.
  /// - Throws: `GenerationError.knobs` naming the knob, `.count` or `.documents`.
  package init(
    prompt: String, negativePrompt: String = "", seed: Seed, variationSeed: Seed = Seed(1),
    knobs: Knobs = Knobs(), count: Int = 1, documents: [ReferenceDocument] = [],
    base: DrawingBase? = nil
  ) throws {
    if let flaw = knobs.flaw { throw GenerationError.knobs(flaw) }
    guard Self.counts.contains(count) else { throw GenerationError.count(count) }
    guard Self.documentCounts.contains(documents.count) else {
      throw GenerationError.documents(
        "The number of documents must be \(Self.documentCounts.lowerBound) to "
          + "\(Self.documentCounts.upperBound), got \(documents.count)")
    }
    self.prompt = DocumentTokenizer.cleaned(prompt)
    self.negativePrompt = DocumentTokenizer.cleaned(negativePrompt)
    self.seed = seed
    self.variationSeed = variationSeed
    self.knobs = knobs
    self.count = count
    self.documents = documents
    self.base = base?.cleaned
  }

  private enum CodingKeys: String, CodingKey {
    case prompt, seed, knobs, count, documents, base
    case negativePrompt = "negative_prompt"
    case variationSeed = "variation_seed"
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      prompt: values.decode(String.self, forKey: .prompt),
      negativePrompt: values.decodeIfPresent(String.self, forKey: .negativePrompt) ?? "",
      seed: values.decode(Seed.self, forKey: .seed),
      variationSeed: values.decode(Seed.self, forKey: .variationSeed),
      knobs: values.decode(Knobs.self, forKey: .knobs),
      count: values.decode(Int.self, forKey: .count),
      documents: values.decodeIfPresent([ReferenceDocument].self, forKey: .documents) ?? [],
      base: values.decodeIfPresent(DrawingBase.self, forKey: .base))
  }

  package func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(prompt, forKey: .prompt)
    if !negativePrompt.isEmpty { try values.encode(negativePrompt, forKey: .negativePrompt) }
    try values.encode(seed, forKey: .seed)
    try values.encode(variationSeed, forKey: .variationSeed)
    try values.encode(knobs, forKey: .knobs)
    try values.encode(count, forKey: .count)
    if !documents.isEmpty { try values.encode(documents, forKey: .documents) }
    try values.encodeIfPresent(base, forKey: .base)
  }

  /// The request that draws picture `index` alone, token for token the same.
  package func picture(_ index: Int) -> GenerationRequest {
    precondition(index >= 0 && index < count, "picture \(index) of \(count)")
    var result = self
    result.seed = seed.advanced(by: index)
    result.variationSeed = variationSeed.advanced(by: index)
    result.count = 1
    return result
  }
}

extension DrawingBase {
  /// The same as a request has it: without control characters and outer blanks in its words.
  package var cleaned: DrawingBase {
    guard case .segments(let segments) = self else { return self }
    return .segments(
      segments.map { segment in
        if case .text(let words) = segment {
          .text(DocumentTokenizer.cleaned(words))
        } else {
          segment
        }
      })
  }
}
