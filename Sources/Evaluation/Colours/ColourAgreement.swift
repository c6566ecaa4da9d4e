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
    answers.append(Answer(prompt: prompt, asked: colour, drawn: MainColour.of(image)))
    return image
  }
}
