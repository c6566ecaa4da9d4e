internal import Decoding
import Foundation
package import Imaging
internal import Modeling
internal import Tokenizers
package import Tokens

/// A model folder in memory: draws pictures, captions them, turns them into codes and back.
///
/// ```
/// NAME/config.json  model.safetensors   the transformer
///      tokenizer.json                   words to ids
///      image_tokenizer/                 pictures to codes
///      generation_config.json           the knobs to begin with; may be missing
///      retriever/  documents.bank       what looks up documents, and where; may be missing
/// ```
/// What describes the model and counts tokens may be asked from any thread; sessions, captions,
/// codes and pixels are for one thread at a time.
@safe package final class LoadedModel: @unchecked Sendable {
  /// The folder's name.
  package let name: String
  /// The folder's path.
  package let folder: String
  /// The first ten hexadecimal digits of the SHA-256 of `model.safetensors`.
  package let hash: String
  /// What the processor can do; the same codes are promised on the same level only.
  package let cpuLevel: String
  /// Which sums draw the tokens; pictures drawn by another may come out otherwise.
  package static let kernelVersion = Transformer.kernelVersion
  /// The knobs to begin with.
  package let defaultKnobs: Knobs

  let transformer: Transformer
  let documents: DocumentTokenizer
  let pictures: ImageTokenizer

  /// Loads a folder.
  ///
  /// - Parameters:
  ///   - folder: its path.
  ///   - threads: parts a kernel is cut into, at least 1.
  /// - Throws: an error that says in a sentence which file is missing or does not fit.
  package init(folder: String, threads: Int) throws {
    name = URL(fileURLWithPath: folder).lastPathComponent
    self.folder = folder
    transformer = try Transformer(folder: folder, threads: threads)
    pictures = try ImageTokenizer(folder: folder + "/image_tokenizer", on: transformer.compute)
    let words = folder + "/tokenizer.json"
    let text = try TextTokenizer(path: words)
    documents = DocumentTokenizer(text: text, vocabulary: try text.vocabulary(words))
    defaultKnobs = try Self.knobs(folder + "/generation_config.json")
    cpuLevel = transformer.level.description
    hash = try Self.hash(ofFile: folder + "/model.safetensors")
    if let flaw { throw GenerationError.model(folder, flaw) }
  }

  /// The first ten hexadecimal digits of the SHA-256 of a file, as `sha256sum` prints them.
  package static func hash(ofFile path: String) throws -> String {
    let data = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
    return String(SHA256.hex(data).prefix(10))
  }

  /// Says which two parts of the folder do not fit each other, nil when all do.
  private var flaw: String? {
    let sizes = transformer.configuration
    if documents.vocabulary != sizes.vocabulary {
      return "tokenizer.json has \(documents.vocabulary.count) ids, laid out otherwise than the "
        + "\(sizes.vocabulary.count) of config.json"
    }
    let images = pictures.configuration
    if (images.gridSide, images.gridSide, images.codeCount)
      != (sizes.gridHeight, sizes.gridWidth, sizes.codeCount)
    {
      return "image_tokenizer/ makes \(images.gridSide) × \(images.gridSide) of "
        + "\(images.codeCount) codes, config.json wants \(sizes.gridHeight) × \(sizes.gridWidth) of "
        + "\(sizes.codeCount)"
    }
    return nil
  }

  private static func knobs(_ path: String) throws -> Knobs {
    guard let data = FileManager.default.contents(atPath: path) else { return Knobs() }
    guard let knobs = try? JSONDecoder().decode(Knobs.self, from: data) else {
      throw GenerationError.model(path, "not a JSON object of knobs")
    }
    if let flaw = knobs.flaw { throw GenerationError.model(path, flaw) }
    return knobs
  }

  /// Pixels a side of a picture.
  package var imageSide: Int { pictures.configuration.resolution }
  /// Codes a side of a picture.
  package var gridSide: Int { pictures.configuration.gridSide }
  /// The most text tokens a prompt may have.
  package var promptLimit: Int { transformer.configuration.promptLimit }
  /// The one id space of text and codes.
  package var vocabulary: Vocabulary { documents.vocabulary }

  /// Counts the tokens of a prompt.
  package func tokenCount(_ prompt: String) -> Int {
    documents.encode(.text(prompt)).count
  }

  /// Checks that the prompt is neither empty nor longer than this model takes, that the negative
  /// prompt is not longer, and that the documents are this model's and fit into its context.
  ///
  /// - Throws: `PromptError` or `GenerationError.documents`.
  package func validate(_ request: GenerationRequest) throws { _ = try prompts(of: request) }
}

extension LoadedModel {
  /// Begins to draw.
  ///
  /// - Parameters:
  ///   - request: what to draw.
  ///   - steering: where knobs turn and codes are given by themselves, for a replay.
  ///   - codes: what all pictures begin with, at most a whole picture: a branch of another one.
  /// - Returns: a session behind those codes.
  /// - Throws: `PromptError`, or `GenerationError` for codes and knobs that do not fit.
  package func session(
    _ request: GenerationRequest, replaying steering: Steering = Steering(),
    beginning codes: [CodeIndex] = []
  ) throws -> GenerationSession {
    try GenerationSession(request, replaying: steering, beginning: codes, model: self)
  }

  /// Begins to draw, with a replay of turned knobs alone.
  package func session(
    _ request: GenerationRequest, replaying changes: [KnobChange]
  ) throws -> GenerationSession {
    try session(request, replaying: Steering(knobChanges: changes))
  }

  /// Begins to draw variants together.
  ///
  /// - Parameter requests: 2 to 16 pictures in all.
  /// - Returns: a session at position 0.
  /// - Throws: `PromptError`, or `ComparisonError.count`.
  package func comparison(_ requests: [GenerationRequest]) throws -> ComparisonSession {
    try ComparisonSession(requests, model: self)
  }

  /// The codes of the pictures of some requests for one each, drawn in one batch by one grammar.
  func tokens(_ requests: [GenerationRequest], _ grammar: any Grammar) throws -> TokenIterator {
    let continuations = try requests.map { picture in
      let prompts = try prompts(of: picture)
      return Continuation(
        prompt: prompts.full, picturePrompt: prompts.picture,
        unconditionalPrompt: prompts.unconditional, seed: picture.seed,
        variationSeed: picture.variationSeed, knobs: picture.knobs.at(0))
    }
    return TokenIterator(continuations, grammar: grammar, model: transformer)
  }
}

extension LoadedModel {
  /// What stands before the codes in each lane.
  typealias Prompts = (full: [TokenID], picture: [TokenID]?, unconditional: [TokenID])

  /// What stands before the codes of a request, which fits the model and its context.
  func prompts(of request: GenerationRequest) throws -> Prompts {
    for document in request.documents {
      if let flaw = flaw(of: document.picture, of: "The document “\(document.caption)”") {
        throw GenerationError.documents(flaw)
      }
    }
    if let flaw = flaw(of: request.base) { throw GenerationError.base(flaw) }
    let prompts = try unchecked(request)
    let count = request.base?.rectangle.map { ($0.width + 2) * $0.height } ?? gridSide * gridSide
    let length = max(prompts.full.count, prompts.unconditional.count) + count
    let room = transformer.configuration.contextLength
    guard length <= room else { throw PromptError.noRoom(length, limit: room) }
    return prompts
  }

  private func unchecked(_ request: GenerationRequest) throws -> Prompts {
    let (words, behind) = (request.prompt, request.documents)
    if case .rectangle(let rectangle, let picture) = request.base {
      // Nothing was trained that knows less than this and would leave the same codes to be drawn.
      let full = try documents.rectanglePrompt(
        words, limit: promptLimit, rectangle, of: picture, behind: behind)
      return (full, nil, full)
    }
    let unconditional = try documents.unconditionalPrompt(
      request.negativePrompt, limit: promptLimit, behind: behind)
    guard case .segments(let segments) = request.base else {
      let full = try documents.picturePrompt(words, limit: promptLimit, behind: behind)
      return (full, nil, unconditional)
    }
    let full = try documents.picturePrompt(
      words, limit: promptLimit, behind: behind, segments: segments)
    return (full, documents.opening(behind.flatMap(\.segments) + segments), unconditional)
  }
}

extension LoadedModel {
  /// Says in words what a picture shows, by infilling (reference a.4).
  ///
  /// - Parameters:
  ///   - image: of any size; laid on white and fitted.
  ///   - seed: of the words.
  ///   - knobs: how they are drawn; there is no lane without the picture, so the blend has no say.
  /// - Returns: one line, without white space at its ends.
  package func caption(_ image: Image, seed: Seed, knobs: Knobs) -> String {
    written(behind: documents.captionPrompt(encode(image)), seed: seed, knobs: knobs) {}
  }

  /// Finds the words of the blank in a filled task's segments, by infilling.
  ///
  /// - Parameters:
  ///   - segments: with one mask.
  ///   - seed: of the words.
  ///   - knobs: how they are drawn; the blend has no say.
  ///   - check: called before each token; what it throws ends the search for words.
  /// - Returns: one line, without white space at its ends.
  /// - Throws: `PromptError.tooLong` when the segments leave no room in the model's context.
  package func infill(
    _ segments: [[FilledTask.Piece]], seed: Seed, knobs: Knobs, check: () throws -> Void = {}
  ) throws -> String {
    let prompt = documents.infillPrompt(segments)
    let room = transformer.configuration.contextLength - 1
    guard prompt.count <= room else { throw PromptError.tooLong(prompt.count, limit: room) }
    return try written(behind: prompt, seed: seed, knobs: knobs, check: check)
  }

  /// The words behind a prompt that ends where an infilled span begins.
  private func written(
    behind prompt: [TokenID], seed: Seed, knobs: Knobs, check: () throws -> Void
  ) rethrows -> String {
    var knobs = knobs.at(0)
    knobs.blend = .guidance(scale: 1)
    let continuation = Continuation(
      prompt: prompt, unconditionalPrompt: prompt, seed: seed, variationSeed: seed, knobs: knobs)
    let room = transformer.configuration.contextLength - prompt.count
    var words = TokenIterator(
      [continuation], grammar: CaptionGrammar(vocabulary, limit: min(room, promptLimit)),
      model: transformer)
    repeat { try check() } while words.next() != nil
    return documents.words(words.written(0))
  }

  /// The pixels of a grid, whole or partial.
  ///
  /// One picture at a time: the sums of several in one pass may round otherwise, and a picture's
  /// bytes must not depend on what it was drawn beside.
  package func decode(_ grid: CodeGrid) -> Image { pictures.decode(grid) }

  /// The same of a picture that still grows: the rows of which codes are there, in less time.
  package func decodeWritten(_ grid: CodeGrid) -> Image { pictures.decodeWritten(grid) }

  /// The codes of a picture of any size, laid on white and fitted.
  package func encode(_ image: Image) -> CodeGrid {
    pictures.encode(fitted(image))
  }
}
