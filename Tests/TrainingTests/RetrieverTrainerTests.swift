import Foundation
import Retrieval
import Tensors
import Testing
import Training

@Suite struct RetrieverTrainerTests {
  @Test func aTinyCorpusIsLearntByHeart() throws {
    let trainer = try Tiny.retrieverTrainer()
    let first = try trainer.train()
    var last = first
    for _ in 0..<150 { last = try trainer.train() }
    #expect(first.loss > 0.5, "\(first)")
    #expect(last.loss < 0.1 && last.hitShare == 1, "\(last)")
    #expect(trainer.step == 151)
  }

  @Test func aResumedRunGoesOnWithBitwiseTheSameLosses() throws {
    try Tiny.withFolder { folder in
      let path = folder + "/checkpoint"
      let straight = try Tiny.retrieverTrainer()
      for _ in 0..<3 { _ = try straight.train() }
      try straight.save(to: path)
      let resumed = try Tiny.retrieverTrainer()
      try resumed.resume(from: path)
      for _ in 0..<3 {
        let (a, b) = (try straight.train(), try resumed.train())
        #expect(a.loss.bitPattern == b.loss.bitPattern)
        #expect(a.gradientNorm.bitPattern == b.gradientNorm.bitPattern)
      }
      #expect(straight.measure() == resumed.measure())
    }
  }

  @Test func aCheckpointOfAModelIsRefused() throws {
    try Tiny.withFolder { folder in
      try Tiny.modelTrainer().save(to: folder + "/model")
      #expect {
        try Tiny.retrieverTrainer().resume(from: folder + "/model")
      } throws: { "\($0)".hasSuffix("not a retriever's checkpoint of version 1.") }
    }
  }

  @Test func notANumberNamesThePicturesAndLeavesTheWeights() throws {
    let trainer = try Tiny.retrieverTrainer()
    trainer.encoder.logScale.value[0] = .nan
    #expect {
      try trainer.train()
    } throws: { "\($0)".contains("not a number") && "\($0)".contains("red disc.png") }
    #expect(trainer.step == 0)
  }

  @Test func onePictureCannotBeToldFromOthers() throws {
    var cache = TokenCache(tokenizer: "tiny", codesPerPicture: 4, entries: Tiny.entries)
    cache.append(.init(entry: 0), codes: [1, 2, 3, 4])
    cache.append(.init(entry: 0, mirrored: true), codes: [2, 1, 4, 3])
    #expect(throws: TrainingError.self) { try Tiny.retrieverTrainer(cache) }
  }

  @Test func measuringUsesKeptOutPicturesAndPutsTheWeightsBack() throws {
    var cache = Tiny.cache
    cache.append(.init(entry: 1, heldOut: true), codes: [6, 6, 7, 7])
    let trainer = try Tiny.retrieverTrainer(cache)
    _ = try trainer.train()
    let before = trainer.encoder.parameters.map { $0.value.values }
    let result = trainer.measure()
    #expect(result.captions.count == 2 && result.captions.at5 == 1)
    // Both are of one style: there is nothing to find in another.
    #expect(result.concepts.count == 0)
    #expect(before == trainer.encoder.parameters.map { $0.value.values })
  }

  @Test func recallCountsWhatIsAmongTheFirst() {
    let recall = Recall(ranks: [0, 4, 5, 10])
    #expect((recall.at1, recall.at5, recall.at10, recall.count) == (0.25, 0.5, 0.75, 4))
    #expect(Recall(ranks: []).at1 == 0)
  }

  @Test func theExportedFolderGivesTheSameVectors() throws {
    try Tiny.withFolder { folder in
      let trainer = try Tiny.retrieverTrainer()
      _ = try trainer.train()
      try trainer.export(to: folder)
      let loaded = try Retriever(folder: folder, on: try Tiny.compute())
      #expect(loaded.configuration == trainer.encoder.configuration)
    }
  }
}

extension Tiny {
  static var retrieverSizes: RetrieverConfiguration {
    RetrieverConfiguration(
      vectorWidth: 16, textWidth: 32, codeWidth: 8,
      channels: [16], textCount: 274, codeCount: 8, gridSide: 2, textTokenizer: "words",
      imageTokenizer: "codes")
  }

  static func retrieverTrainer(_ cache: TokenCache = Tiny.cache) throws -> RetrieverTrainer {
    var settings = RetrieverSettings()
    settings.schedule = LearningRateSchedule(peak: 3e-3, warmup: 5, steps: 1000)
    settings.batch = 3
    settings.codeDropout = 0
    settings.queryDropout = 0
    return try RetrieverTrainer(
      settings, sizes: retrieverSizes, cache: cache, documents: documents, on: try compute())
  }
}
