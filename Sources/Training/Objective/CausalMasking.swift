package import Tokens

/// A masked stretch of a sequence, by position.
package struct MaskSpan: Hashable, Sendable {
  /// The positions.
  package var range: Range<Int>

  /// Makes a span.
  package init(_ range: Range<Int>) { self.range = range }
}

/// CM3's objective: spans are cut out, a sentinel is left in their place, and they are written at the
/// end behind the same sentinel, closed by `<eoss>` (arXiv 2201.07520; reference a.4).
///
/// ```
/// </s> a red apple <break> 17 4 … </s>
/// </s> S0 <break> 17 4 … </s> S0 a red apple <eoss>
/// ```
package struct CausalMasking: Codable, Sendable {
  /// λ of the Poisson distribution of the number of spans; 1 in the paper.
  package var meanSpans: Double = 1
  /// Share of the samples in which one whole segment is masked instead (a.7 says why a small model
  /// needs it).
  package var wholeSegmentShare: Double = 0.2
  /// Of those, the share that masks a text; the others mask a picture.
  package var wholeTextShare: Double = 0.9

  /// Makes the numbers that trained leon-mini.
  package init() {}

  /// Draws the spans of one document.
  ///
  /// - Parameters:
  ///   - ids: the document, opened and closed by `</s>`.
  ///   - vocabulary: the ids' meaning.
  ///   - generator: the source of chance.
  /// - Returns: disjoint spans by their start, none across a `<break>`; empty for a plain sample.
  package func spans(
    of ids: [TokenID], _ vocabulary: Vocabulary, using generator: inout some RandomNumberGenerator
  ) -> [MaskSpan] {
    let segments = Self.segments(of: ids, vocabulary)
    if Double.random(in: 0..<1, using: &generator) < wholeSegmentShare {
      return wholeSegment(ids, vocabulary, segments, &generator)
    }
    let count = max(0, min(poisson(&generator), vocabulary.sentinelCount - 1))
    let drawn =
      count == 1 ? oneSpan(ids.count, &generator) : severalSpans(count, ids.count, &generator)
    // Disjoint spans stay disjoint when they are cut.
    let cut = drawn.compactMap { Self.cut($0, to: segments) }
    return cut.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  /// The gaps between consecutive breaks: first from position 1, last to the end.
  package static func segments(of ids: [TokenID], _ vocabulary: Vocabulary) -> [Range<Int>] {
    let separator = vocabulary.id(of: .modalityBreak)
    var result: [Range<Int>] = []
    var from = 1
    for (at, id) in ids.enumerated().dropFirst() where id == separator {
      if from < at { result.append(from..<at) }
      from = at + 1
    }
    if from < ids.count { result.append(from..<ids.count) }
    return result
  }

  /// The last caption or picture as a whole, since those before it are there to be looked at; a
  /// closing `</s>` stays where it is.
  private func wholeSegment(
    _ ids: [TokenID], _ vocabulary: Vocabulary, _ segments: [Range<Int>],
    _ generator: inout some RandomNumberGenerator
  ) -> [MaskSpan] {
    let wantsText = Double.random(in: 0..<1, using: &generator) < wholeTextShare
    let end = vocabulary.id(of: .end)
    let whole = segments.map {
      ids[$0.upperBound - 1] == end ? $0.lowerBound..<$0.upperBound - 1 : $0
    }
    let fitting = whole.last { range in
      !range.isEmpty && (vocabulary.code(of: ids[range.lowerBound]) == nil) == wantsText
    }
    return fitting.map { [MaskSpan($0)] } ?? []
  }

  private func poisson(_ generator: inout some RandomNumberGenerator) -> Int {
    // Knuth's product of uniforms: fine for a mean of about one.
    var product = Double.random(in: 0..<1, using: &generator)
    var count = 0
    let floor = exponential(-meanSpans)
    while product > floor {
      count += 1
      product *= Double.random(in: 0..<1, using: &generator)
    }
    return count
  }

  private func ends(
    _ length: Int, _ generator: inout some RandomNumberGenerator
  ) -> (Double, Double) {
    let u = Double.random(in: 0..<1, using: &generator) * Double(length)
    let v = Double.random(in: 0..<1, using: &generator) * Double(length)
    return (min(u, v), max(u, v))
  }

  private func oneSpan(
    _ length: Int, _ generator: inout some RandomNumberGenerator
  ) -> [MaskSpan] {
    let (u, v) = ends(length, &generator)
    let start = max(1, Int(u))
    let end = Int(v + 0.5)
    return start < end ? [MaskSpan(start..<end)] : []
  }

  /// Up to n² candidates as they come; those that meet none of the kept ones, until n are kept.
  private func severalSpans(
    _ count: Int, _ length: Int, _ generator: inout some RandomNumberGenerator
  ) -> [MaskSpan] {
    var kept: [Range<Int>] = []
    for _ in 0..<count * count where kept.count < count {
      let (u, v) = ends(length, &generator)
      let candidate = Int(u)..<Int(v + 0.5)
      if candidate.isEmpty || kept.contains(where: { $0.overlaps(candidate) }) { continue }
      kept.append(candidate)
    }
    return kept.map { MaskSpan($0) }
  }

  /// The part of a span inside the one segment it overlaps most; nil if it lies on a break.
  package static func cut(_ span: MaskSpan, to segments: [Range<Int>]) -> MaskSpan? {
    let parts = segments.map { $0.clamped(to: span.range) }.filter { !$0.isEmpty }
    guard var best = parts.first else { return nil }
    for part in parts where part.count > best.count { best = part }
    return MaskSpan(best)
  }

  private func exponential(_ x: Double) -> Double {
    // The series suffices for |x| ≤ 8 and keeps this file free of the C library.
    var term = 1.0
    var sum = 1.0
    for n in 1..<60 {
      term *= x / Double(n)
      sum += term
    }
    return sum
  }
}

extension CausalMasking {
  /// Moves spans to the end behind their sentinels.
  ///
  /// - Parameters:
  ///   - ids: the document.
  ///   - spans: disjoint, by their start, at most as many as there are sentinels.
  ///   - vocabulary: the ids' meaning.
  ///   - limit: the most ids that fit; what is too long loses the end of its source, then of the
  ///     moved spans.
  /// - Returns: the source with a sentinel for each span, then the spans.
  package static func rotate(
    _ ids: [TokenID], _ spans: [MaskSpan], _ vocabulary: Vocabulary, limit: Int = .max
  ) -> [TokenID] {
    var source: [TokenID] = []
    var moved: [TokenID] = []
    var at = 0
    for (number, span) in spans.enumerated() {
      let sentinel = vocabulary.id(of: .sentinel(number))
      source += ids[at..<span.range.lowerBound] + [sentinel]
      moved += [sentinel] + ids[span.range] + [vocabulary.id(of: .endOfSpan)]
      at = span.range.upperBound
    }
    source += ids[at...]
    return Array((source.prefix(max(0, limit - moved.count)) + moved).prefix(limit))
  }

  /// Undoes `rotate`; nil when the sequence is not one that `rotate` makes.
  package static func restore(_ ids: [TokenID], _ vocabulary: Vocabulary) -> [TokenID]? {
    guard let last = ids.last, last == vocabulary.id(of: .endOfSpan) else { return ids }
    var fillings: [TokenID: ArraySlice<TokenID>] = [:]
    var at = ids.count
    while at > 0, ids[at - 1] == vocabulary.id(of: .endOfSpan) {
      guard
        let start = ids[..<(at - 1)].lastIndex(where: {
          vocabulary.sentinelRange.contains($0.index)
        })
      else { return nil }
      fillings[ids[start]] = ids[start + 1..<at - 1]
      at = start
    }
    return ids[..<at].flatMap { fillings[$0].map(Array.init) ?? [$0] }
  }
}
