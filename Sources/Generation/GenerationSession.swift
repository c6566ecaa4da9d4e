package import Imaging
package import Tokens

/// The pictures of one request while they are written.
///
/// ```swift
/// let session = try model.session(request)
/// while let event = session.next() { … session.images() … }
/// session.replace(at: 40, by: session.inspect(position: 40).alternatives[0].code)   // a branch
/// ```
/// One thread pulls; each pull runs the model once for all pictures, so a caller that stops pulling
/// has cancelled within one token. Between two pulls knobs may be replaced, codes taken back or given
/// by hand, and what is written looked at.
package final class GenerationSession {
  /// What was asked for.
  package let request: GenerationRequest
  private let model: LoadedModel
  private var batch: PictureBatch

  init(
    _ request: GenerationRequest, replaying steering: Steering, beginning codes: [CodeIndex],
    model: LoadedModel
  ) throws {
    self.request = request
    self.model = model
    let pictures = (0..<request.count).map(request.picture)
    batch = try PictureBatch(
      pictures, replaying: pictures.map { _ in steering }, beginning: codes, model: model)
  }

  /// Codes of each picture.
  package var total: Int { batch.total }
  /// The pictures as far as they are written.
  package var grids: [CodeGrid] { batch.grids }
  /// Codes written so far, of each picture.
  package var position: Int { batch.position }
  /// What was done by hand so far, for an exact replay.
  package var steering: Steering { batch.courses[0].taken }
  /// Where and how the knobs were turned.
  package var knobChanges: [KnobChange] { steering.knobChanges }

  /// The knobs of all pictures; new ones, within their ranges, are heard at the next token.
  ///
  /// Turning them by hand ends a replay of earlier turns and codes.
  package var knobs: Knobs {
    get { batch.courses[0].wanted }
    set { for index in batch.grids.indices { batch.turn(index, to: newValue) } }
  }

  /// The seed of the first picture; a new one is heard at the next token, and the other pictures take
  /// those that follow it.
  ///
  /// Turning it by hand ends a replay.
  package var seed: Seed {
    get { batch.courses[0].wantedSeed }
    set {
      for index in batch.grids.indices { batch.turn(index, toSeed: newValue.advanced(by: index)) }
    }
  }

  /// Draws the next code of every picture; nil once `finished` was reported.
  package func next() -> GenerationEvent? { batch.next() }

  /// Goes back to the first `position` codes and goes on from there with the knobs as they are.
  package func rewind(to position: Int) { batch.rewind(to: position) }

  /// Goes back to `position` and takes a code there by hand, in every picture; what follows is drawn.
  ///
  /// The cache is cut, not computed again, and the code is written down in `steering`.
  ///
  /// - Parameters:
  ///   - position: a code that is written, or the next one.
  ///   - code: of the model's codebook.
  package func replace(at position: Int, by code: CodeIndex) {
    batch.replace(at: position, by: code)
  }

  /// What the model thought of one code that is written, under the knobs of that place.
  ///
  /// - Parameters:
  ///   - position: of the code.
  ///   - picture: of the request.
  /// - Returns: what the model thought there.
  /// - Complexity: one step of the model.
  package func inspect(position: Int, picture: Int = 0) -> TokenInspection {
    batch.inspect(picture, at: position)
  }

  /// What the model thought of every code that is written: one pass over each lane.
  package func inspections(picture: Int = 0) -> [TokenInspection] { batch.inspections(picture) }

  /// The pictures as far as they are written, as pixels.
  package func images() -> [Image] { grids.map(model.decode) }

  /// What goes into the file of picture `index`.
  package func metadata(_ index: Int) -> PictureMetadata {
    PictureMetadata(
      request: request.picture(index), steering: batch.courses[index].taken, model: model)
  }
}
