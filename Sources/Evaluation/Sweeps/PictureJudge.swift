package import Generation
package import Imaging
import Tensors
package import Tokens

/// Figures of pictures that were drawn from prompts.
package struct PictureFigures: Codable, Sendable {
  /// KID to real pictures of other concepts; not times 1000.
  package var kid: KernelDistance
  /// Fréchet distance to the same; biased upwards by few pictures.
  package var frechetDistance: Double
  /// Mean of log p(prompt | picture) by the model itself, in nats.
  package var likelihood: Estimate
  /// Of the model's likeliest caption of a picture, against its prompt: F1 of the words.
  package var tokenF1: Estimate
  /// The same by CIDEr-D.
  package var ciderD: Estimate
  /// Share of the prompts with a colour whose picture has it; nil without such prompts.
  package var colours: Estimate?
}

/// Judges pictures drawn from prompts against real ones.
package struct PictureJudge {
  /// What the features are.
  package var features: String { extractor.name }
  /// The prompts.
  package let prompts: [String]
  /// The figures of real pictures of the prompts, which went through the image tokenizer: no model does
  /// better than by chance.
  package let floor: PictureFigures

  private let model: LoadedModel
  private let extractor: any FeatureExtractor
  private let others: FeatureTable
  /// Where the subsets of KID come from; the same for all that is judged.
  private let seed: UInt64

  /// Pictures of either side that the distances need.
  package static let least = 4

  /// Measures the floor.
  ///
  /// - Parameters:
  ///   - prompts: at least `least`.
  ///   - real: a real picture of each prompt.
  ///   - others: real pictures of other concepts, at least `least`.
  ///   - extractor: of features.
  ///   - model: reads captions.
  ///   - seed: of KID's subsets.
  /// - Throws: `EvaluationError`.
  package init(
    prompts: [String], real: [Image], others: [Image], extractor: any FeatureExtractor,
    model: LoadedModel, seed: UInt64
  ) throws {
    precondition(prompts.count == real.count, "\(real.count) pictures of \(prompts.count) prompts")
    for images in [real, others] where images.count < Self.least {
      throw EvaluationError.tooFew(
        "Pictures to compare with", count: images.count, needed: Self.least)
    }
    self.prompts = prompts
    self.model = model
    self.extractor = extractor
    self.seed = seed
    self.others = extractor.features(of: others)
    floor = try Self.figures(
      real.map(model.encode), images: real, prompts, extractor, model, self.others, seed)
  }

  /// The figures of one drawn picture for each prompt.
  package func figures(of grids: [CodeGrid]) throws -> PictureFigures {
    precondition(grids.count == prompts.count, "\(grids.count) of \(prompts.count) pictures")
    return try Self.figures(
      grids, images: grids.map(model.decode), prompts, extractor, model, others, seed)
  }

  private static func figures(
    _ grids: [CodeGrid], images: [Image], _ prompts: [String], _ extractor: any FeatureExtractor,
    _ model: LoadedModel, _ others: FeatureTable, _ seed: UInt64
  ) throws -> PictureFigures {
    var generator = SplitMix64(seed: seed)
    let features = extractor.features(of: images)
    var knobs = model.defaultKnobs
    knobs.setTemperature(0)
    let cases = zip(prompts, images).map { prompt, image in
      CaptionCase(
        candidate: model.caption(image, seed: Seed(0), knobs: knobs), references: [prompt])
    }
    let cider = CIDErD(cases)
    return PictureFigures(
      kid: try KernelDistance(features, others, using: &generator),
      frechetDistance: try Evaluation.frechetDistance(features, others),
      likelihood: Estimate(
        meanOf: zip(prompts, grids).map { model.captionLogProbabilities([$0], of: $1)[0] }),
      tokenF1: Estimate(meanOf: cases.map(\.tokenF1)),
      ciderD: Estimate(meanOf: cases.map(cider.score)))
  }
}
