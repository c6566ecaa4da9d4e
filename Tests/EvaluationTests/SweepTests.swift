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

  private func codes(_ folder: String) throws -> CodebookFeatures {
    try CodebookFeatures(tokenizer: folder + "/image_tokenizer", threads: 1)
  }

  private func withJudge<Result>(
    hasTower: Bool = false, _ body: (LoadedModel, PictureJudge) throws -> Result
  ) throws -> Result {
    try TinyModel.withFolder { folder in
      if hasTower { try TinyModel.addRetriever(to: folder) }
      let model = try LoadedModel(folder: folder, threads: 1)
      let finder = hasTower ? try DocumentFinder(model) : nil
      let extractor: any FeatureExtractor =
        try finder.map { TowerFeatures($0, model) } ?? codes(folder)
      let judge = try PictureJudge(
        prompts: ["red cat", "blue dog", "one cat", "a dog"], real: (0..<4).map(picture),
        others: (4..<8).map(picture),
        instruments: .init(
          model: model, extractor: extractor, finder: finder, gallery: gallery(extractor)),
        seed: 1)
      return try body(model, judge)
    }
  }

  /// The pictures of the prompts in another style, and others.
  private func gallery(_ extractor: any FeatureExtractor) -> ConceptGallery {
    let all = (0..<8).map { ConceptGallery.Label(concept: "\($0)", style: "icon") }
    let asked = (0..<4).map { ConceptGallery.Label(concept: "\($0)", style: "photo") }
    return ConceptGallery(of: all, extractor.features(of: (0..<8).map(picture)), asked: asked)
  }

  @Test func aSweepHasARowAValueAndRepeatsItself() throws {
    try withJudge { model, judge in
      let axis = try ComparisonAxis(.temperature, [0, 1, 2])
      let colours = [KnobSweep.ColourPrompt(words: "red cat", colour: .red)]
      let variants = KnobSweep.Variant.all(of: axis, knobs: model.defaultKnobs)
      func sweep() throws -> (KnobSweep, Int) {
        var drawn = 0
        let sweep = try KnobSweep(
          "temperature", variants, judge: judge, colours: colours, seed: Seed(3), model: model
        ) { drawn += $0 }
        return (sweep, drawn)
      }
      let (first, drawn) = try sweep()
      #expect(drawn == 15 && drawn == KnobSweep.count(variants, judge, colours))
      #expect(first.rows.map(\.value) == ["0", "1", "2"])
      #expect(first.rows.allSatisfy { $0.figures.colours?.count == 1 })
      #expect(first.rows[0].figures.kid != first.rows[2].figures.kid)
      #expect(try sweep().0.rows.map(\.figures.kid) == first.rows.map(\.figures.kid))
    }
  }

  /// More candidates cannot make the best of them worse, and one is the first of top-p alone.
  @Test func theBestOfMoreCandidatesIsAtLeastAsLikely() throws {
    try withJudge(hasTower: true) { model, judge in
      var drawn = 0
      let curve = try CandidateCurve(
        counts: [1, 2, 4], knobs: model.defaultKnobs, judge: judge, seed: Seed(1), model: model
      ) { drawn += $0 }
      #expect(drawn == CandidateCurve.count([1, 2, 4], prompts: 4) && drawn == 48)
      for sampler in CandidateCurve.Sampler.allCases {
        let rows = curve.rows.filter { $0.sampler == sampler }
        let likely = rows.filter { $0.ranking == .likelihood }.map(\.figures.likelihood.value)
        #expect(likely.count == 3 && likely == likely.sorted(), "\(sampler)")
        let near = rows.filter { $0.ranking == .similarity }
          .compactMap(\.figures.similarity?.value)
        #expect(near.count == 3 && near == near.sorted(), "\(sampler)")
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
      let instruments = PictureJudge.Instruments(model: model, extractor: try codes(folder))
      let error = #expect(throws: EvaluationError.self) {
        _ = try PictureJudge(
          prompts: ["cat", "dog"], real: (0..<2).map(picture), others: (0..<8).map(picture),
          instruments: instruments, seed: 1)
      }
      #expect(error?.description == "Pictures to compare with: there are 2, at least 4 are needed.")
    }
  }

  @Test func featuresHaveTwentyTwoBlocksAndTellPicturesApart() throws {
    try TinyModel.withFolder { folder in
      let extractor = try codes(folder)
      let table = extractor.features(of: [picture(0), picture(7), picture(0)])
      #expect(table.width == 22 * 4)
      #expect(table.rows([0]) == table.rows([2]) && table.rows([0]) != table.rows([1]))
    }
  }

  @Test func theTowersFeaturesAreVectorsWhoseKernelSeesTheCosine() throws {
    try TinyModel.withFolder { folder in
      try TinyModel.addRetriever(to: folder)
      let model = try LoadedModel(folder: folder, threads: 1)
      let finder = try DocumentFinder(model)
      let extractor = TowerFeatures(finder, model)
      let table = extractor.features(of: [picture(0), picture(7), picture(0)])
      #expect(table.width == 16 && table.rows([0]) == table.rows([2]))
      #expect(table.rows([0]) != table.rows([1]) && extractor.name.hasSuffix(finder.name))
      let squares = table.rows([1]).values.reduce(0) { $0 + $1 * $1 }
      #expect(abs(squares / 16 - 1) < 1e-5)
    }
  }

  @Test func realPicturesFindThemselvesInTheGalleryAndOthersDoNot() throws {
    try withJudge { model, judge in
      let real = try #require(judge.floor.concepts)
      #expect(real.first.value == 1 && real.first.count == 4 && real.gallery == 8)
      #expect(judge.floor.similarity == nil)
      let others = try judge.figures(of: (4..<8).map { model.encode(picture($0)) })
      #expect(try #require(others.concepts).first.value < 1)
    }
  }

  @Test func aConceptThatIsThereInItsOwnStyleAloneIsNotAskedFor() throws {
    let table = FeatureTable(rows: [[1, 0], [0, 2], [1, 1]])
    let labels = ["a", "b", "c"].map { ConceptGallery.Label(concept: $0, style: "icon") }
    let own = ConceptGallery(of: labels, table, asked: [labels[0]])
    #expect(own.recall(of: table.rows([0])) == nil)
    let other = ConceptGallery(of: labels, table, asked: [.init(concept: "a", style: "photo")])
    #expect(try #require(other.recall(of: table.rows([1]))).first.value == 0)
    #expect(try #require(other.recall(of: table.rows([1]))).firstFive.value == 1)
    #expect(try #require(other.recall(of: FeatureTable(rows: [[9, 1]]))).first.value == 1)
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
