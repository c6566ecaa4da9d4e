package import Generation
package import Imaging
internal import Tensors

/// How often the model's own likelihood picks a picture's caption among others of the same style.
package struct CaptionRanking: Codable, Sendable {
  /// Captions to choose from, the true one included.
  package var candidates: Int
  /// Pictures asked about.
  package var pictures = 0
  /// Pictures whose caption came first.
  package var first = 0
  /// Pictures whose caption was among the first five.
  package var firstFive = 0

  /// A picture and what it shows.
  package struct Pair: Sendable {
    /// The picture, of any size.
    package var image: Image
    /// Its caption without the style.
    package var caption: String
    /// Its style.
    package var style: String

    /// Makes a pair.
    package init(image: Image, caption: String, style: String) {
      self.image = image
      self.caption = caption
      self.style = style
    }
  }

  /// Ranks the captions of every picture by log p(text | picture).
  ///
  /// - Parameters:
  ///   - pairs: pictures with captions; the others' captions are the wrong answers, dressed in the
  ///     picture's own style, so that the style gives nothing away.
  ///   - candidates: captions to choose from, 2 to the number of different captions.
  ///   - seed: draws the wrong answers.
  ///   - model: reads the pictures.
  ///   - progress: called with pictures done and all.
  package init(
    _ pairs: [Pair], candidates: Int, seed: UInt64, model: LoadedModel,
    progress: (Int, Int) -> Void
  ) {
    self.candidates = candidates
    var generator = SplitMix64(seed: seed)
    let captions = Set(pairs.map(\.caption)).sorted()
    precondition(candidates <= captions.count, "\(candidates) of \(captions.count) captions")
    for pair in pairs {
      let wrong = captions.shuffled(using: &generator).filter { $0 != pair.caption }
      let choice = [pair.caption] + wrong.prefix(candidates - 1)
      let likelihoods = model.captionLogProbabilities(
        choice.map { "\($0), \(pair.style)" }, of: model.encode(pair.image))
      let better = likelihoods.filter { $0 > likelihoods[0] }.count
      pictures += 1
      first += better == 0 ? 1 : 0
      firstFive += better < 5 ? 1 : 0
      progress(pictures, pairs.count)
    }
  }
}
