import Foundation
package import Generation
package import Imaging

/// How well a model foresees captioned pictures, by modality.
package struct Perplexity: Codable, Sendable {
  /// Captioned pictures read.
  package var documents: Int
  /// Bits for each image code behind the caption.
  package var bitsPerCode: Estimate
  /// Bits for each byte of a caption in front of its picture.
  package var bitsPerByte: Estimate
  /// Bits for each byte of a caption that is told from its picture.
  package var bitsPerByteOfPictures: Estimate
  /// 2 to the bits of a code: among how many equally likely ones it is chosen.
  package var codePerplexity: Double { exp2(bitsPerCode.value) }
  /// The same of a text token in front of its picture.
  package var wordPerplexity: Double

  /// What one document costs, in bits.
  private struct Cost {
    var codes = 0.0
    var words = 0.0
    var toldWords = 0.0
    var codeCount = 0
    var wordCount = 0
    var bytes = 0
  }

  /// Reads captioned pictures.
  ///
  /// - Parameters:
  ///   - pairs: captions as prompts are written, and pictures of any size; at least one.
  ///   - model: reads them.
  ///   - progress: called with the number that are read.
  /// - Throws: `EvaluationError.tooFew`, or `PromptError.tooLong`.
  package init(
    _ pairs: [(caption: String, image: Image)], model: LoadedModel, progress: (Int) -> Void
  ) throws {
    guard !pairs.isEmpty else {
      throw EvaluationError.tooFew("Captioned pictures", count: 0, needed: 1)
    }
    let costs = try pairs.enumerated().map { number, pair in
      defer { progress(number + 1) }
      return try Self.cost(pair.caption, pair.image, model)
    }
    func ratio(_ over: (Cost) -> Double, _ under: (Cost) -> Int) -> Estimate {
      func figure(_ indices: [Int]) -> Double {
        indices.reduce(0) { $0 + over(costs[$1]) }
          / Double(max(1, indices.reduce(0) { $0 + under(costs[$1]) }))
      }
      return Estimate(
        figure(Array(costs.indices)), Interval(bootstrapOf: costs.count, figure),
        count: costs.count)
    }
    documents = costs.count
    bitsPerCode = ratio(\.codes, \.codeCount)
    bitsPerByte = ratio(\.words, \.bytes)
    bitsPerByteOfPictures = ratio(\.toldWords, \.bytes)
    wordPerplexity = exp2(ratio(\.words, \.wordCount).value)
  }

  private static func cost(_ caption: String, _ image: Image, _ model: LoadedModel) throws -> Cost {
    let grid = model.encode(image)
    let bits = { (nats: [Double]) in -nats.reduce(0, +) / log(2) }
    let (words, codes) = try model.logProbabilities(ofCaption: caption, andPicture: grid)
    return Cost(
      codes: bits(codes), words: bits(words),
      toldWords: bits(model.captionLogProbabilities([caption], of: grid)), codeCount: codes.count,
      wordCount: words.count, bytes: caption.utf8.count)
  }
}
