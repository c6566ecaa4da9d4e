internal import Scenes
package import Tokenizers
package import Tokens

/// Draws documents of every source but the plain corpus, and what is masked in them.
package struct DocumentMixture: Sendable {
  /// A document as it is trained on, before what is masked is moved to its end.
  package struct Sample: Hashable, Sendable {
    /// All of it.
    package var ids: [TokenID]
    /// What is masked; none where the answer comes last anyway.
    package var spans: [MaskSpan]
    /// Where it comes from.
    package var source: Mixture.Source
  }

  private let mixture: Mixture
  private let masking: CausalMasking
  private let pool: TaskPool?
  private let pairs: StylePairs
  private let cache: TokenCache
  private let rows: [Int]
  private let documents: DocumentTokenizer
  private let side: Int

  /// Prepares the draw.
  ///
  /// - Parameters:
  ///   - mixture: the shares.
  ///   - masking: of documents whose answer is not masked whole.
  ///   - pool: documents of tasks, where the mixture has some.
  ///   - cache: the corpus.
  ///   - documents: makes ids.
  ///   - side: codes a side of a picture.
  package init(
    _ mixture: Mixture, masking: CausalMasking, pool: TaskPool?, cache: TokenCache,
    documents: DocumentTokenizer, side: Int
  ) {
    let missing = mixture.groups.first { pool?.rows(of: $0).isEmpty ?? true }
    precondition(missing == nil, "no \(missing?.rawValue ?? "") in the pool")
    precondition(pool.map { $0.side == side } ?? true, "a pool of other pictures")
    self.mixture = mixture
    self.masking = masking
    self.pool = pool
    self.cache = cache
    self.documents = documents
    self.side = side
    pairs = StylePairs(cache)
    rows = cache.rows.indices.filter { !cache.rows[$0].heldOut }
  }

  /// Draws a document; nil where it is the plain corpus's turn, or a source has nothing.
  ///
  /// A mixture of the plain corpus alone leaves the generator as it is.
  package func sample(using generator: inout some RandomNumberGenerator) -> Sample? {
    guard !mixture.isPlain else { return nil }
    let source = mixture.source(using: &generator)
    switch source {
    case .plain: return nil
    case .stylePairs: return restyled(&generator)
    case .rectangles: return rectangle(&generator)
    default: return task(source, &generator)
    }
  }

  private func task(
    _ source: Mixture.Source, _ generator: inout some RandomNumberGenerator
  ) -> Sample? {
    guard let pool, let group = source.group,
      let number = pool.rows(of: group).randomElement(using: &generator)
    else { return nil }
    let row = pool.rows[number]
    var next = row.firstPicture
    let segments = row.segments.map { pieces -> [[TokenID]] in
      guard pieces.isEmpty else { return pieces.map { documents.encode(.text($0)) } }
      next += 1
      return [documents.encode(.image(pool.picture(next - 1)))]
    }
    return masked(segments, answer: row.answer, source, &generator)
  }

  /// The restyling of a concept, laid out as other edits are.
  private func restyled(_ generator: inout some RandomNumberGenerator) -> Sample? {
    guard let pair = pairs.pair(using: &generator) else { return nil }
    let requests = TaskWriter.editRequests
    let request = requests[Int.random(in: requests.indices, using: &generator)]
    let wordings = Self.restylings
    let words = wordings[Int.random(in: wordings.indices, using: &generator)]
      .replacing("{a}", with: pair.style.withArticle).replacing("{}", with: pair.style)
    let segments = [
      [documents.encode(.text(request))], [ids(of: pair.from)],
      [documents.encode(.text(words))], [ids(of: pair.to)],
    ]
    return masked(segments, answer: .init(segment: 3), .stylePairs, &generator)
  }

  private static let restylings = [
    "make it {a}", "turn it into {a}", "as {a}", "the same as {a}", "in the style {}",
    "change the style to {}", "redraw it as {a}", "draw it as {a}", "show it as {a}",
    "make {a} of it", "convert it to {a}", "style: {}",
  ]

  /// A picture with its caption, of which a rectangle of codes is masked: one span a row.
  private func rectangle(_ generator: inout some RandomNumberGenerator) -> Sample? {
    guard let number = rows.randomElement(using: &generator) else { return nil }
    let row = cache.rows[number]
    let caption = CaptionDressing().caption(
      for: cache.entries[row.entry], figureColour: row.figureColour,
      groundColour: row.groundColour, using: &generator)
    let ids = joined([[documents.encode(.text(caption))], [ids(of: number)]])
    let most = min(side, documents.vocabulary.sentinelCount)
    let (height, width) = (
      Int.random(in: 1...most, using: &generator), Int.random(in: 1...side, using: &generator)
    )
    let top = Int.random(in: 0...side - height, using: &generator)
    let left = Int.random(in: 0...side - width, using: &generator)
    let first = ids.count - 1 - side * side
    let spans = (top..<top + height).map { y in
      MaskSpan(first + y * side + left..<first + y * side + left + width)
    }
    return Sample(ids: ids, spans: spans, source: .rectangles)
  }

  private func ids(of row: Int) -> [TokenID] {
    documents.encode(.image(CodeGrid(height: side, width: side, codes: cache.codes(of: row))))
  }

  private func joined(_ segments: [[[TokenID]]]) -> [TokenID] {
    let end = documents.vocabulary.id(of: .end)
    let body = segments.map { Array($0.joined()) }
    return [end]
      + Array(body.joined(separator: [documents.vocabulary.id(of: .modalityBreak)])) + [end]
  }

  /// Half of the time the answer is written last: masked whole where something follows it.
  ///
  /// A picture made from another sometimes comes without its words, as in the lane of the picture.
  private func masked(
    _ segments: [[[TokenID]]], answer: TaskDocument.Answer, _ source: Mixture.Source,
    _ generator: inout some RandomNumberGenerator
  ) -> Sample {
    var segments = segments
    if answer.segment == 3, Double.random(in: 0..<1, using: &generator) < mixture.wordlessShare {
      segments.remove(at: 2)
      return Sample(ids: joined(segments), spans: [], source: source)
    }
    let ids = joined(segments)
    guard Double.random(in: 0..<1, using: &generator) < mixture.wholeAnswerShare else {
      let spans = masking.spans(of: ids, documents.vocabulary, using: &generator)
      return Sample(ids: ids, spans: spans, source: source)
    }
    let before = segments[..<answer.segment].reduce(1) { $0 + $1.joined().count + 1 }
    let pieces = segments[answer.segment]
    let start = before + pieces[..<answer.piece].joined().count
    let range = start..<start + pieces[answer.piece].count
    let isLast = range.upperBound == ids.count - 1
    return Sample(ids: ids, spans: isLast ? [] : [MaskSpan(range)], source: source)
  }
}
