internal import Tokens

/// The rows of one place, looked at instead of drawn from.
///
/// The same blend and processors as in a draw, kept stage by stage, so that what is told is what
/// decoding saw.
struct InspectedRow {
  private let knobs: Knobs
  /// The lane with the words, divided by the temperature.
  private let conditional: [Float]
  /// The blend, divided by the temperature; −∞ for what CD-K ruled out.
  private let blended: [Float]
  private let probabilities: [Float]
  private let afterTopK: [Float]
  private let afterTopP: [Float]
  private let plausibleCount: Int

  /// Looks at the narrowed rows of the lanes that the knobs' blend reads.
  init(_ rows: [[Float]], knobs: Knobs) {
    let temperature = Temperature(knobs.temperature > 0 ? knobs.temperature : 1)
    func warmed(_ row: [Float]) -> [Float] {
      var row = row
      temperature.process(&row)
      return row
    }
    self.knobs = knobs
    var under = knobs
    under.setContrastive(k: nil)
    plausibleCount =
      under.contrastive.map { numbers in
        ContrastiveTopK(
          alpha: numbers.alpha, k: numbers.k, amateurTemperature: numbers.amateurTemperature
        ).plausibleCount(of: rows[0])
      } ?? rows[0].count
    conditional = warmed(rows[0])
    blended = warmed(Recipe.blend(knobs.blend).blend(rows))
    probabilities = Decoding.probabilities(blended)
    // Greedy draws know neither top-k nor top-p.
    let isDrawn = knobs.temperature > 0
    var row = blended
    if isDrawn, knobs.topK > 0 { TopK(knobs.topK).process(&row) }
    afterTopK = row
    if isDrawn, knobs.appliesTopP { TopP(knobs.topP).process(&row) }
    afterTopP = row
  }

  /// Tells what there is to tell of the place where `chosen` was taken.
  ///
  /// - Parameters:
  ///   - chosen: the place in the row of the code that was taken.
  ///   - position: of the row in the grid.
  ///   - code: the code that a place of the row stands for.
  /// - Returns: the inspection of that place.
  func inspection(
    chosen: Int, position: Int, code: (Int) -> CodeIndex
  ) -> TokenInspection {
    TokenInspection(
      position: position, code: code(chosen), probability: probabilities[chosen],
      rank: 1 + blended.indices.count { precedes($0, chosen) }, entropy: entropy,
      nucleusCount: nucleusCount, plausibleCount: plausibleCount,
      guidanceStrength: divergence,
      alternatives: leading(TokenInspection.alternativeCount, without: chosen).map {
        .init(code: code($0), probability: probabilities[$0], exclusion: exclusion($0))
      })
  }

  /// Whether place `a` is the more probable, of equal ones the first.
  private func precedes(_ a: Int, _ b: Int) -> Bool {
    if blended[a] != blended[b] { return blended[a] > blended[b] }
    if blended[a] == -.infinity, conditional[a] != conditional[b] {
      return conditional[a] > conditional[b]
    }
    return a < b
  }

  /// The first `count` places by probability.
  private func leading(_ count: Int, without chosen: Int) -> [Int] {
    var best: [Int] = []
    for place in blended.indices where place != chosen {
      if best.count == count, !precedes(place, best[count - 1]) { continue }
      best.insert(place, at: best.firstIndex { precedes(place, $0) } ?? best.count)
      if best.count > count { best.removeLast() }
    }
    return best
  }

  private func exclusion(_ place: Int) -> TokenInspection.Exclusion? {
    if blended[place] == -.infinity { return .contrastive }
    if afterTopK[place] == -.infinity { return .topK }
    return afterTopP[place] == -.infinity ? .topP : nil
  }

  private var nucleusCount: Int {
    var row = blended
    TopP(knobs.topP).process(&row)
    return row.count { $0 > -.infinity }
  }

  /// −Σ p ln p, with ln p = x − ln Σ eˣ, so that no logarithm of a small number is taken.
  private var entropy: Float {
    let normalizer = logNormalizer(blended)
    return terms { probabilities[$0] * (normalizer - blended[$0]) }
  }

  /// Σ p (ln p − ln q) with q the lane with the words.
  private var divergence: Float {
    let normalizers = (logNormalizer(blended), logNormalizer(conditional))
    return terms { place in
      probabilities[place]
        * ((blended[place] - normalizers.0) - (conditional[place] - normalizers.1))
    }
  }

  /// Sums over the places that have any probability; what rounding takes below 0 is 0.
  private func terms(_ term: (Int) -> Float) -> Float {
    var sum: Float = 0
    for place in probabilities.indices where probabilities[place] > 0 { sum += term(place) }
    return max(0, sum)
  }

  /// ln Σ eˣ.
  private func logNormalizer(_ row: [Float]) -> Float {
    let most = row.max() ?? 0
    return most + logarithm(row.reduce(0) { $0 + exponential($1 - most) })
  }
}
