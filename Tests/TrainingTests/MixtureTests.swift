import Foundation
import Imaging
import Layers
import Scenes
import Tensors
import Testing
import Tokenizers
import Tokens
import Training

extension Tiny {
  /// All sources, each at its natural share.
  static var mixture: Mixture {
    var mixture = Mixture()
    for source in Mixture.Source.allCases { mixture.shares[source] = source.naturalShare }
    return mixture
  }

  /// A document a group; the answers' one has its answer before the picture.
  static var pool: TaskPool {
    let rows = [
      TaskPool.Row(
        task: .picture, segments: [["red disc"], []], answer: .init(segment: 1), firstPicture: 0),
      TaskPool.Row(
        task: .recolour, segments: [["blue"], [], ["red"], []], answer: .init(segment: 3),
        firstPicture: 1),
      TaskPool.Row(
        task: .colour, segments: [["what", "red", "."], []], answer: .init(segment: 0, piece: 1),
        firstPicture: 3),
      TaskPool.Row(
        task: .edges, segments: [["box"], [], ["star"], []], answer: .init(segment: 3),
        firstPicture: 4),
      TaskPool.Row(
        task: .grounding, segments: [[], ["where", "1"]], answer: .init(segment: 1, piece: 1),
        firstPicture: 6),
    ]
    return TaskPool(name: "tiny", side: 2, rows: rows, codes: (0..<28).map { UInt16($0 % 8) })
  }

  /// The tiny corpus with one concept in two styles.
  static var styledCache: TokenCache {
    let styled = entries + [CorpusEntry(fileName: "x.png", text: "red disc", style: "photo")]
    var cache = TokenCache(tokenizer: "tiny", codesPerPicture: 4, entries: styled)
    for i in styled.indices {
      cache.append(.init(entry: i), codes: (0..<4).map { Int32((i + $0) % 8) })
    }
    cache.append(.init(entry: 0, heldOut: true), codes: [7, 7, 7, 7])
    return cache
  }

  static func mix(_ mixture: Mixture = Tiny.mixture) -> DocumentMixture {
    DocumentMixture(
      mixture, masking: CausalMasking(), pool: mixture.groups.isEmpty ? nil : pool,
      cache: styledCache, documents: documents, side: 2)
  }

  static func mixedTrainer(_ mixture: Mixture = Tiny.mixture) throws -> ModelTrainer {
    try ModelTrainer(
      settings, sizes: sizes, cache: styledCache, documents: documents, mixture: mix(mixture),
      on: try compute())
  }
}

@Suite struct MixtureTests {
  @Test func sourcesComeAsOftenAsTheirSharesSay() {
    var generator = SplitMix64(seed: 5)
    let mix = Tiny.mix()
    var counts: [Mixture.Source: Int] = [:]
    for _ in 0..<2000 { counts[mix.sample(using: &generator)?.source ?? .plain, default: 0] += 1 }
    let sum = Mixture.Source.allCases.reduce(0) { $0 + $1.naturalShare }
    for source in Mixture.Source.allCases {
      let expected = 2000 * source.naturalShare / sum
      // Four standard errors.
      #expect(abs(Double(counts[source] ?? 0) - expected) < 4 * expected.squareRoot(), "\(source)")
    }
  }

  @Test func thePlainCorpusAloneIsTrainedBitwiseAsWithoutAMixture() throws {
    let mixed = try Tiny.mixedTrainer(Mixture())
    let plain = try ModelTrainer(
      Tiny.settings, sizes: Tiny.sizes, cache: Tiny.styledCache, documents: Tiny.documents,
      on: try Tiny.compute())
    for _ in 0..<4 {
      let (a, b) = (try mixed.train(), try plain.train())
      #expect(a.loss.bitPattern == b.loss.bitPattern && a.tokens == b.tokens)
      #expect(a.gradientNorm.bitPattern == b.gradientNorm.bitPattern)
    }
  }

  @Test func aResumedMixtureGoesOnWithBitwiseTheSameLosses() throws {
    try Tiny.withFolder { folder in
      let path = folder + "/model.safetensors"
      let straight = try Tiny.mixedTrainer()
      for _ in 0..<4 { _ = try straight.train() }
      try straight.save(to: path)
      let resumed = try Tiny.mixedTrainer()
      try resumed.resume(from: path)
      for _ in 0..<4 {
        let (a, b) = (try straight.train(), try resumed.train())
        #expect(a.loss.bitPattern == b.loss.bitPattern && a.tokens == b.tokens)
      }
    }
  }

  private func samples(
    _ source: Mixture.Source, wholeAnswerShare: Double, wordlessShare: Double = 0
  ) -> [DocumentMixture.Sample] {
    var mixture = Mixture()
    mixture.shares = [source: source.naturalShare]
    mixture.wholeAnswerShare = wholeAnswerShare
    mixture.wordlessShare = wordlessShare
    var generator = SplitMix64(seed: 5)
    return (0..<200).compactMap { _ in Tiny.mix(mixture).sample(using: &generator) }
  }

  @Test func anAnswerBeforeThePictureIsMaskedWhole() {
    let documents = Tiny.documents
    let answer = documents.encode(.text("red"))
    for sample in samples(.answers, wholeAnswerShare: 1) {
      #expect(sample.spans.map { Array(sample.ids[$0.range]) } == [answer])
      let rotated = CausalMasking.rotate(sample.ids, sample.spans, documents.vocabulary)
      // The same as what is asked at inference, and then the answer.
      let asked = documents.infillPrompt([
        [.words("what"), .mask, .words(".")], [.picture(Tiny.pool.picture(3))],
      ])
      #expect(rotated == asked + answer + [documents.vocabulary.id(of: .endOfSpan)])
    }
    let half = samples(.answers, wholeAnswerShare: 0.5).count {
      sample in
      sample.spans.map { Array(sample.ids[$0.range]) } == [answer]
    }
    #expect((70...145).contains(half), "\(half) of 200")
  }

  @Test(arguments: [Mixture.Source.scenes, .edits, .structure, .boxes, .stylePairs])
  func anAnswerThatComesLastAnywayIsLeftThere(_ source: Mixture.Source) {
    for sample in samples(source, wholeAnswerShare: 1) {
      #expect(sample.source == source && sample.spans.isEmpty)
      #expect(sample.ids.first == Tiny.documents.vocabulary.id(of: .end))
    }
  }

  @Test func editsAreFourSegmentsWithTheirPictures() throws {
    let vocabulary = Tiny.documents.vocabulary
    let sample = try #require(samples(.edits, wholeAnswerShare: 1).first)
    let segments = CausalMasking.segments(of: sample.ids, vocabulary)
    #expect(segments.count == 4)
    let codes = sample.ids.compactMap { vocabulary.code(of: $0) }
    #expect(codes == Tiny.pool.picture(1).codes + Tiny.pool.picture(2).codes)
  }

  @Test func anEditWithoutWordsIsTheLaneOfThePicture() {
    let documents = Tiny.documents
    let (before, after) = (Tiny.pool.picture(1), Tiny.pool.picture(2))
    let expected =
      documents.opening([.text("blue"), .image(before)]) + documents.encode(.image(after))
      + [documents.vocabulary.id(of: .end)]
    for sample in samples(.edits, wholeAnswerShare: 0, wordlessShare: 1) {
      #expect(sample.ids == expected && sample.spans.isEmpty)
    }
    let some = samples(.edits, wholeAnswerShare: 1, wordlessShare: 0.1).count { $0.ids == expected }
    #expect((5...40).contains(some), "\(some) of 200")
  }

  @Test func aRectangleIsOneSpanARowInsideThePicture() {
    let vocabulary = Tiny.documents.vocabulary
    var heights: Set<Int> = []
    for sample in samples(.rectangles, wholeAnswerShare: 1) {
      heights.insert(sample.spans.count)
      let widths = Set(sample.spans.map(\.range.count))
      #expect(widths.count == 1)
      for span in sample.spans {
        #expect(sample.ids[span.range].allSatisfy { vocabulary.code(of: $0) != nil })
      }
      for (a, b) in zip(sample.spans, sample.spans.dropFirst()) {
        #expect(b.range.lowerBound - a.range.lowerBound == 2)
      }
      let rotated = CausalMasking.rotate(sample.ids, sample.spans, vocabulary)
      #expect(CausalMasking.restore(rotated, vocabulary) == sample.ids)
    }
    #expect(heights == [1, 2])
  }

  @Test func stylePairsShowOneConceptInTwoStyles() throws {
    let pairs = StylePairs(Tiny.styledCache)
    #expect(pairs.concepts == [[0, 3]])
    var generator = SplitMix64(seed: 1)
    let drawn = (0..<20).compactMap { _ in pairs.pair(using: &generator) }
    #expect(Set(drawn.map(\.style)) == ["toy", "photo"])
    #expect(drawn.allSatisfy { $0.from != $0.to && ($0.style == "photo") == ($0.to == 3) })
  }

  @Test(arguments: [
    (Mixture.Source.edits, 0.5, "mixture.shares.edits must be 0, or 0.03 to 0.3"),
    (.answers, 0.01, "mixture.shares.answers must be 0, or 0.024 to 0.24, got 0.01"),
    (.plain, -1, "must not be negative"),
  ])
  func sharesFarFromTheNaturalOnesAreRefused(
    _ source: Mixture.Source, _ share: Double, _ words: String
  ) {
    var mixture = Tiny.mixture
    #expect(mixture.flaw == nil)
    mixture.shares[source] = share
    #expect(mixture.flaw?.contains(words) == true, "\(mixture.flaw ?? "taken")")
  }
}

@Suite struct TaskPoolTests {
  private static var tokenizer: ImageTokenizer {
    get throws {
      var sizes = Tiny.tokenizerSettings.sizes
      sizes.resolution = 64
      sizes.unshuffle = 8
      var generator = SplitMix64(seed: 1)
      return ImageTokenizer(
        ImageTokenizerNetwork(sizes, training: false, using: &generator), on: try Tiny.compute())
    }
  }

  private func build(seed: UInt64) throws -> TaskPool {
    var mixture = Tiny.mixture
    mixture.pictures = 40
    mixture.seed = seed
    let writer = TaskWriter(SceneComposer(catalog: .shapes, canvas: 64))
    return try TaskPoolBuilder(writer, mixture)
      .build(tokenizer: try Self.tokenizer, name: "x") { _, _ in }
  }

  @Test func aSeedGivesOnePoolWithEveryGroup() throws {
    let (pool, again, other) = (try build(seed: 1), try build(seed: 1), try build(seed: 2))
    #expect(pool.rows == again.rows && pool.rows != other.rows)
    #expect(SceneTask.Group.allCases.allSatisfy { !pool.rows(of: $0).isEmpty })
    #expect(pool.rows.reduce(0) { $0 + $1.pictureCount } >= 40)
    for number in 0..<40 { #expect(pool.picture(number) == again.picture(number)) }
  }

  @Test func theCodesAreThoseOfTheDocumentsPictures() throws {
    let tokenizer = try Self.tokenizer
    var mixture = Mixture()
    mixture.shares = [.structure: 0.07]
    mixture.pictures = 3
    let writer = TaskWriter(SceneComposer(catalog: .shapes, canvas: 64))
    let pool = try TaskPoolBuilder(writer, mixture)
      .build(tokenizer: tokenizer, name: "x") { _, _ in }
    var seeds = SplitMix64(seed: mixture.seed)
    var generator = SplitMix64(seed: seeds.next())
    let task = SceneTask.Group.structure.task(using: &generator)
    let document = try writer.document(task, using: &generator)
    #expect(pool.rows[0].task == task)
    for (number, image) in document.pictures.enumerated() {
      #expect(pool.picture(number) == tokenizer.encode(image))
    }
  }

  @Test func whatIsWrittenIsReadBack() throws {
    try Tiny.withFolder { folder in
      try Tiny.pool.write(to: folder + "/pool")
      let pool = try TaskPool(path: folder + "/pool")
      #expect(pool.name == "tiny" && pool.rows == Tiny.pool.rows)
      for number in 0..<7 { #expect(pool.picture(number) == Tiny.pool.picture(number)) }
    }
  }

  @Test func aCutFileOrAnotherOneIsRefused() throws {
    try Tiny.withFolder { folder in
      let path = folder + "/pool"
      try Tiny.pool.write(to: path)
      let data = try Data(contentsOf: URL(fileURLWithPath: path))
      try data.dropLast(2).write(to: URL(fileURLWithPath: path))
      #expect {
        try TaskPool(path: path)
      } throws: { "\($0)" == "\(path): the pool of tasks is cut short or damaged." }
      try Tiny.cache.write(to: path)
      #expect {
        try TaskPool(path: path)
      } throws: { "\($0)" == "\(path): not a pool of tasks of version 1." }
    }
  }
}
