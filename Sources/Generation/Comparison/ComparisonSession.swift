package import Imaging
package import Tokens

/// Variants of a request while they are written together, the weights read once for all.
///
/// ```swift
/// let axis = try ComparisonAxis(.guidance, [1, 3, 6])
/// let session = try model.comparison(try Comparison(of: request, [axis]).variants.map(\.request))
/// while let event = session.next() { … session.images() … }
/// ```
/// Every variant has its own words, seed and knobs, and gets the codes that its request gets alone.
package final class ComparisonSession {
  /// What each variant was asked for with.
  package let requests: [GenerationRequest]
  private let model: LoadedModel
  private var batch: PictureBatch

  init(_ requests: [GenerationRequest], model: LoadedModel) throws {
    let pictures = requests.flatMap { request in (0..<request.count).map(request.picture) }
    guard Comparison.counts.contains(pictures.count) else {
      throw ComparisonError.count(pictures.count)
    }
    self.requests = pictures
    self.model = model
    batch = try PictureBatch(
      pictures, replaying: pictures.map { _ in Steering() }, beginning: [], model: model)
  }

  /// Codes of each variant.
  package var total: Int { batch.total }
  /// The variants as far as they are written.
  package var grids: [CodeGrid] { batch.grids }
  /// Codes written so far, of each variant.
  package var position: Int { batch.position }

  /// Draws the next code of every variant; nil once `finished` was reported.
  package func next() -> GenerationEvent? { batch.next() }

  /// The knobs of a variant from its next code on.
  package func knobs(of variant: Int) -> Knobs { batch.courses[variant].wanted }

  /// Turns the knobs of one variant, within their ranges, from its next code on.
  package func turnKnobs(of variant: Int, to knobs: Knobs) { batch.turn(variant, to: knobs) }

  /// What was done by hand to a variant, for an exact replay.
  package func steering(of variant: Int) -> Steering { batch.courses[variant].taken }

  /// The variants as far as they are written, as pixels.
  package func images() -> [Image] { grids.map(model.decode) }

  /// What goes into the file of a variant: what drawing it alone would write.
  package func metadata(_ variant: Int) -> PictureMetadata {
    PictureMetadata(
      request: requests[variant], steering: steering(of: variant), model: model)
  }
}
