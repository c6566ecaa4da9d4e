internal import Tokens

/// Several pictures of one request, of which the model itself says which fits the words best.
///
/// ```swift
/// let best = try BestOf(8, of: request)
/// let session = try model.comparison(best.candidates)
/// while session.next() != nil {}
/// let ranking = model.ranking(of: session.grids, by: request.prompt)
/// let picture = session.images()[ranking[0].index]
/// ```
package struct BestOf: Hashable, Sendable {
  /// How many candidates there may be: what is drawn in one batch.
  package static let counts = Comparison.counts

  /// The requests: the first half under the request's own knobs with guidance, the rest under CD-K;
  /// candidate i has seed + i.
  package let candidates: [GenerationRequest]

  /// Spreads a request over candidates.
  ///
  /// - Parameters:
  ///   - count: 2 to 16.
  ///   - request: for one picture; of several the first is taken.
  /// - Throws: `GenerationError.candidates` for another number, or for temperature 0, at which all
  ///   candidates are one picture.
  package init(_ count: Int, of request: GenerationRequest) throws {
    guard Self.counts.contains(count) else {
      throw GenerationError.candidates(
        "The number of candidates must be \(Self.counts.lowerBound) to \(Self.counts.upperBound), "
          + "got \(count)")
    }
    guard request.knobs.temperature > 0 || request.knobs.schedules.temperature != nil else {
      throw GenerationError.candidates(
        "The best of several needs a temperature above 0, at which pictures differ; got 0")
    }
    candidates = (0..<count).map { index in
      var candidate = request.picture(0)
      candidate.seed = request.seed.advanced(by: index)
      if index >= (count + 1) / 2 {
        candidate.knobs.setContrastive(k: nil)
      } else if candidate.knobs.contrastive != nil {
        candidate.knobs.blend = Knobs().blend
      }
      return candidate
    }
  }
}

/// How well a picture fits a caption, by the model's own account.
package struct RankedPicture: Codable, Hashable, Sendable {
  /// Its place among the pictures.
  package let index: Int
  /// log p(caption | picture), in nats.
  package let logProbability: Double
}
