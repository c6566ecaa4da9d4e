import Foundation
import Layers
import Tensors
import Testing
import Tokenizers
import Training

@Suite struct ImageTokenizerTrainerTests {
  private func trainer(_ settings: ImageTokenizerSettings = Tiny.tokenizerSettings) throws
    -> ImageTokenizerTrainer
  {
    ImageTokenizerTrainer(settings, on: try Tiny.compute())
  }

  @Test func aFewPicturesAreLearntByHeart() throws {
    var settings = Tiny.tokenizerSettings
    settings.whiteShare = 1
    let trainer = try trainer(settings)
    let pictures = try Tiny.pictures()
    let first = try trainer.train(pictures, indices: [0, 1, 2, 3]).loss
    var last = first
    for _ in 0..<120 { last = try trainer.train(pictures, indices: [0, 1, 2, 3]).loss }
    #expect(last < first / 3, "\(first) to \(last)")
    let report = trainer.evaluate(pictures, indices: [0, 1, 2, 3])
    #expect(report.psnr > 12, "\(report.line)")
    #expect(report.pictures == 4)
  }

  @Test func aResumedRunGoesOnWithBitwiseTheSameLosses() throws {
    try Tiny.withFolder { folder in
      let pictures = try Tiny.pictures()
      let path = folder + "/tokenizer.safetensors"
      let straight = try trainer()
      for _ in 0..<3 { _ = try straight.train(pictures, indices: [0, 1, 2, 3]) }
      try straight.save(to: path)
      let resumed = try trainer()
      try resumed.resume(from: path)
      for _ in 0..<4 {
        let a = try straight.train(pictures, indices: [0, 1, 2, 3])
        let b = try resumed.train(pictures, indices: [0, 1, 2, 3])
        #expect(a.loss.bitPattern == b.loss.bitPattern)
        #expect(a.commitment.bitPattern == b.commitment.bitPattern)
        #expect(a.gradientNorm.bitPattern == b.gradientNorm.bitPattern)
      }
      #expect(straight.network.codebook.values == resumed.network.codebook.values)
    }
  }

  @Test func notANumberNamesStepAndPicturesAndLeavesTheWeights() throws {
    let trainer = try trainer()
    let pictures = try Tiny.pictures()
    _ = try trainer.train(pictures, indices: [2])
    trainer.network.parameters[0].value[0] = .nan
    let before = trainer.network.parameters.map { $0.value.values.map(\.bitPattern) }
    #expect {
      try trainer.train(pictures, indices: [2])
    } throws: { error in
      "\(error)".contains("step 1:") && "\(error)".contains("2.png, 2.png")
    }
    #expect(before == trainer.network.parameters.map { $0.value.values.map(\.bitPattern) })
    #expect(trainer.network.codebook.values.allSatisfy { $0.isFinite })
  }

  @Test func theExportedFolderEncodesLikeTheAveragedNetwork() throws {
    try Tiny.withFolder { folder in
      let pictures = try Tiny.pictures()
      let trainer = try trainer()
      for _ in 0..<5 { _ = try trainer.train(pictures, indices: [0, 1, 2, 3]) }
      try trainer.export(to: folder + "/tokenizer")
      let loaded = try ImageTokenizer(folder: folder + "/tokenizer", on: try Tiny.compute())
      trainer.useAverages()
      let own = ImageTokenizer(trainer.network, on: try Tiny.compute())
      let image = pictures.image(0)
      let (a, b) = (loaded.encode(image).codes, own.encode(image).codes)
      // The file keeps 8 bits of each weight: a code at a tie may differ.
      #expect(zip(a, b).count(where: { $0 == $1 }) >= a.count * 3 / 4)
      #expect(loaded.configuration == Tiny.tokenizerSettings.sizes)
    }
  }

  @Test(arguments: ["missing", "cut", "another"])
  func aBadCheckpointIsRefusedInASentence(kind: String) throws {
    try Tiny.withFolder { folder in
      let path = folder + "/x"
      if kind == "cut" {
        try trainer().save(to: path)
        let data = try Data(contentsOf: URL(fileURLWithPath: path))
        try data.prefix(data.count - 9).write(to: URL(fileURLWithPath: path))
      } else if kind == "another" {
        try SafetensorsFile.write(["a": Tensor([2])], metadata: ["format": "no"], to: path)
      }
      let words = [
        "missing": "cannot be read: no such file, or no permission.",
        "cut": "is not a sound safetensors file: ",
        "another": "not an image tokenizer's checkpoint of version 1.",
      ]
      #expect {
        try trainer().resume(from: path)
      } throws: { error in
        "\(error)".hasPrefix(path) && "\(error)".contains(words[kind] ?? "?")
      }
    }
  }

  @Test func aRunBeginsWithTheNetworkItIsGiven() throws {
    let pictures = try Tiny.pictures()
    let trained = try trainer()
    for _ in 0..<20 { _ = try trained.train(pictures, indices: [0, 1, 2, 3]) }
    try Tiny.withFolder { folder in
      try trained.export(to: folder)
      let network = try ImageTokenizerNetwork(folder: folder, training: true)
      let codebook = network.codebook.values
      let begun = ImageTokenizerTrainer(
        Tiny.tokenizerSettings, from: network, on: try Tiny.compute())
      let expected = trained.evaluate(pictures, indices: [0, 1, 2, 3]).psnr
      // The file's weights are rounded to bfloat16.
      #expect(abs(begun.evaluate(pictures, indices: [0, 1, 2, 3]).psnr - expected) < 0.3)
      _ = try begun.train(pictures, indices: [0, 1, 2, 3])
      let moved = zip(begun.network.codebook.values, codebook).map { abs($0 - $1) }.max() ?? 1
      #expect(moved < 0.2, "the codebook drifts and is not drawn anew: \(moved)")
    }
  }
}
