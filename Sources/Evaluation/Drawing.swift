package import Generation
package import Imaging
package import Tokens

/// Draws the pictures of a prompt to their end.
package func draw(
  _ prompt: String, seed: Seed, knobs: Knobs, count: Int = 1, model: LoadedModel
) throws -> [Image] {
  let session = try model.session(
    GenerationRequest(prompt: prompt, seed: seed, knobs: knobs, count: count))
  while session.next() != nil {}
  return session.images()
}

/// Draws a picture for each prompt in one batch, at most 16; picture i has `seed + i`.
package func draw(
  each prompts: [String], seed: Seed, knobs: Knobs, model: LoadedModel
) throws -> [Image] {
  guard prompts.count > 1 else {
    return try prompts.flatMap { try draw($0, seed: seed, knobs: knobs, model: model) }
  }
  let session = try model.comparison(
    prompts.enumerated().map { index, prompt in
      try GenerationRequest(prompt: prompt, seed: seed.advanced(by: index), knobs: knobs)
    })
  while session.next() != nil {}
  return session.images()
}
