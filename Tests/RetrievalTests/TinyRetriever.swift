import Foundation
import Retrieval
import Tensors
import TestSupport
import Tokens

/// A retriever with random weights over 4 × 4 codes of 8 and 20 ids of words.
enum TinyRetriever {
  static var sizes: RetrieverConfiguration {
    RetrieverConfiguration(
      vectorWidth: 12, textWidth: 16, codeWidth: 6,
      channels: [8, 12], textCount: 20, codeCount: 8, gridSide: 4, textTokenizer: "words",
      imageTokenizer: "codes")
  }

  static func encoder(seed: UInt64 = 1, training: Bool = false) -> BiEncoder {
    var generator = SplitMix64(seed: seed)
    return BiEncoder(sizes, training: training, using: &generator)
  }

  /// Runs `body` with a folder and a retriever that was loaded from it.
  @discardableResult
  static func with<Result>(
    seed: UInt64 = 1, sizes: RetrieverConfiguration = sizes,
    _ body: (Retriever, String) throws -> Result
  ) throws -> Result {
    let folder = NSTemporaryDirectory() + "leon-retrieval-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var generator = SplitMix64(seed: seed)
    try BiEncoder(sizes, training: false, using: &generator).write(to: folder + "/retriever")
    let compute = try Compute(threads: 1)
    return try body(try Retriever(folder: folder + "/retriever", on: compute), folder)
  }

  /// A picture whose codes begin with the digits of `number`.
  static func picture(_ number: Int) -> CodeGrid {
    CodeGrid(
      height: 4, width: 4,
      codes: (0..<16).map { CodeIndex($0 < 4 ? (number >> (3 * $0)) & 7 : $0 & 7) })
  }

  static func document(_ number: Int, caption: String? = nil) -> ReferenceDocument {
    ReferenceDocument(
      caption: caption ?? "thing \(number)", picture: picture(number),
      origin: .init(source: "set \(number % 2)", license: "CC0-1.0"))
  }

  /// A unit vector with an angle, in degrees, in the plane of the first two coordinates.
  static func vector(_ degrees: Float) -> [Float] {
    var result = [Float](repeating: 0, count: sizes.vectorWidth)
    (result[0], result[1]) = (cos(degrees * .pi / 180), sin(degrees * .pi / 180))
    return result
  }

  /// A bank whose document i lies at `degrees[i]`.
  static func bank(_ retriever: Retriever, _ degrees: [Float]) throws -> MemoryBank {
    var builder = MemoryBank.Builder(for: retriever)
    for (number, angle) in degrees.enumerated() {
      _ = builder.add(document(number), vector: vector(angle))
    }
    return try builder.bank(of: "here", on: retriever.compute)
  }
}
