import Foundation
import Modeling
import Retrieval
import Tensors
import Testing
import Tokens
import Training

@Suite struct RetrievalAugmentationTests {
  /// Looks up in a bank of all pictures of the tiny corpus, the kept-out one too, and one of them as
  /// another way of encoding might give it.
  private func augmentation(
    on compute: Compute, _ settings: RetrievalAugmentation.Settings
  ) throws -> RetrievalAugmentation {
    try Tiny.withFolder { folder in
      var generator = SplitMix64(seed: 3)
      try BiEncoder(Tiny.retrieverSizes, training: false, using: &generator).write(to: folder)
      let retriever = try Retriever(folder: folder, on: compute)
      var builder = MemoryBank.Builder(for: retriever)
      let copy = CodeGrid(height: 2, width: 2, codes: [1, 2, 3, 0].map { CodeIndex($0) })
      let all = Tiny.cache.rows.indices.map { row in
        (Tiny.entries[Tiny.cache.rows[row].entry].text, picture(row))
      }
      for (caption, picture) in all + [("blue box again", copy)] {
        _ = builder.add(
          ReferenceDocument(caption: caption, picture: picture),
          vector: retriever.vector(text: words(caption), image: picture))
      }
      return RetrievalAugmentation(
        settings, bank: try builder.bank(of: "tiny", on: compute), retriever: retriever,
        cache: Tiny.cache)
    }
  }

  private var settings: RetrievalAugmentation.Settings {
    var settings = RetrievalAugmentation.Settings()
    settings.share = 1
    settings.threshold = 1
    return settings
  }

  private func picture(_ row: Int) -> CodeGrid {
    CodeGrid(height: 2, width: 2, codes: Tiny.cache.codes(of: row))
  }

  private func words(_ caption: String) -> [TokenID] { Tiny.documents.encode(.text(caption)) }

  private func trainer(share: Double, contextLength: Int = 80) throws -> ModelTrainer {
    let compute = try Tiny.compute()
    var numbers = Tiny.settings
    numbers.masking.meanSpans = 0
    numbers.masking.wholeSegmentShare = 0
    numbers.retrieval = settings
    numbers.retrieval.share = share
    var sizes = Tiny.sizes
    sizes.contextLength = contextLength
    return try ModelTrainer(
      numbers, sizes: sizes, cache: Tiny.cache, documents: Tiny.documents,
      retrieval: try augmentation(on: compute, numbers.retrieval), on: compute)
  }

  @Test func oneOrTwoOthersAreDrawnAndNeverItselfACopyNorAKeptOutPicture() throws {
    let augmentation = try augmentation(on: try Tiny.compute(), settings)
    var generator = SplitMix64(seed: 9)
    var counts: [Int: Int] = [:]
    for _ in 0..<100 {
      let found = augmentation.documents(
        before: 1, words: words("blue box"), picture: picture(1), using: &generator)
      counts[found.count, default: 0] += 1
      #expect(Set(found.map(\.caption)).isSubset(of: ["red disc", "green star"]))
      #expect(!found.contains { $0.picture == picture(3) })
    }
    #expect(Set(counts.keys) == [1, 2] && (30...70).contains(counts[1] ?? 0), "\(counts)")
  }

  @Test func theShareIsThatOfDocumentsWithOthersInFront() throws {
    var settings = settings
    settings.share = 0.25
    let augmentation = try augmentation(on: try Tiny.compute(), settings)
    var generator = SplitMix64(seed: 9)
    let behind = (0..<400).count { _ in
      !augmentation.documents(
        before: 0, words: words("red disc"), picture: picture(0), using: &generator
      ).isEmpty
    }
    // Four standard errors.
    #expect(abs(behind - 100) < 35, "\(behind)")
  }

  @Test func documentsInFrontMakeSamplesLonger() throws {
    let (plain, behind) = (try trainer(share: 0), try trainer(share: 1))
    for _ in 0..<10 {
      _ = try plain.train()
      _ = try behind.train()
    }
    // Thirty samples, each with a caption, a picture of four codes and two breaks more.
    #expect(behind.tokens > plain.tokens + 30 * (4 + 2 + 1))
  }

  /// Nothing is cut off: samples that were too long would fill the context to its end.
  @Test func whatDoesNotFitIsLeftOutAndThePictureStays() throws {
    let trainer = try trainer(share: 1, contextLength: 40)
    for _ in 0..<5 { #expect(try trainer.train().tokens < 3 * 39) }
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
