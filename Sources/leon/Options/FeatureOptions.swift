import ArgumentParser
import Evaluation
import Generation

/// What pictures are compared by.
struct FeatureOptions: ParsableArguments {
  /// What makes features.
  enum Kind: String, ExpressibleByArgument, CaseIterable {
    case tower, codes
  }

  @Option(
    help: """
      What pictures are compared by: the image tower of the model's bi-encoder (tower) or the codes of \
      its image tokenizer (codes); tower where the model has one.
      """)
  var features: Kind?

  /// Loads what measures pictures, without a gallery.
  ///
  /// - Throws: `RetrievalError` where the tower is asked for and the model has none, or an error that
  ///   names what is missing.
  func instruments(_ model: LoadedModel, threads: Int) throws -> PictureJudge.Instruments {
    let hasTower = features == .tower || DocumentFinder.hasRetriever(model.folder)
    let finder = hasTower ? try DocumentFinder(model) : nil
    if let finder, features != .codes {
      return PictureJudge.Instruments(
        model: model, extractor: TowerFeatures(finder, model), finder: finder)
    }
    let codes = try CodebookFeatures(
      tokenizer: model.folder + "/image_tokenizer", threads: threads)
    return PictureJudge.Instruments(model: model, extractor: codes, finder: finder)
  }
}
