import Foundation
import Modeling
import Retrieval
import Tensors
import Testing
import Tokens
import Training

@Suite struct RetrievalAugmentationTests {
  /// A trainer whose documents stand behind others of a bank of all pictures, the kept-out one too.
  private func trainer(
    share: Double, contextLength: Int = 80, _ change: (inout ModelSettings) -> Void = { _ in }
  ) throws -> ModelTrainer {
    try Tiny.withFolder { folder in
      let compute = try Tiny.compute()
      var generator = SplitMix64(seed: 3)
      try BiEncoder(Tiny.retrieverSizes, training: false, using: &generator).write(to: folder)
      let retriever = try Retriever(folder: folder, on: compute)
      var builder = MemoryBank.Builder(for: retriever)
      for row in Tiny.cache.rows.indices {
        let picture = CodeGrid(height: 2, width: 2, codes: Tiny.cache.codes(of: row))
        let caption = Tiny.entries[Tiny.cache.rows[row].entry].text
        let ids = Tiny.documents.encode(.text(caption))
        _ = builder.add(
          ReferenceDocument(caption: caption, picture: picture),
          vector: retriever.vector(text: ids, image: picture))
      }
      var settings = Tiny.settings
      settings.masking.meanSpans = 0
      settings.masking.wholeSegmentShare = 0
      settings.retrieval.share = share
      settings.retrieval.threshold = 1
      change(&settings)
      var sizes = Tiny.sizes
      sizes.contextLength = contextLength
      return try ModelTrainer(
        settings, sizes: sizes, cache: Tiny.cache, documents: Tiny.documents,
        retrieval: RetrievalAugmentation(
          settings.retrieval, bank: try builder.bank(of: "tiny", on: compute),
          retriever: retriever, cache: Tiny.cache), on: compute)
    }
  }

  @Test func documentsInFrontMakeSamplesLonger() throws {
    let plain = try trainer(share: 0).train()
    let behind = try trainer(share: 1).train()
    // Three samples, each with a caption, a picture of four codes and two breaks more.
    #expect(behind.tokens >= plain.tokens + 3 * (4 + 2 + 1))
  }

  @Test func whatDoesNotFitIsLeftOutAndThePictureStays() throws {
    let plain = try trainer(share: 0).train()
    let behind = try trainer(share: 1, contextLength: 40).train()
    #expect(behind.tokens <= plain.tokens + 3 * 40)
    #expect(try trainer(share: 1, contextLength: 32).train().tokens == plain.tokens)
  }

  @Test func aRunWithDocumentsResumesBitwise() throws {
    try Tiny.withFolder { folder in
      let straight = try trainer(share: 0.5)
      for _ in 0..<2 { _ = try straight.train() }
      try straight.save(to: folder + "/x")
      let resumed = try trainer(share: 0.5)
      try resumed.resume(from: folder + "/x")
      for _ in 0..<3 {
        #expect(try straight.train().loss.bitPattern == resumed.train().loss.bitPattern)
      }
    }
  }
}
