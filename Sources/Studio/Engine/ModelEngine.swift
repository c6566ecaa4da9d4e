package import Generation
package import Imaging
import Retrieval
package import Tokens

/// A model folder as the studio's engine.
package final class ModelEngine: PictureEngine {
  let model: LoadedModel
  private let lexicon: Lexicon
  /// Reads what a folder of pictures holds.
  let picturesOf: (String) throws -> [CaptionedPicture]
  var finder: DocumentFinder?
  var bank: MemoryBank?

  /// Wraps a model.
  ///
  /// - Parameters:
  ///   - model: that draws.
  ///   - lexicon: what its captions said.
  ///   - picturesOf: reads the pictures of a folder, which a bank may be made of; none unless given.
  package init(
    _ model: LoadedModel, lexicon: Lexicon = Lexicon(),
    picturesOf: @escaping (String) throws -> [CaptionedPicture] = { _ in [] }
  ) {
    self.model = model
    self.lexicon = lexicon
    self.picturesOf = picturesOf
  }

  package var facts: ModelFacts {
    ModelFacts(
      name: model.name, hash: model.hash, imageSide: model.imageSide, gridSide: model.gridSide,
      promptLimit: model.promptLimit, knobs: model.defaultKnobs, lexicon: lexicon)
  }

  package func tokenCount(_ prompt: String) -> Int { model.tokenCount(prompt) }

  package func begin(
    _ request: GenerationRequest, replaying steering: Steering, from codes: [CodeIndex]
  ) throws -> any PictureWriting {
    try model.validate(request)
    return Writing(
      try model.session(request, replaying: steering, beginning: codes), known: codes.count,
      record: steering)
  }

  package func codes(of image: Image) -> [CodeIndex] { model.encode(image).codes }

  package func words(
    of segments: [[FilledTask.Piece]], seed: Seed, knobs: Knobs, while goesOn: () -> Bool
  ) throws -> String {
    try model.infill(segments, seed: seed, knobs: knobs) {
      if !goesOn() { throw CancellationError() }
    }
  }

  package func image(of codes: [CodeIndex]) -> Image {
    let side = model.gridSide
    return model.decode(CodeGrid(height: side, width: side, codes: codes))
  }

  package func preview(of codes: [CodeIndex]) -> Image {
    let side = model.gridSide
    return model.decodeWritten(CodeGrid(height: side, width: side, codes: codes))
  }

  package func file(
    of request: GenerationRequest, steering: Steering, image: Image
  ) throws -> [UInt8] {
    let metadata = PictureMetadata(request: request, steering: steering, model: model)
    return try PNG.encode(image, text: metadata.texts())
  }

  /// One session of one picture.
  private final class Writing: PictureWriting {
    private let session: GenerationSession
    /// How many codes it was given because they are what `record` draws.
    private var known: Int
    private let record: Steering

    init(_ session: GenerationSession, known: Int, record: Steering) {
      self.session = session
      self.known = known
      self.record = record
    }

    var knobs: Knobs {
      get { session.knobs }
      set { session.knobs = newValue }
    }

    var seed: Seed {
      get { session.seed }
      set { session.seed = newValue }
    }

    var codes: [CodeIndex] { session.grids.first?.codes ?? [] }

    var steering: Steering { session.steering.withoutGiven(below: known, but: record) }

    func advance() -> Bool {
      guard case .token = session.next() else { return false }
      return session.position < session.total
    }

    func cut(to position: Int, taking code: CodeIndex?) {
      known = min(known, position)
      if let code {
        session.replace(at: position, by: code)
      } else {
        session.rewind(to: position)
      }
    }

    func inspections() -> [TokenInspection] { session.inspections() }
  }
}
