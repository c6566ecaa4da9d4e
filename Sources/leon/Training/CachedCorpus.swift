import Foundation
import Generation
import Tokenizers
import Training

/// The corpus as codes: made once, and made again when the corpus or the image tokenizer changes.
struct CachedCorpus {
  private struct Table: Decodable {
    var cache: Settings
  }

  private struct Settings: Decodable {
    var heldOutShare: Double
    var seed: UInt64
  }

  private let folder: RunFolder
  private let settings: Settings

  /// Reads the table `cache`.
  ///
  /// - Throws: `SettingsError.value`.
  init(folder: RunFolder, numbers: TrainingSettings) throws {
    self.folder = folder
    settings = try numbers.decode(Table.self).cache
  }

  /// Loads the run's cache, or encodes the corpus.
  ///
  /// - Parameters:
  ///   - corpus: an image folder.
  ///   - tokenizer: the image tokenizer.
  ///   - weights: its weights' file, which names it.
  /// - Returns: codes and captions.
  /// - Throws: `CorpusError` or `TrainingError`.
  func load(_ corpus: String, tokenizer: ImageTokenizer, weights: String) throws -> TokenCache {
    let name = try name(corpus, weights: weights)
    if let cache = try? TokenCache(path: folder.tokenCache), cache.tokenizer == name {
      return cache
    }
    let pictures = try CorpusLoading.pictures(
      corpus, side: tokenizer.configuration.resolution)
    var builder = TokenCacheBuilder()
    builder.heldOutShare = settings.heldOutShare
    builder.seed = settings.seed
    let cache = builder.build(pictures, tokenizer: tokenizer, hash: name) { done, all in
      Console.print("encoding \(done) of \(all) versions of the pictures")
    }
    try cache.write(to: folder.tokenCache)
    return cache
  }

  /// SHA-256 of the tokenizer's weights, of the corpus's captions, and the settings.
  private func name(_ corpus: String, weights: String) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let captions = try encoder.encode(try ImageFolder(corpus).entries)
    let tokenizer = try Data(contentsOf: URL(fileURLWithPath: weights))
    return [
      SHA256.hex(tokenizer), SHA256.hex(captions), "\(settings.heldOutShare)", "\(settings.seed)",
    ].joined(separator: " ")
  }
}
