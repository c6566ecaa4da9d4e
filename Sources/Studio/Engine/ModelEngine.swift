package import Generation
package import Imaging
package import Tokens

/// A model folder as the studio's engine.
package final class ModelEngine: PictureEngine {
  private let model: LoadedModel
  private let lexicon: Lexicon

  /// Wraps a model and what its captions said.
  package init(_ model: LoadedModel, lexicon: Lexicon = Lexicon()) {
    self.model = model
    self.lexicon = lexicon
  }

  package var facts: ModelFacts {
    ModelFacts(
      name: model.name, hash: model.hash, imageSide: model.imageSide, gridSide: model.gridSide,
      promptLimit: model.promptLimit, knobs: model.defaultKnobs, lexicon: lexicon)
  }

  package func tokenCount(_ prompt: String) -> Int { model.tokenCount(prompt) }

  package func begin(_ request: GenerationRequest, replaying changes: [KnobChange]) throws
    -> any PictureWriting
  {
    try model.validate(request)
    return Writing(try model.session(request, replaying: changes))
  }

  package func image(of codes: [CodeIndex]) -> Image {
    let side = model.gridSide
    return model.decode(CodeGrid(height: side, width: side, codes: codes))
  }

  package func file(
    of request: GenerationRequest, changes: [KnobChange], image: Image
  ) throws -> [UInt8] {
    let metadata = PictureMetadata(request: request, knobChanges: changes, model: model)
    return try PNG.encode(image, text: metadata.texts())
  }

  /// One session of one picture.
  private final class Writing: PictureWriting {
    private let session: GenerationSession

    init(_ session: GenerationSession) { self.session = session }

    var knobs: Knobs {
      get { session.knobs }
      set { session.knobs = newValue }
    }

    var codes: [CodeIndex] { session.grids.first?.codes ?? [] }

    var changes: [KnobChange] { session.knobChanges }

    func advance() -> Bool {
      guard case .token = session.next() else { return false }
      return session.position < session.total
    }
  }
}
