import Foundation
import Generation
import Scenes
import Tokenizers
import Training

/// The documents of tasks as codes: made once, and made again when the mixture, the stickers or the
/// image tokenizer change.
struct CachedTasks {
  /// Where the run lives.
  let folder: RunFolder
  /// Says which documents are made.
  let mixture: Mixture

  /// Loads the run's pool, or composes one.
  ///
  /// - Parameters:
  ///   - tokenizer: the image tokenizer.
  ///   - weights: its weights' file, which names it.
  /// - Returns: nil where the mixture has no tasks.
  /// - Throws: `SceneError`, `CorpusError` or the system's reason.
  func load(tokenizer: ImageTokenizer, weights: String) throws -> TaskPool? {
    guard !mixture.groups.isEmpty else { return nil }
    let stickers = try Resources().path(of: "stickers")
    let name = try name(weights: weights, stickers: stickers)
    if let pool = try? TaskPool(path: folder.taskPool), pool.name == name { return pool }
    let side = tokenizer.configuration.resolution
    guard Scene.canvases.contains(side) else { throw SceneError.canvas(side) }
    let composer = SceneComposer(catalog: try SceneCatalog(stickers: stickers), canvas: side)
    let began = Date()
    let pool = try TaskPoolBuilder(TaskWriter(composer), mixture)
      .build(tokenizer: tokenizer, name: name) { done, all in
        let rate = Double(done) / max(0.001, Date().timeIntervalSince(began))
        Console.print("composed \(done) of \(all) pictures of tasks, \(Int(rate)) a second")
      }
    try pool.write(to: folder.taskPool)
    return pool
  }

  /// SHA-256 of the tokenizer's weights and of the stickers, the mixture, and the version of what
  /// writes the documents.
  private func name(weights: String, stickers: String) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let shares = Dictionary(
      uniqueKeysWithValues: mixture.groups.map { ($0.rawValue, mixture.shares[.init($0)]) })
    let parts = try [
      Data(contentsOf: URL(fileURLWithPath: weights)),
      Data(contentsOf: URL(fileURLWithPath: stickers + "/metadata.jsonl")),
      encoder.encode(shares),
    ]
    return (parts.map(SHA256.hex) + ["\(mixture.pictures)", "\(mixture.seed)", "1"])
      .joined(separator: " ")
  }
}
