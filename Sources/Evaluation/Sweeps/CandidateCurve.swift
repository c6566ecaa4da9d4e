package import Generation
package import Tokens

/// What drawing several candidates and keeping the one that says the words best is worth, by sampler
/// (CM3Leon, section 3.2).
package struct CandidateCurve: Codable, Sendable {
  /// How the candidates of a prompt are drawn.
  package enum Sampler: String, Codable, CaseIterable, Sendable {
    /// The given knobs, guidance and top-p among them.
    case topP = "top-p"
    /// The same with nothing cut off.
    case temperature
    /// CD-K.
    case contrastive = "CD-K"
    /// The first half as under top-p, the rest as under CD-K.
    case half = "half and half"

    /// The knobs of candidates that are all drawn alike; nil for a mixture.
    func knobs(_ knobs: Knobs) -> Knobs? {
      var result = knobs
      switch self {
      case .topP: break
      case .temperature:
        result.setTopP(1)
        result.topK = 0
      case .contrastive: result.setContrastive(k: nil)
      case .half: return nil
      }
      return result
    }
  }

  /// By what the best candidate is told.
  package enum Ranking: String, Codable, CaseIterable, Sendable {
    /// log p(words | picture) by the model itself.
    case likelihood = "caption likelihood"
    /// The inner product of the bi-encoder's vectors of words and picture.
    case similarity = "bi-encoder"
  }

  /// One point.
  package struct Row: Codable, Sendable {
    /// How the candidates were drawn.
    package var sampler: Sampler
    /// How many.
    package var candidates: Int
    /// What told the best.
    package var ranking: Ranking
    /// Of the one that was kept for each prompt.
    package var figures: PictureFigures
  }

  /// All points, sampler after sampler.
  package var rows: [Row] = []
  /// The figures of real pictures.
  package var floor: PictureFigures
  /// What the features are.
  package var features: String

  /// Pictures that a curve draws.
  package static func count(_ counts: [Int], prompts: Int) -> Int {
    3 * prompts * (counts.max() ?? 0)
  }

  /// Draws all candidates once, ranks them by the model's likelihood of the prompt and, where the judge
  /// has a bi-encoder, by its vectors, and judges the best of the first few.
  ///
  /// - Parameters:
  ///   - counts: how many candidates, each at least 1.
  ///   - knobs: with guidance and a temperature above 0.
  ///   - judge: with the prompts.
  ///   - seed: of the first candidate of the first prompt.
  ///   - model: draws and ranks.
  ///   - drawn: called with the number of pictures that a batch brought.
  /// - Throws: `GenerationError` or `PromptError` for what cannot be drawn, `EvaluationError`.
  package init(
    counts: [Int], knobs: Knobs, judge: PictureJudge, seed: Seed, model: LoadedModel,
    drawn: (Int) -> Void
  ) throws {
    precondition(counts.allSatisfy { $0 > 0 }, "candidates \(counts)")
    floor = judge.floor
    features = judge.features
    let most = counts.max() ?? 0
    let alike = Sampler.allCases.compactMap { sampler in sampler.knobs(knobs).map { (sampler, $0) }
    }
    var pools: [Sampler: [[Candidate]]] = [:]
    for (number, prompt) in judge.prompts.enumerated() {
      let first = seed.advanced(by: number * most)
      for (sampler, knobs) in alike {
        pools[sampler, default: []].append(
          try Self.candidates(prompt, most, first, knobs, model, judge.finder, drawn))
      }
    }
    let rankings = Ranking.allCases.filter { $0 == .likelihood || judge.finder != nil }
    // Of few candidates the best is often the same, and reading captions takes longest.
    var known: [[CodeGrid]: PictureFigures] = [:]
    for sampler in Sampler.allCases {
      for (count, ranking) in counts.flatMap({ count in rankings.map { (count, $0) } }) {
        let best = judge.prompts.indices.compactMap { prompt in
          Self.pool(sampler, count, pools.mapValues { $0[prompt] })
            .max { $0.scores[ranking] ?? 0 < $1.scores[ranking] ?? 0 }?.grid
        }
        let figures = try known[best] ?? judge.figures(of: best)
        known[best] = figures
        rows.append(
          Row(sampler: sampler, candidates: count, ranking: ranking, figures: figures))
      }
    }
  }

  private struct Candidate {
    var grid: CodeGrid
    var scores: [Ranking: Double]
  }

  private static func candidates(
    _ prompt: String, _ count: Int, _ seed: Seed, _ knobs: Knobs, _ model: LoadedModel,
    _ finder: DocumentFinder?, _ drawn: (Int) -> Void
  ) throws -> [Candidate] {
    let requests = try (0..<count).map {
      try GenerationRequest(prompt: prompt, seed: seed.advanced(by: $0), knobs: knobs)
    }
    let grids = try draw(requests, model: model, drawn: drawn)
    let likelihoods = model.captionLogProbabilities(prompt, of: grids)
    let similarities = try finder?.similarities(of: grids, to: prompt)
    return grids.enumerated().map { place, grid in
      var scores = [Ranking.likelihood: likelihoods[place]]
      scores[.similarity] = similarities?[place]
      return Candidate(grid: grid, scores: scores)
    }
  }

  /// The first candidates of one prompt by a sampler.
  private static func pool(
    _ sampler: Sampler, _ count: Int, _ drawn: [Sampler: [Candidate]]
  ) -> [Candidate] {
    func first(_ count: Int, _ sampler: Sampler) -> ArraySlice<Candidate> {
      drawn[sampler]?.prefix(count) ?? []
    }
    guard sampler == .half else { return Array(first(count, sampler)) }
    return Array(first((count + 1) / 2, .topP) + first(count / 2, .contrastive))
  }
}
