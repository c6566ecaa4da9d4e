package import Imaging
package import Tokens

/// The pictures of one request while they are written; pulled by one thread, cancelled by not pulling.
package final class GenerationSession {
  /// What was asked for.
  package let request: GenerationRequest
  /// Codes of each picture.
  package let total: Int

  init(request: GenerationRequest) { preconditionFailure("being written") }

  /// The knobs of all pictures; new ones are heard at the next token.
  package var knobs: Knobs {
    get { preconditionFailure("being written") }
    set { preconditionFailure("being written \(newValue)") }
  }

  /// Codes written so far, of each picture.
  package var position: Int { preconditionFailure("being written") }

  /// The pictures as far as they are written.
  package var grids: [CodeGrid] { preconditionFailure("being written") }

  /// Where and how the knobs were turned, for an exact replay.
  package var knobChanges: [KnobChange] { preconditionFailure("being written") }

  /// Draws the next code of every picture; nil once `finished` was reported.
  package func next() -> GenerationEvent? { preconditionFailure("being written") }

  /// Goes back to the first `position` codes and goes on from there with the knobs as they are.
  package func rewind(to position: Int) { preconditionFailure("being written") }

  /// The pictures as far as they are written, as pixels.
  package func images() -> [Image] { preconditionFailure("being written") }

  /// What goes into the file of picture `index`.
  package func metadata(_ index: Int) -> PictureMetadata { preconditionFailure("being written") }
}
