import Foundation
import Layers
import Modeling
import Tensors
import Testing
import Training

@Suite struct ModelTrainerTests {
  @Test func aTinyCorpusIsLearntByHeart() throws {
    var settings = Tiny.settings
    settings.masking.meanSpans = 0
    settings.masking.wholeSegmentShare = 0
    let trainer = try Tiny.modelTrainer(settings)
    let first = try trainer.train()
    // Near the uniform distribution over all ids at first.
    #expect(abs(first.loss - log(Float(Tiny.sizes.vocabulary.count))) < 0.3)
    var last = first
    for _ in 0..<150 { last = try trainer.train() }
    #expect(last.codeLoss < 0.05, "\(last)")
    #expect(trainer.step == 151)
  }

  @Test func theReportCountsTargetsByModality() throws {
    var settings = Tiny.settings
    settings.masking.meanSpans = 0
    settings.masking.wholeSegmentShare = 1
    settings.masking.wholeTextShare = 1
    settings.accumulation = 2
    let report = try Tiny.modelTrainer(settings).train()
    #expect(report.documents == 6)
    #expect(report.wholeTexts == 6)
    #expect(report.tokens > 6 * 10)
    // The mean of all targets lies between the means of both kinds.
    #expect(report.loss >= min(report.codeLoss, report.textLoss))
    #expect(report.loss <= max(report.codeLoss, report.textLoss))
  }

  @Test func accumulationSumsMicrobatches() throws {
    var whole = Tiny.settings
    whole.microbatch = 6
    var parts = Tiny.settings
    parts.microbatch = 2
    parts.accumulation = 3
    let a = try Tiny.modelTrainer(whole)
    let b = try Tiny.modelTrainer(parts)
    let (one, other) = (try a.train(), try b.train())
    #expect(one.tokens == other.tokens)
    #expect(abs(one.loss - other.loss) < 1e-5)
    #expect(abs(one.gradientNorm - other.gradientNorm) < 1e-4 * one.gradientNorm)
  }

  @Test func aResumedRunGoesOnWithBitwiseTheSameLosses() throws {
    try Tiny.withFolder { folder in
      let path = folder + "/model.safetensors"
      let straight = try Tiny.modelTrainer()
      for _ in 0..<4 { _ = try straight.train() }
      try straight.save(to: path)
      let resumed = try Tiny.modelTrainer()
      try resumed.resume(from: path)
      #expect(resumed.step == 4)
      #expect(resumed.tokens == straight.tokens)
      for _ in 0..<4 {
        let (a, b) = (try straight.train(), try resumed.train())
        #expect(a.loss.bitPattern == b.loss.bitPattern)
        #expect(a.gradientNorm.bitPattern == b.gradientNorm.bitPattern)
        #expect(a.tokens == b.tokens)
      }
      #expect(straight.evaluate() == resumed.evaluate())
    }
  }

  @Test func equalRunsWriteEqualCheckpoints() throws {
    try Tiny.withFolder { folder in
      for name in ["a", "b"] {
        let trainer = try Tiny.modelTrainer()
        _ = try trainer.train()
        try trainer.save(to: folder + "/" + name)
      }
      #expect(
        FileManager.default.contents(atPath: folder + "/a")
          == FileManager.default.contents(atPath: folder + "/b"))
    }
  }

  @Test func notANumberNamesStepAndPicturesAndLeavesTheWeights() throws {
    let trainer = try Tiny.modelTrainer()
    _ = try trainer.train()
    let block = trainer.weights.blocks[0]
    block.query.value[0] = .nan
    let before = trainer.weights.parameters.map { $0.value.values.map(\.bitPattern) }
    #expect {
      try trainer.train()
    } throws: { error in
      "\(error)".hasPrefix("Training stopped at step 1: the loss or a gradient is not a number")
        && "\(error)".contains(".png") && "\(error)".contains("the last checkpoint is kept")
    }
    #expect(before == trainer.weights.parameters.map { $0.value.values.map(\.bitPattern) })
  }

  @Test func evaluationUsesTheAveragesAndPutsTheWeightsBack() throws {
    let trainer = try Tiny.modelTrainer()
    for _ in 0..<3 { _ = try trainer.train() }
    let before = trainer.weights.parameters.map { $0.value.values }
    let (code, text) = trainer.evaluate()
    #expect(code > 0 && text > 0 && code.isFinite && text.isFinite)
    #expect(before == trainer.weights.parameters.map { $0.value.values })
    trainer.useAverages()
    #expect(before != trainer.weights.parameters.map { $0.value.values })
    #expect(trainer.evaluate() == (code, text))
  }

  @Test func theExportedFolderLoadsAsTheAveragedModel() throws {
    try Tiny.withFolder { folder in
      let trainer = try Tiny.modelTrainer()
      _ = try trainer.train()
      try trainer.export(to: folder + "/model")
      let loaded = try ModelWeights(folder: folder + "/model")
      trainer.useAverages()
      #expect(loaded.configuration == Tiny.sizes)
      for (a, b) in zip(loaded.parameters, trainer.weights.parameters) {
        // bfloat16 keeps 8 bits.
        #expect(zip(a.value.values, b.value.values).allSatisfy { abs($0 - $1) <= abs($1) / 256 })
      }
    }
  }

  @Test func heldOutPicturesAreNotTrainedOn() throws {
    var cache = TokenCache(tokenizer: "tiny", codesPerPicture: 4, entries: Tiny.entries)
    cache.append(.init(entry: 0, heldOut: true), codes: [1, 2, 3, 4])
    #expect(throws: TrainingError.self) {
      try ModelTrainer(
        Tiny.settings, sizes: Tiny.sizes, cache: cache, documents: Tiny.documents,
        on: try Tiny.compute())
    }
  }
}

/// Files that are no checkpoint of a model.
@Suite struct ModelCheckpointTests {
  private func sentence(_ prepare: (String) throws -> Void) throws -> String {
    try Tiny.withFolder { folder in
      let path = folder + "/checkpoint"
      try prepare(path)
      do {
        try Tiny.modelTrainer().resume(from: path)
        return "accepted"
      } catch {
        return "\(error)".replacing(folder, with: "")
      }
    }
  }

  @Test func aMissingOneIsNamed() throws {
    #expect(
      try sentence { _ in }
        == "/checkpoint cannot be read: no such file, or no permission.")
  }

  @Test func aTruncatedOneIsRefused() throws {
    let words = try sentence { path in
      try Tiny.modelTrainer().save(to: path)
      let data = try Data(contentsOf: URL(fileURLWithPath: path))
      try data.prefix(data.count / 2).write(to: URL(fileURLWithPath: path))
    }
    #expect(words.hasPrefix("/checkpoint is not a sound safetensors file: the entry of "))
  }

  @Test func anotherFormatOrVersionIsRefused() throws {
    for metadata in [[:], ["format": "leon model checkpoint 2", "step": "1"]] {
      let words = try sentence { path in
        try SafetensorsFile.write(["x": Tensor([1])], metadata: metadata, to: path)
      }
      #expect(words == "/checkpoint: not a model's checkpoint of version 1.")
    }
  }

  @Test func oneOfAnotherSizeIsRefused() throws {
    let words = try sentence { path in
      var sizes = Tiny.sizes
      sizes.width = 16
      let other = try ModelTrainer(
        Tiny.settings, sizes: sizes, cache: Tiny.cache, documents: Tiny.documents,
        on: try Tiny.compute())
      try other.save(to: path)
    }
    #expect(
      words == "/checkpoint: weight.token_embedding has the shape [288, 16], expected [288, 32].")
  }

  @Test func anUnwritablePlaceIsNamed() throws {
    #expect(throws: SafetensorsError.unwritable("/proc/none/x")) {
      try Tiny.modelTrainer().save(to: "/proc/none/x")
    }
  }

  @Test func aRunBeginsWithTheWeightsItIsGiven() throws {
    let trained = try Tiny.modelTrainer()
    for _ in 0..<20 { _ = try trained.train() }
    trained.useAverages()
    let begun = try ModelTrainer(
      Tiny.settings, sizes: Tiny.sizes, from: trained.weights, cache: Tiny.cache,
      documents: Tiny.documents, on: try Tiny.compute())
    #expect(begun.step == 0)
    #expect(begun.evaluate() == trained.evaluate())
  }

  /// The loss that is told stays unweighted; only the gradient of words grows.
  @Test func wordsWeighAsMuchAsTheSettingsSay() throws {
    var settings = Tiny.settings
    settings.masking.meanSpans = 0
    let plain = try Tiny.modelTrainer(settings).train()
    settings.textWeight = 5
    let weighted = try Tiny.modelTrainer(settings).train()
    #expect(plain.loss == weighted.loss)
    #expect(weighted.gradientNorm > 1.5 * plain.gradientNorm)
  }
}
