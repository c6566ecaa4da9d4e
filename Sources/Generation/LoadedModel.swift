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
/// ```
/// What describes the model and counts tokens may be asked from any thread; sessions, captions,
/// codes and pixels are for one thread at a time.
@safe package final class LoadedModel: @unchecked Sendable {
  /// The folder's name.
  package let name: String
  /// The first ten hexadecimal digits of the SHA-256 of `model.safetensors`.
  package let hash: String
  /// What the processor can do; the same codes are promised on the same level only.
  package let cpuLevel: String
  /// The knobs to begin with.
  package let defaultKnobs: Knobs

  let transformer: Transformer
  let documents: DocumentTokenizer
  private let pictures: ImageTokenizer

  /// Loads a folder.
  ///
  /// - Parameters:
  ///   - folder: its path.
  ///   - threads: parts a kernel is cut into, at least 1.
  /// - Throws: an error that says in a sentence which file is missing or does not fit.
  package init(folder: String, threads: Int) throws {
    name = URL(fileURLWithPath: folder).lastPathComponent
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

  /// Checks that the prompt is neither empty nor longer than this model takes.
  ///
  /// - Throws: `PromptError`.
  package func validate(_ request: GenerationRequest) throws {
    _ = try documents.picturePrompt(request.prompt, limit: promptLimit)
  }

  /// Begins to draw.
  ///
  /// - Parameters:
  ///   - request: what to draw.
  ///   - changes: where the knobs turn by themselves, for a replay.
  /// - Returns: a session at position 0.
  /// - Throws: `PromptError`.
  package func session(
    _ request: GenerationRequest, replaying changes: [KnobChange] = []
  ) throws -> GenerationSession {
    try GenerationSession(request, replaying: changes, model: self)
  }

  /// The codes of all pictures of a request, drawn in one batch.
  func tokens(_ request: GenerationRequest) throws -> TokenIterator {
    let prompt = try documents.picturePrompt(request.prompt, limit: promptLimit)
    let continuations = (0..<request.count).map { index in
      let picture = request.picture(index)
      return Continuation(
        prompt: prompt, unconditionalPrompt: documents.unconditionalPrompt, seed: picture.seed,
        variationSeed: picture.variationSeed, knobs: picture.knobs)
    }
    let grammar = ImageGrammar(vocabulary, count: gridSide * gridSide)
    return TokenIterator(continuations, grammar: grammar, model: transformer)
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
    let prompt = documents.captionPrompt(encode(image))
    var knobs = knobs
    knobs.blend = .guidance(scale: 1)
    let continuation = Continuation(
      prompt: prompt, unconditionalPrompt: prompt, seed: seed, variationSeed: seed, knobs: knobs)
    let room = transformer.configuration.contextLength - prompt.count
    var words = TokenIterator(
      [continuation], grammar: CaptionGrammar(vocabulary, limit: min(room, promptLimit)),
      model: transformer)
    while words.next() != nil {}
    return DocumentTokenizer.cleaned(documents.text.decode(words.written(0)))
  }

  /// The pixels of a grid, whole or partial.
  ///
  /// One picture at a time: the sums of several in one pass may round otherwise, and a picture's
  /// bytes must not depend on what it was drawn beside.
  package func decode(_ grid: CodeGrid) -> Image { pictures.decode(grid) }

  /// The codes of a picture of any size, laid on white and fitted.
  package func encode(_ image: Image) -> CodeGrid {
    pictures.encode(image.fitting(side: imageSide, on: .white))
  }
}
