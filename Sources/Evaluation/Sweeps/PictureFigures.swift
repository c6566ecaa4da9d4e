/// Figures of pictures that were drawn from prompts.
package struct PictureFigures: Codable, Sendable {
  /// KID to real pictures of other concepts; not times 1000.
  package var kid: KernelDistance
  /// Fréchet distance to the same; biased upwards by few pictures.
  package var frechetDistance: Double
  /// Mean of log p(prompt | picture) by the model itself, in nats.
  package var likelihood: Estimate
  /// Mean of the inner product of the bi-encoder's vectors of prompt and picture, −1…1; nil where the
  /// model has none.
  package var similarity: Estimate?
  /// Of the model's likeliest caption of a picture, against its prompt: F1 of the words.
  package var tokenF1: Estimate
  /// The same by CIDEr-D.
  package var ciderD: Estimate
  /// How often a picture finds its concept in other styles; nil without a gallery.
  package var concepts: ConceptRecall?
  /// Share of the prompts with a colour whose picture has it; nil without such prompts.
  package var colours: Estimate?
}
