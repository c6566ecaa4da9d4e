package import Generation
package import Imaging
import Tensors
package import Tokens

/// Judges pictures drawn from prompts against real ones.
package struct PictureJudge {
  /// What pictures are measured with.
  package struct Instruments {
    /// Reads captions.
    package var model: LoadedModel
    /// Of features.
    package var extractor: any FeatureExtractor
    /// Has the bi-encoder's vectors; nil where the model has none.
    package var finder: DocumentFinder?
    /// Where pictures look for their concepts; nil for nowhere.
    package var gallery: ConceptGallery?

    /// Makes a set without a bi-encoder and a gallery.
    package init(
      model: LoadedModel, extractor: any FeatureExtractor, finder: DocumentFinder? = nil,
      gallery: ConceptGallery? = nil
    ) {
      self.model = model
      self.extractor = extractor
      self.finder = finder
      self.gallery = gallery
    }
  }

  /// What the features are.
  package var features: String { instruments.extractor.name }
  /// The prompts.
  package let prompts: [String]
  /// The bi-encoder; nil where the model has none.
  package var finder: DocumentFinder? { instruments.finder }
  /// The figures of real pictures of the prompts, which went through the image tokenizer: no model does
  /// better than by chance.
  package let floor: PictureFigures

  private let instruments: Instruments
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
  ///   - instruments: what measures; a gallery is asked for the concepts of the prompts.
  ///   - seed: of KID's subsets.
  /// - Throws: `EvaluationError`, or `PromptError` for a prompt without words.
  package init(
    prompts: [String], real: [Image], others: [Image], instruments: Instruments, seed: UInt64
  ) throws {
    precondition(prompts.count == real.count, "\(real.count) pictures of \(prompts.count) prompts")
    for images in [real, others] where images.count < Self.least {
      throw EvaluationError.tooFew(
        "Pictures to compare with", count: images.count, needed: Self.least)
    }
    self.prompts = prompts
    self.instruments = instruments
    self.seed = seed
    self.others = instruments.extractor.features(of: others)
    floor = try instruments.figures(
      real.map(instruments.model.encode), images: real, prompts, self.others, seed)
  }

  /// The figures of one drawn picture for each prompt.
  package func figures(of grids: [CodeGrid]) throws -> PictureFigures {
    precondition(grids.count == prompts.count, "\(grids.count) of \(prompts.count) pictures")
    return try instruments.figures(
      grids, images: grids.map(instruments.model.decode), prompts, others, seed)
  }
}

extension PictureJudge.Instruments {
  fileprivate func figures(
    _ grids: [CodeGrid], images: [Image], _ prompts: [String], _ others: FeatureTable,
    _ seed: UInt64
  ) throws -> PictureFigures {
    var generator = SplitMix64(seed: seed)
    let features = extractor.features(of: images)
    let cases = captions(images, prompts)
    let cider = CIDErD(cases)
    return PictureFigures(
      kid: try KernelDistance(features, others, using: &generator),
      frechetDistance: try Evaluation.frechetDistance(features, others),
      likelihood: Estimate(
        meanOf: zip(prompts, grids).map { model.captionLogProbabilities([$0], of: $1)[0] }),
      similarity: try finder.map { finder in
        Estimate(
          meanOf: try zip(prompts, grids).flatMap { try finder.similarities(of: [$1], to: $0) })
      },
      tokenF1: Estimate(meanOf: cases.map(\.tokenF1)),
      ciderD: Estimate(meanOf: cases.map(cider.score)),
      concepts: gallery?.recall(of: features))
  }

  /// The model's likeliest captions of pictures.
  private func captions(_ images: [Image], _ prompts: [String]) -> [CaptionCase] {
    var knobs = model.defaultKnobs
    knobs.setTemperature(0)
    return zip(prompts, images).map { prompt, image in
      CaptionCase(
        candidate: model.caption(image, seed: Seed(0), knobs: knobs), references: [prompt])
    }
  }
}
