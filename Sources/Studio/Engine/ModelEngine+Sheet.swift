package import Generation
package import Tokens

/// Variants that the model writes in one batch.
extension ModelEngine {
  package func beginSheet(_ requests: [GenerationRequest]) throws -> any SheetWriting {
    for request in requests { try model.validate(request) }
    return Together(try model.comparison(requests))
  }

  package func scores(of pictures: [[CodeIndex]], by prompt: String) -> [Double] {
    let side = model.gridSide
    let grids = pictures.map { CodeGrid(height: side, width: side, codes: $0) }
    return model.captionLogProbabilities(prompt, of: grids)
  }

  package func record(of request: GenerationRequest, steering: Steering) throws -> String {
    let metadata = PictureMetadata(request: request, steering: steering, model: model)
    return try metadata.texts().last?.text ?? "{}"
  }

  private final class Together: SheetWriting {
    private let session: ComparisonSession

    init(_ session: ComparisonSession) { self.session = session }

    var codes: [[CodeIndex]] { session.grids.map(\.codes) }

    var changes: [[KnobChange]] {
      session.requests.indices.map { session.steering(of: $0).knobChanges }
    }

    func turn(_ picture: Int, to knobs: Knobs) { session.turnKnobs(of: picture, to: knobs) }

    func advance() -> Bool {
      guard case .token = session.next() else { return false }
      return session.position < session.total
    }
  }
}
