package import Retrieval
internal import Tensors
package import Tokens

/// Puts documents of a bank in front of those that a model is trained on (reference a.2, a.3).
///
/// Some are looked up by the picture and some by the words, of which a share is left out; of these a
/// few are drawn. The picture itself and its copies are never among them, nor are pictures that are
/// kept out of training, as far as their codes are the same: a bank is best built without them.
package final class RetrievalAugmentation {
  /// The numbers of the look-up; `training/model.toml` gives the reasons.
  package struct Settings: Codable, Sendable {
    /// The share of the documents that have others in front.
    package var share = 0.5
    /// The most that are in front; 1 up to this many are equally likely.
    package var most = 2
    /// Candidates that are looked up by the picture.
    package var byImage = 2
    /// Candidates that are looked up by the words.
    package var byText = 2
    /// The largest score that is taken.
    package var threshold: Float = 0.9
    /// The share of the words that a query leaves out.
    package var queryDropout = 0.2

    /// Makes the paper's numbers, documents in front of every second one.
    package init() {}
  }

  private let settings: Settings
  private let bank: MemoryBank
  private let retriever: Retriever
  /// Each picture as it is, by entry.
  private let pictures: [Int: CodeGrid]
  private let keptOut: Set<Fingerprint>

  /// Pictures that share this part of their codes are one picture: where edges were rounded otherwise
  /// before encoding, a sixth of the corpus differs in one or two of 256 codes.
  private static let copyShare = 0.75

  /// Prepares the look-up.
  ///
  /// - Parameters:
  ///   - settings: its numbers.
  ///   - bank: where documents are looked up.
  ///   - retriever: that made its vectors; computes where the trainer does, in turn with it.
  ///   - cache: the corpus.
  package init(
    _ settings: Settings, bank: MemoryBank, retriever: Retriever, cache: TokenCache
  ) {
    self.settings = settings
    self.bank = bank
    self.retriever = retriever
    var pictures: [Int: CodeGrid] = [:]
    var keptOut: Set<Fingerprint> = []
    for (row, version) in cache.rows.enumerated() where version.isPlain {
      let side = bank.gridSide
      let picture = CodeGrid(height: side, width: side, codes: cache.codes(of: row))
      pictures[version.entry] = picture
      if version.heldOut { keptOut.insert(picture.fingerprint) }
    }
    self.pictures = pictures
    self.keptOut = keptOut
  }

  /// Draws what stands in front of a document.
  ///
  /// - Parameters:
  ///   - entry: the picture it shows.
  ///   - words: ids of its caption, at least one.
  ///   - picture: its codes, in whichever version.
  ///   - generator: the source of chance.
  /// - Returns: none, or up to `most`.
  package func documents(
    before entry: Int, words: [TokenID], picture: CodeGrid,
    using generator: inout some RandomNumberGenerator
  ) -> [ReferenceDocument] {
    guard Double.random(in: 0..<1, using: &generator) < settings.share, settings.most > 0,
      !words.isEmpty
    else { return [] }
    let count = Int.random(in: 1...settings.most, using: &generator)
    let query = droppedOut(words, share: settings.queryDropout, using: &generator)
    let candidates =
      found(settings.byImage, near: retriever.vector(image: picture), for: entry)
      + found(settings.byText, near: retriever.vector(text: query), for: entry)
    let different = Set(candidates).sorted()
    return different.shuffled(using: &generator).prefix(count).map { bank.document($0) }
  }

  private func found(_ count: Int, near query: [Float], for entry: Int) -> [Int] {
    let own = pictures[entry]
    return DocumentSelection(threshold: settings.threshold)
      .documents(
        count, of: bank, for: query, excluding: keptOut,
        skipping: { [bank] place in
          own.map { bank.document(place).picture.agreement(with: $0) >= Self.copyShare } ?? false
        }, on: retriever.compute
      )
      .map(\.index)
  }
}
