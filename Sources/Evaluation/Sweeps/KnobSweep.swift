package import Generation
package import Tokens

/// The figures of pictures of the same prompts and seeds under several values of one knob.
package struct KnobSweep: Codable, Sendable {
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

  /// The knob.
  package var knob: ComparisonAxis.Subject
  /// Its values, in the order they were given.
  package var rows: [Row]
  /// The figures of real pictures.
  package var floor: PictureFigures
  /// What the features are.
  package var features: String

  /// Pictures that a sweep draws.
  package static func count(
    _ axis: ComparisonAxis, _ judge: PictureJudge, _ colours: [ColourPrompt]
  ) -> Int {
    axis.values.count * (judge.prompts.count + colours.count)
  }

  /// Draws and judges.
  ///
  /// - Parameters:
  ///   - axis: the knob and its values.
  ///   - knobs: the others.
  ///   - judge: with the prompts.
  ///   - colours: further prompts, of which only the colour counts.
  ///   - seed: of the first picture; the next prompt has the next.
  ///   - model: that draws.
  ///   - drawn: called with the number of pictures that a batch brought.
  /// - Throws: `GenerationError`, `ComparisonError` or `PromptError` for what cannot be drawn.
  package init(
    _ axis: ComparisonAxis, knobs: Knobs, judge: PictureJudge, colours: [ColourPrompt], seed: Seed,
    model: LoadedModel, drawn: (Int) -> Void
  ) throws {
    let prompts = judge.prompts + colours.map(\.words)
    let variants = try prompts.enumerated().map { number, prompt in
      let request = try GenerationRequest(
        prompt: prompt, seed: seed.advanced(by: number), knobs: knobs)
      return try Comparison(of: request, [axis]).variants.map(\.request)
    }
    knob = axis.subject
    floor = judge.floor
    features = judge.features
    rows = try axis.values.enumerated().map { place, value in
      let grids = try draw(variants.map { $0[place] }, model: model, drawn: drawn)
      var figures = try judge.figures(of: Array(grids.prefix(judge.prompts.count)))
      var agreement = ColourAgreement()
      for (prompt, grid) in zip(colours, grids.dropFirst(judge.prompts.count)) {
        agreement.add(model.decode(grid), prompt: prompt.words, asked: prompt.colour)
      }
      figures.colours = agreement.estimate
      return Row(value: value, figures: figures)
    }
  }
}
