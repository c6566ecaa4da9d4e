package import Imaging
package import Tokens

/// A model folder in memory: draws pictures, captions them, turns them into codes and back.
///
/// What describes the model and counts tokens may be asked from any thread; sessions, captions,
/// codes and pixels are for one thread at a time.
@safe package final class LoadedModel: @unchecked Sendable {
  /// The folder's name.
  package let name: String
  /// The first ten hexadecimal digits of the SHA-256 of its weights.
  package let hash: String
  /// What the processor can do; the same codes are promised on the same level only.
  package let cpuLevel: String
  /// Pixels a side of a picture.
  package let imageSide: Int
  /// Codes a side of a picture.
  package let gridSide: Int
  /// The most text tokens a prompt may have.
  package let promptLimit: Int
  /// The knobs of `generation_config.json`.
  package let defaultKnobs: Knobs

  /// Loads a folder: `config.json`, `model.safetensors`, `tokenizer.json`, `image_tokenizer/` and
  /// `generation_config.json`.
  ///
  /// - Parameters:
  ///   - folder: its path.
  ///   - threads: parts a kernel is cut into, at least 1.
  /// - Throws: an error that says in a sentence which file is missing or does not fit.
  package init(folder: String, threads: Int) throws { preconditionFailure("being written") }

  /// Counts the tokens of a prompt.
  package func tokenCount(_ prompt: String) -> Int { preconditionFailure("being written") }

  /// Checks that the prompt is neither empty nor longer than this model takes.
  ///
  /// - Throws: `PromptError`.
  package func validate(_ request: GenerationRequest) throws {
    preconditionFailure("being written")
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
  ) throws -> GenerationSession { preconditionFailure("being written") }

  /// Says in words what a picture shows.
  ///
  /// - Parameters:
  ///   - image: of any size; laid on white and fitted.
  ///   - seed: of the words.
  ///   - knobs: how they are drawn.
  /// - Returns: one line, without white space at its ends.
  package func caption(_ image: Image, seed: Seed, knobs: Knobs) -> String {
    preconditionFailure("being written")
  }

  /// The pixels of a grid, whole or partial.
  package func decode(_ grid: CodeGrid) -> Image { preconditionFailure("being written") }

  /// The codes of a picture of any size, laid on white and fitted.
  package func encode(_ image: Image) -> CodeGrid { preconditionFailure("being written") }
}
