package import Retrieval
internal import Tensors
package import Tokens

/// Puts documents of a bank in front of those that a model is trained on (reference a.2, a.3).
///
/// Some are looked up by the picture and some by the words, of which a share is left out; of these a
/// few are drawn. The picture itself and its exact copies are never among them, nor are pictures that
/// are kept out of training.
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
  /// The fingerprint of each picture as it is, by entry.
  private let identities: [Int: Fingerprint]
  private let keptOut: Set<Fingerprint>

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
    var identities: [Int: Fingerprint] = [:]
    var keptOut: Set<Fingerprint> = []
    for (row, version) in cache.rows.enumerated() where version.isPlain {
      let side = bank.gridSide
      let picture = CodeGrid(height: side, width: side, codes: cache.codes(of: row))
      identities[version.entry] = picture.fingerprint
      if version.heldOut { keptOut.insert(picture.fingerprint) }
    }
    self.identities = identities
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
    let excluded = keptOut.union(identities[entry].map { [$0] } ?? [])
    let candidates =
      found(settings.byImage, near: retriever.vector(image: picture), excluded)
      + found(settings.byText, near: retriever.vector(text: query), excluded)
    let different = Set(candidates).sorted()
    return different.shuffled(using: &generator).prefix(count).map { bank.document($0) }
  }

  private func found(_ count: Int, near query: [Float], _ excluded: Set<Fingerprint>) -> [Int] {
    DocumentSelection(threshold: settings.threshold)
      .documents(count, of: bank, for: query, excluding: excluded, on: retriever.compute)
      .map(\.index)
  }
}
