package import Generation
package import Tokens

/// The figures of pictures of the same prompts and seeds under several values of one knob.
package struct KnobSweep: Codable, Sendable {
  /// One value of the knob, and what it asks for.
  package struct Variant {
    /// As people write it.
    package var value: String
    /// The request for one picture of a prompt under a seed.
    package var request: (String, Seed) throws -> GenerationRequest

    /// Makes a variant.
    package init(
      value: String, request: @escaping (String, Seed) throws -> GenerationRequest
    ) {
      self.value = value
      self.request = request
    }

    /// The variants of an axis, the other knobs as they are.
    package static func all(of axis: ComparisonAxis, knobs: Knobs) -> [Variant] {
      axis.values.enumerated().map { place, value in
        Variant(value: value) { prompt, seed in
          let request = try GenerationRequest(prompt: prompt, seed: seed, knobs: knobs)
          return try Comparison(of: request, [axis]).variants[place].request
        }
      }
    }
  }

  /// One value.
  package struct Row: Codable, Sendable {
    /// As people write it.
    package var value: String
    /// What came of it.
    package var figures: PictureFigures
  }

  /// A prompt that names a colour.
  package struct ColourPrompt: Sendable {
    /// The words, the colour among them.
    package var words: String
    /// The colour.
    package var colour: ColourName

    /// Makes a prompt.
    package init(words: String, colour: ColourName) {
      (self.words, self.colour) = (words, colour)
    }
  }

  /// What the knob is called.
  package var knob: String
  /// Its values, in the order they were given.
  package var rows: [Row]
  /// The figures of real pictures.
  package var floor: PictureFigures
  /// What the features are.
  package var features: String

  /// Pictures that a sweep draws.
  package static func count(
    _ variants: [Variant], _ judge: PictureJudge, _ colours: [ColourPrompt]
  ) -> Int {
    variants.count * (judge.prompts.count + colours.count)
  }

  /// Draws and judges.
  ///
  /// - Parameters:
  ///   - knob: what it is called.
  ///   - variants: its values.
  ///   - judge: with the prompts.
  ///   - colours: further prompts, of which only the colour counts.
  ///   - seed: of the first picture; the next prompt has the next.
  ///   - model: that draws.
  ///   - drawn: called with the number of pictures that a batch brought.
  /// - Throws: `GenerationError`, `ComparisonError` or `PromptError` for what cannot be drawn.
  package init(
    _ knob: String, _ variants: [Variant], judge: PictureJudge, colours: [ColourPrompt],
    seed: Seed, model: LoadedModel, drawn: (Int) -> Void
  ) throws {
    let prompts = judge.prompts + colours.map(\.words)
    // All are made first, so that what cannot be drawn is told before hours of drawing.
    let requests = try variants.map { variant in
      try prompts.enumerated().map { try variant.request($1, seed.advanced(by: $0)) }
    }
    self.knob = knob
    floor = judge.floor
    features = judge.features
    rows = try zip(variants, requests).map { variant, requests in
      let grids = try draw(requests, model: model, drawn: drawn)
      var figures = try judge.figures(of: Array(grids.prefix(judge.prompts.count)))
      var agreement = ColourAgreement()
      for (prompt, grid) in zip(colours, grids.dropFirst(judge.prompts.count)) {
        agreement.add(model.decode(grid), prompt: prompt.words, asked: prompt.colour)
      }
      figures.colours = agreement.estimate
      return Row(value: variant.value, figures: figures)
    }
  }
}
