import Foundation
import Imaging
import Modeling
import Tensors
import Tokenizers
import Tokens
import Training

/// Things small enough to train in a blink.
enum Tiny {
  /// One place to compute per call: a place has one caller at a time and tests run side by side.
  static func compute() throws -> Compute { try Compute(threads: 1) }

  /// A folder that is removed when the closure returns.
  @discardableResult
  static func withFolder<T>(_ body: (String) throws -> T) throws -> T {
    let path = NSTemporaryDirectory() + "leon-training-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try body(path)
  }

  static func write(_ text: String, to path: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
  }

  static let entries = ["red disc", "blue box", "green star"].map {
    CorpusEntry(fileName: $0 + ".png", text: $0, style: "toy")
  }

  /// 2 × 2 codes of 8 a picture: picture i has the codes i, i + 1, i + 2, i + 3.
  static var cache: TokenCache {
    var cache = TokenCache(tokenizer: "tiny", codesPerPicture: 4, entries: entries)
    for i in entries.indices {
      cache.append(.init(entry: i), codes: (0..<4).map { Int32((i + $0) % 8) })
    }
    cache.append(.init(entry: 0, heldOut: true), codes: [7, 7, 7, 7])
    return cache
  }

  static var documents: DocumentTokenizer {
    let text = TextTokenizer.train(
      Dictionary(uniqueKeysWithValues: entries.map { (" \($0.text), toy", 3) }), textCount: 270,
      codeCount: 8, sentinelCount: 4)
    return DocumentTokenizer(
      text: text, vocabulary: Vocabulary(textCount: 270, codeCount: 8, sentinelCount: 4))
  }

  static var sizes: ModelConfiguration {
    var sizes = ModelConfiguration(
      width: 32, layerCount: 1, headCount: 2, feedForwardWidth: 64, contextLength: 40,
      textCount: 270, codeCount: 8, sentinelCount: 4, grid: 2)
    sizes.initialDeviation = 0.05
    sizes.positionDeviation = 0.05
    return sizes
  }

  static var settings: ModelSettings {
    var settings = ModelSettings()
    settings.schedule = LearningRateSchedule(peak: 0.01, warmup: 5, steps: 1000)
    settings.microbatch = 3
    settings.accumulation = 1
    settings.precision = .float32
    return settings
  }

  static func modelTrainer(_ settings: ModelSettings = Tiny.settings) throws -> ModelTrainer {
    try ModelTrainer(
      settings, sizes: sizes, cache: cache, documents: documents, on: try compute())
  }

  /// 16 × 16 pixels, a square of one colour on a transparent ground.
  static func picture(_ index: Int) -> Image {
    var image = Image(width: 16, height: 16, pixels: [UInt8](repeating: 0, count: 16 * 16 * 4))
    let colour: [UInt8] = [[220, 30, 30, 255], [30, 60, 220, 255], [40, 180, 60, 255]][index % 3]
    for y in 4..<12 {
      for x in (2 + index % 5)..<12 {
        for c in 0..<4 { image.pixels[4 * (y * 16 + x) + c] = colour[c] }
      }
    }
    return image
  }

  /// Writes `count` pictures with a table of captions.
  static func writeFolder(_ path: String, count: Int) throws {
    var table = ""
    for i in 0..<count {
      try Data(PNG.encode(picture(i))).write(to: URL(fileURLWithPath: path + "/\(i).png"))
      table += "{\"file_name\": \"\(i).png\", \"text\": \"thing \(i)\", \"style\": \"toy\"}\n"
    }
    try write(table, to: path + "/metadata.jsonl")
  }

  static func pictures(count: Int = 4) throws -> PictureSet {
    try withFolder { path in
      try writeFolder(path, count: count)
      let folder = try ImageFolder(path)
      return PictureSet(folder, entries: folder.entries, side: 16) { _, _ in }
    }
  }

  static var tokenizerSettings: ImageTokenizerSettings {
    var settings = ImageTokenizerSettings()
    settings.sizes.resolution = 16
    settings.sizes.unshuffle = 2
    settings.sizes.channels = 8
    settings.sizes.multipliers = [1, 2]
    settings.sizes.groups = 4
    settings.sizes.embedWidth = 4
    settings.sizes.codeCount = 16
    settings.batch = 4
    settings.schedule = LearningRateSchedule(peak: 3e-3, warmup: 5, steps: 1000)
    return settings
  }
}
