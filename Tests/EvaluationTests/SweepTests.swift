import Evaluation
import Generation
import Imaging
import TestSupport
import Testing
import Tokens

@Suite struct SweepTests {
  /// Plain pictures of eight colours, with a stripe each at another height.
  private func picture(_ number: Int) -> Image {
    var image = Image(
      width: 32, height: 32, fill: .init(red: UInt8(30 * number), green: 90, blue: 160))
    for x in 0..<32 { image.set(x, 4 * number, .black) }
    return image
  }

  private func withJudge<Result>(
    _ body: (LoadedModel, PictureJudge) throws -> Result
  ) throws -> Result {
    try TinyModel.withFolder { folder in
      let model = try LoadedModel(folder: folder, threads: 1)
      let judge = try PictureJudge(
        prompts: ["red cat", "blue dog", "one cat", "a dog"], real: (0..<4).map(picture),
        others: (4..<8).map(picture),
        extractor: CodebookFeatures(tokenizer: folder + "/image_tokenizer", threads: 1),
        model: model, seed: 1)
      return try body(model, judge)
    }
  }

  @Test func aSweepHasARowAValueAndRepeatsItself() throws {
    try withJudge { model, judge in
      let axis = try ComparisonAxis(.temperature, [0, 1, 2])
      let colours = [KnobSweep.ColourPrompt(words: "red cat", colour: .red)]
      func sweep() throws -> (KnobSweep, Int) {
        var drawn = 0
        let sweep = try KnobSweep(
          axis, knobs: model.defaultKnobs, judge: judge, colours: colours, seed: Seed(3),
          model: model
        ) { drawn += $0 }
        return (sweep, drawn)
      }
      let (first, drawn) = try sweep()
      #expect(drawn == 15 && drawn == KnobSweep.count(axis, judge, colours))
      #expect(first.rows.map(\.value) == ["0", "1", "2"])
      #expect(first.rows.allSatisfy { $0.figures.colours?.count == 1 })
      #expect(first.rows[0].figures.kid != first.rows[2].figures.kid)
      #expect(try sweep().0.rows.map(\.figures.kid) == first.rows.map(\.figures.kid))
    }
  }

  /// More candidates cannot make the best of them worse, and one is the first of top-p alone.
  @Test func theBestOfMoreCandidatesIsAtLeastAsLikely() throws {
    try withJudge { model, judge in
      var drawn = 0
      let curve = try CandidateCurve(
        counts: [1, 2, 4], knobs: model.defaultKnobs, judge: judge, seed: Seed(1), model: model
      ) { drawn += $0 }
      #expect(drawn == CandidateCurve.count([1, 2, 4], prompts: 4) && drawn == 48)
      for sampler in CandidateCurve.Sampler.allCases {
        let means = curve.rows.filter { $0.sampler == sampler }.map(\.figures.likelihood.value)
        #expect(means.count == 3 && means == means.sorted(), "\(sampler)")
      }
      let single = curve.rows.filter { $0.candidates == 1 }
      #expect(
        single.first { $0.sampler == .half }?.figures.kid
          == single.first { $0.sampler == .topP }?.figures.kid)
    }
  }

  @Test func tooFewPicturesAreRefusedWithTheirNumber() throws {
    try TinyModel.withFolder { folder in
      let model = try LoadedModel(folder: folder, threads: 1)
      let extractor = try CodebookFeatures(tokenizer: folder + "/image_tokenizer", threads: 1)
      let error = #expect(throws: EvaluationError.self) {
        _ = try PictureJudge(
          prompts: ["cat", "dog"], real: (0..<2).map(picture), others: (0..<8).map(picture),
          extractor: extractor, model: model, seed: 1)
      }
      #expect(error?.description == "Pictures to compare with: there are 2, at least 4 are needed.")
    }
  }

  @Test func featuresHaveTwentyTwoBlocksAndTellPicturesApart() throws {
    try TinyModel.withFolder { folder in
      let extractor = try CodebookFeatures(tokenizer: folder + "/image_tokenizer", threads: 1)
      let table = extractor.features(of: [picture(0), picture(7), picture(0)])
      #expect(table.width == 22 * 4)
      #expect(table.rows([0]) == table.rows([2]) && table.rows([0]) != table.rows([1]))
    }
  }

  @Test func bitsAreThoseOfTheSumsOverAllTokens() throws {
    try TinyModel.withFolder { folder in
      let model = try LoadedModel(folder: folder, threads: 1)
      let pairs = [(caption: "red cat", image: picture(1)), (caption: "dog", image: picture(6))]
      var seen: [Int] = []
      let figures = try Perplexity(pairs, model: model) { seen.append($0) }
      let costs = try pairs.map {
        try model.logProbabilities(ofCaption: $0.caption, andPicture: model.encode($0.image))
      }
      let places = model.gridSide * model.gridSide
      #expect(costs.allSatisfy { $0.codes.count == places })
      let bits = -costs.flatMap(\.codes).reduce(0, +) / 0.6931471805599453
      #expect(abs(figures.bitsPerCode.value - bits / Double(2 * places)) < 1e-9)
      let words = -costs.flatMap(\.words).reduce(0, +) / 0.6931471805599453
      #expect(abs(figures.bitsPerByte.value - words / 10) < 1e-9)
      #expect(seen == [1, 2] && figures.documents == 2)
    }
  }
}
