package import Tokens

/// One picture or text to be written: what stands before it, its seed and its knobs.
package struct Continuation: Sendable {
  /// What the full lane begins with, at least one id.
  package var prompt: [TokenID]
  /// What the unconditional lane begins with, at least one id.
  package var unconditionalPrompt: [TokenID]
  /// The seed of its noise.
  package var seed: Seed
  /// The seed of the noise that a share of the positions takes.
  package var variationSeed: Seed
  /// How its tokens are drawn.
  package var knobs: Knobs

  /// Makes a continuation of which nothing is written yet.
  package init(
    prompt: [TokenID], unconditionalPrompt: [TokenID], seed: Seed, variationSeed: Seed, knobs: Knobs
  ) {
    self.prompt = prompt
    self.unconditionalPrompt = unconditionalPrompt
    self.seed = seed
    self.variationSeed = variationSeed
    self.knobs = knobs
  }

  func prompt(of lane: Lane) -> [TokenID] {
    switch lane {
    case .full: prompt
    case .unconditional: unconditionalPrompt
    }
  }
}
