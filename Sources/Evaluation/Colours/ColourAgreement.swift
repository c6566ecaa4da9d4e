package import Generation
package import Imaging
package import Tokens

/// How often the main colour of a picture is the one its prompt names.
package struct ColourAgreement: Codable, Sendable {
  /// One picture that was asked for.
  package struct Answer: Codable, Sendable {
    /// "COLOUR NOUN, STYLE".
    package var prompt: String
    /// The colour in it.
    package var asked: ColourName
    /// The picture's main colour, nil when it is blank.
    package var drawn: ColourName?
  }

  /// All pictures.
  package private(set) var answers: [Answer] = []

  /// Share of the pictures whose colour is right.
  package var share: Double {
    let right = answers.filter { $0.drawn == $0.asked }.count
    return Double(right) / Double(max(1, answers.count))
  }

  /// Makes an empty account.
  package init() {}

  /// Draws one picture and notes its colour.
  ///
  /// - Parameters:
  ///   - colour: that is asked for.
  ///   - noun: what is asked for.
  ///   - style: as the corpus names it.
  ///   - seed: of the picture.
  ///   - model: that draws, with its own knobs.
  /// - Returns: the picture.
  /// - Throws: `PromptError`.
  package mutating func ask(
    _ colour: ColourName, _ noun: String, style: String, seed: Seed, model: LoadedModel
  ) throws -> Image {
    let prompt = "\(colour.rawValue) \(noun), \(style)"
    let image = try draw(prompt, seed: seed, knobs: model.defaultKnobs, model: model)[0]
    add(image, prompt: prompt, asked: colour)
    return image
  }

  /// Notes the colour of a picture.
  package mutating func add(_ image: Image, prompt: String, asked colour: ColourName) {
    answers.append(Answer(prompt: prompt, asked: colour, drawn: MainColour.of(image)))
  }

  /// The share with its interval; nil without pictures.
  package var estimate: Estimate? {
    if answers.isEmpty { return nil }
    return Estimate(share: answers.count { $0.drawn == $0.asked }, of: answers.count)
  }
}

/// Draws the pictures of requests for one each, as many at a time as the model takes.
///
/// - Parameters:
///   - requests: any number.
///   - model: that draws.
///   - drawn: called with the number of pictures that a batch brought.
/// - Returns: their codes, in the order of the requests; those that each request gets alone.
/// - Throws: `PromptError`.
package func draw(
  _ requests: [GenerationRequest], model: LoadedModel, drawn: (Int) -> Void
) throws -> [CodeGrid] {
  let most = Comparison.counts.upperBound
  return try stride(from: 0, to: requests.count, by: most).flatMap { start in
    let some = Array(requests[start..<min(requests.count, start + most)])
    let grids = try some.count == 1 ? one(some[0], model) : several(some, model)
    drawn(some.count)
    return grids
  }
}

private func one(_ request: GenerationRequest, _ model: LoadedModel) throws -> [CodeGrid] {
  let session = try model.session(request)
  while session.next() != nil {}
  return session.grids
}

private func several(_ requests: [GenerationRequest], _ model: LoadedModel) throws -> [CodeGrid] {
  let session = try model.comparison(requests)
  while session.next() != nil {}
  return session.grids
}
