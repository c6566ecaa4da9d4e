package import Imaging
package import Scenes
internal import Tensors

/// Asks for composed scenes and reads what comes.
///
/// The same scenes are rendered and sent through the image tokenizer, so that every score stands beside
/// the highest one that pictures of this tokenizer can reach.
package struct SceneEvaluation {
  /// The pictures of one prompt.
  package struct Sample {
    /// What was asked for.
    package var prompt: String
    /// The scene as it was rendered.
    package var clean: Image
    /// The same through the image tokenizer.
    package var coded: Image
    /// What the model drew; nil when it was not asked to.
    package var drawn: Image?
  }

  private let composer: SceneComposer
  private let reader: SceneReader
  private let roundTrip: ([Image]) -> [Image]
  private let draw: (([String]) throws -> [Image])?

  /// Pictures that are handed out at once.
  package static let batch = 16

  /// Makes an evaluation.
  ///
  /// - Parameters:
  ///   - catalog: what scenes are made of.
  ///   - canvas: pixels a side, 64 or 128.
  ///   - roundTrip: sends pictures through the image tokenizer.
  ///   - draw: draws a picture for each prompt, at most `batch` of them; nil for the ceiling alone.
  /// - Throws: `SceneError`.
  package init(
    catalog: SceneCatalog, canvas: Int, roundTrip: @escaping ([Image]) -> [Image],
    draw: (([String]) throws -> [Image])?
  ) throws {
    guard Scene.canvases.contains(canvas) else { throw SceneError.canvas(canvas) }
    composer = SceneComposer(catalog: catalog, canvas: canvas)
    reader = try SceneReader(catalog)
    self.roundTrip = roundTrip
    self.draw = draw
  }

  /// Scores a kind.
  ///
  /// - Parameters:
  ///   - kind: of the prompts.
  ///   - combinations: whether they were trained on.
  ///   - count: prompts, at least 1.
  ///   - seed: draws them.
  ///   - isStopped: asked before each batch.
  ///   - each: called with each prompt's pictures.
  /// - Returns: the score of what was drawn until then.
  /// - Throws: `SceneError`, or what `draw` throws.
  package func score(
    _ kind: SceneKind, _ combinations: SceneComposer.Split, count: Int, seed: UInt64,
    until isStopped: () -> Bool = { false }, each: (Sample) -> Void
  ) throws -> SceneScore {
    var score = SceneScore(kind, combinations)
    var generator = SplitMix64(seed: seed)
    if draw != nil { score.drawn = Proportion() }
    for start in stride(from: 0, to: count, by: Self.batch) where !isStopped() {
      let composed = try (start..<min(count, start + Self.batch)).map { _ in
        try composer.compose(kind, combinations, using: &generator)
      }
      for (asked, sample) in zip(composed, try samples(of: composed)) {
        note(asked.prompt, sample, in: &score)
        each(sample)
      }
    }
    return score
  }

  private func samples(of composed: [SceneComposer.Composed]) throws -> [Sample] {
    let clean = try composed.map { try $0.scene.rendering(from: composer.catalog).image }
    let coded = roundTrip(clean)
    let drawn = try draw?(composed.map(\.prompt.text))
    return composed.indices.map { k in
      Sample(
        prompt: composed[k].prompt.text, clean: clean[k], coded: coded[k], drawn: drawn?[k])
    }
  }

  private func note(_ prompt: ScenePrompt, _ sample: Sample, in score: inout SceneScore) {
    let (isClean, clean) = check(sample.clean, prompt)
    score.clean.note(isClean)
    score.cleanMisses += clean
    let (isCoded, coded) = check(sample.coded, prompt)
    score.ceiling.note(isCoded)
    score.ceilingMisses += coded
    guard let drawn = sample.drawn else { return }
    let (isDrawn, missed) = check(drawn, prompt)
    score.drawn?.note(isDrawn)
    score.drawnMisses += missed
  }

  /// Whether a picture shows what was asked for, and the miss where it does not.
  private func check(_ image: Image, _ prompt: ScenePrompt) -> (Bool, [SceneScore.Miss]) {
    let reading = reader.reading(of: image)
    guard !prompt.holds(in: reading) else { return (true, []) }
    return (false, [SceneScore.Miss(prompt: prompt.text, read: reading.text)])
  }
}
