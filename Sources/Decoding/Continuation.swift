package import Tokens

/// One picture or text to be written: what stands before it, its seed and its knobs.
package struct Continuation: Sendable {
  /// What the full lane begins with, at least one id.
  package var prompt: [TokenID]
  /// What the lane without the instruction, but with its picture, begins with, at least one id.
  package var picturePrompt: [TokenID]
  /// What the unconditional lane begins with, at least one id.
  package var unconditionalPrompt: [TokenID]
  /// The seed of its noise.
  package var seed: Seed
  /// The seed of the noise that a share of the positions takes.
  package var variationSeed: Seed
  /// How its tokens are drawn.
  package var knobs: Knobs

  /// Makes a continuation of which nothing is written yet.
  ///
  /// - Parameters:
  ///   - prompt: of the full lane.
  ///   - picturePrompt: of the picture's lane; the unconditional lane's where there is no picture.
  ///   - unconditionalPrompt: of the unconditional lane.
  ///   - seed: of the noise.
  ///   - variationSeed: of the variation.
  ///   - knobs: within their ranges.
  package init(
    prompt: [TokenID], picturePrompt: [TokenID]? = nil, unconditionalPrompt: [TokenID], seed: Seed,
    variationSeed: Seed, knobs: Knobs
  ) {
    self.prompt = prompt
    self.picturePrompt = picturePrompt ?? unconditionalPrompt
    self.unconditionalPrompt = unconditionalPrompt
    self.seed = seed
    self.variationSeed = variationSeed
    self.knobs = knobs
  }

  func prompt(of lane: Lane) -> [TokenID] {
    switch lane {
    case .full: prompt
    case .picture: picturePrompt
    case .unconditional: unconditionalPrompt
    }
  }
}
