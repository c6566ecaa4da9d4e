import Tensors
import Testing
import Tokens
import Training

/// 0…3 specials, 4…23 text, 24…39 codes, 40…47 sentinels, 48 `<break>`, 49 `<eoss>`.
private let vocabulary = Vocabulary(textCount: 20, codeCount: 16, sentinelCount: 8)
private let end = 2
private let separator = 48
private let eoss = 49
private let s0 = 40
private let s1 = 41

private func ids(_ values: [Int]) -> [TokenID] { values.map { TokenID($0) } }

/// `</s> 3 words <break> 12 codes <break> 4 words <break> 10 codes </s>`.
private let document: [TokenID] =
  ids([end, 10, 11, 12, separator]) + ids(Array(24..<36)) + ids([separator, 13, 14, 15, 16])
  + ids([separator]) + ids(Array(28..<38)) + ids([end])

@Suite struct CausalMaskingTests {
  @Test func oneSpanMovesToTheEndBehindItsSentinel() {
    let caption = ids([end, 10, 11, separator, 24, 25, end])
    #expect(
      CausalMasking.rotate(caption, [MaskSpan(1..<3)], vocabulary)
        == ids([end, s0, separator, 24, 25, end, s0, 10, 11, eoss]))
  }

  @Test func twoSpansKeepTheirOrderAndTheirSentinels() {
    let caption = ids([end, 10, 11, separator, 24, 25, end])
    #expect(
      CausalMasking.rotate(caption, [MaskSpan(2..<3), MaskSpan(4..<6)], vocabulary)
        == ids([end, 10, s0, separator, s1, end, s0, 11, eoss, s1, 24, 25, eoss]))
  }

  @Test func touchingSpansLeaveTwoSentinelsInARow() {
    let rotated = CausalMasking.rotate(
      ids([end, 10, 11, 12, end]), [MaskSpan(1..<2), MaskSpan(2..<4)], vocabulary)
    #expect(rotated == ids([end, s0, s1, end, s0, 10, eoss, s1, 11, 12, eoss]))
    #expect(CausalMasking.restore(rotated, vocabulary) == ids([end, 10, 11, 12, end]))
  }

  @Test func noSpansLeaveTheDocumentAsItIs() {
    #expect(CausalMasking.rotate(document, [], vocabulary) == document)
    #expect(CausalMasking.restore(document, vocabulary) == document)
  }

  @Test func whatDoesNotFitIsDroppedFromTheEndOfTheSource() {
    let caption = ids([end, 10, 11, separator, 24, 25, end])
    let spans = [MaskSpan(1..<3)]
    #expect(
      CausalMasking.rotate(caption, spans, vocabulary, limit: 8)
        == ids([end, s0, separator, 24, s0, 10, 11, eoss]))
    #expect(
      CausalMasking.rotate(caption, spans, vocabulary, limit: 3) == ids([s0, 10, 11]))
  }

  @Test func segmentsAreTheGapsBetweenBreaks() {
    #expect(CausalMasking.segments(of: document, vocabulary) == [1..<4, 5..<17, 18..<22, 23..<34])
    #expect(CausalMasking.segments(of: ids([end, separator, separator, 5]), vocabulary) == [3..<4])
    #expect(CausalMasking.segments(of: ids([end]), vocabulary) == [])
    #expect(CausalMasking.segments(of: ids([separator, 5, separator]), vocabulary) == [1..<2])
  }

  @Test func aSpanIsCutToTheSegmentItOverlapsMost() {
    let segments = [1..<4, 5..<17, 18..<22]
    #expect(CausalMasking.cut(MaskSpan(2..<9), to: segments) == MaskSpan(5..<9))
    #expect(CausalMasking.cut(MaskSpan(0..<6), to: segments) == MaskSpan(1..<4))
    // Of equal overlaps, the first.
    #expect(CausalMasking.cut(MaskSpan(3..<6), to: segments) == MaskSpan(3..<4))
    #expect(CausalMasking.cut(MaskSpan(7..<12), to: segments) == MaskSpan(7..<12))
  }

  @Test func aSpanOnABreakAloneIsDropped() {
    #expect(CausalMasking.cut(MaskSpan(4..<5), to: [1..<4, 5..<17]) == nil)
  }

  @Test func brokenRotationsAreNotRestored() {
    #expect(CausalMasking.restore(ids([end, 10, eoss]), vocabulary) == nil)
  }

  /// The properties of a.4, over 5,000 seeds.
  @Test func everyRotationCanBeUndoneAndKeepsItsPromises() throws {
    var masking = CausalMasking()
    masking.meanSpans = 2
    for seed in UInt64(0)..<5000 {
      var generator = SplitMix64(seed: seed)
      let spans = masking.spans(of: document, vocabulary, using: &generator)
      let rotated = CausalMasking.rotate(document, spans, vocabulary)
      try #require(CausalMasking.restore(rotated, vocabulary) == document)
      try #require(rotated.count == document.count + 3 * spans.count)
      try #require(spans.count < vocabulary.sentinelCount)
      for (span, next) in zip(spans, spans.dropFirst()) {
        try #require(span.range.upperBound <= next.range.lowerBound)
      }
      for span in spans {
        try #require(!span.range.isEmpty && span.range.lowerBound >= 1)
        try #require(span.range.upperBound <= document.count)
        try #require(!document[span.range].contains(vocabulary.id(of: .modalityBreak)))
      }
    }
  }

  @Test func theSameSeedGivesTheSameSpans() {
    var one = SplitMix64(seed: 9)
    var two = SplitMix64(seed: 9)
    let masking = CausalMasking()
    for _ in 0..<100 {
      #expect(
        masking.spans(of: document, vocabulary, using: &one)
          == masking.spans(of: document, vocabulary, using: &two))
    }
  }
}

/// Frequencies over seeded draws; the tolerance is about four standard errors.
@Suite struct CausalMaskingFrequencyTests {
  private let draws = 8000

  private func drawn(_ masking: CausalMasking, _ ids: [TokenID]) -> [[MaskSpan]] {
    var generator = SplitMix64(seed: 77)
    return (0..<draws).map { _ in masking.spans(of: ids, vocabulary, using: &generator) }
  }

  private func share(_ samples: [[MaskSpan]], _ holds: ([MaskSpan]) -> Bool) -> Double {
    Double(samples.count(where: holds)) / Double(samples.count)
  }

  @Test func wholeSegmentsAreMaskedInTheConfiguredShare() {
    var masking = CausalMasking()
    masking.wholeSegmentShare = 0.3
    masking.wholeTextShare = 0.75
    masking.meanSpans = 0
    let samples = drawn(masking, document)
    // The caption and the picture that others stand in front of; the closing </s> is no part of it.
    #expect(abs(share(samples) { $0 == [MaskSpan(18..<22)] } - 0.225) < 0.02)
    #expect(abs(share(samples) { $0 == [MaskSpan(23..<33)] } - 0.075) < 0.012)
    #expect(abs(share(samples) { $0.isEmpty } - 0.7) < 0.02)
  }

  @Test func aWholeCaptionMakesTheUnconditionalPrompt() {
    var masking = CausalMasking()
    masking.wholeSegmentShare = 1
    masking.wholeTextShare = 1
    var generator = SplitMix64(seed: 1)
    let pair = ids([end, 10, 11, separator, 24, 25, end])
    let spans = masking.spans(of: pair, vocabulary, using: &generator)
    #expect(
      CausalMasking.rotate(pair, spans, vocabulary).prefix(3) == ids([end, s0, separator])[...])
  }

  @Test func aDocumentOfOneModalityHasNoWholeSegmentOfTheOther() {
    var masking = CausalMasking()
    masking.wholeSegmentShare = 1
    masking.wholeTextShare = 0
    var generator = SplitMix64(seed: 1)
    #expect(masking.spans(of: ids([end, 10, 11, end]), vocabulary, using: &generator).isEmpty)
  }

  /// Shares from 300,000 draws of a.4 in NumPy, without breaks: e⁻¹ have none, and of n² candidates,
  /// n that do not meet are often not found.
  @Test(arguments: [(0, 0.3672), (1, 0.4508), (2, 0.1420), (3, 0.0328)])
  func theNumberOfSpansIsThePapers(count: Int, expected: Double) {
    var masking = CausalMasking()
    masking.wholeSegmentShare = 0
    let long = ids([end] + [Int](repeating: 10, count: 4000))
    #expect(abs(share(drawn(masking, long)) { $0.count == count } - expected) < 0.022)
  }

  /// From the same draws: where a single span begins and ends, as shares of the length.
  @Test func aSingleSpanLiesWhereThePapersDoes() {
    var masking = CausalMasking()
    masking.wholeSegmentShare = 0
    let long = ids([end] + [Int](repeating: 10, count: 3999))
    let single = drawn(masking, long).filter { $0.count == 1 }.map { $0[0].range }
    func mean(_ value: (Range<Int>) -> Int) -> Double {
      Double(single.map(value).reduce(0, +)) / Double(single.count) / 4000
    }
    #expect(abs(mean(\.lowerBound) - 0.3154) < 0.018)
    #expect(abs(mean(\.upperBound) - 0.6844) < 0.018)
  }

  /// Candidates are taken as they come: neither end of the document is preferred.
  @Test func severalSpansPreferNoPartOfTheDocument() {
    var masking = CausalMasking()
    masking.wholeSegmentShare = 0
    masking.meanSpans = 2
    let long = ids([end] + [Int](repeating: 10, count: 3999))
    let several = drawn(masking, long).filter { $0.count >= 2 }
    let middles = several.map { spans in
      spans.reduce(0) { $0 + Double($1.range.lowerBound + $1.range.upperBound) / 2 }
        / Double(spans.count) / 4000
    }
    #expect(abs(middles.reduce(0, +) / Double(middles.count) - 0.5) < 0.01)
  }

  @Test func aMeanOfZeroNeverMasks() {
    var masking = CausalMasking()
    masking.wholeSegmentShare = 0
    masking.meanSpans = 0
    #expect(share(drawn(masking, document)) { $0.isEmpty } == 1)
  }
}
