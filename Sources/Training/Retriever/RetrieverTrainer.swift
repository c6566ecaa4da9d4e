import Layers
package import Retrieval
package import Tensors
package import Tokenizers
internal import Tokens

/// Trains a bi-encoder on the captions and codes of a token cache.
///
/// A step: pictures of different entries in any of their versions, each with its caption in any of its
/// wordings → both towers → the symmetric contrastive loss → AdamW.
package final class RetrieverTrainer {
  /// The numbers of the run.
  package let settings: RetrieverSettings
  /// The towers that are trained.
  package let encoder: BiEncoder
  /// Steps taken.
  package var step: Int { optimizer.step }

  let optimizer: AdamW
  var generator: SplitMix64
  let cache: TokenCache
  private let documents: DocumentTokenizer
  private let tape: Tape
  /// The versions of each picture that is trained on.
  private let versions: [[Int]]
  /// The versions that are kept out of training, one a picture.
  let heldOutRows: [Int]

  /// The logarithm of 100, above which training becomes unstable (arXiv 2103.00020, 2.5).
  private static let largestLogScale: Float = 4.6052

  /// What one step did.
  package struct Report: Sendable {
    /// The contrastive loss in nats.
    package var loss: Float
    /// The share of captions that find their picture among the batch's.
    package var hitShare: Float
    /// What cosines are multiplied by, as a logarithm.
    package var logScale: Float
    /// The gradient's norm before it was cut.
    package var gradientNorm: Float
    /// The learning rate.
    package var rate: Float
  }

  /// Starts a run with random weights.
  ///
  /// - Parameters:
  ///   - settings: the numbers of the run.
  ///   - sizes: of the towers.
  ///   - cache: the corpus as codes.
  ///   - documents: makes ids of captions.
  ///   - compute: where to run.
  /// - Throws: `TrainingError.noPictures` when there are no two pictures to tell apart.
  package init(
    _ settings: RetrieverSettings, sizes: RetrieverConfiguration, cache: TokenCache,
    documents: DocumentTokenizer, on compute: Compute
  ) throws {
    self.settings = settings
    self.cache = cache
    self.documents = documents
    generator = SplitMix64(seed: settings.seed)
    encoder = BiEncoder(sizes, training: true, using: &generator)
    optimizer = AdamW(encoder.parameters, settings.optimizer)
    tape = Tape(on: compute, recording: true)
    let trained = cache.rows.indices.filter { !cache.rows[$0].heldOut }
    versions = Dictionary(grouping: trained) { cache.rows[$0].entry }
      .sorted { $0.key < $1.key }.map(\.value)
    heldOutRows = cache.rows.indices.filter { cache.rows[$0].heldOut }
    if versions.count < 2 { throw TrainingError.noPictures("the token cache") }
  }

  /// Takes one step.
  ///
  /// - Throws: `TrainingError.notANumber`; the weights are then as they were.
  package func train() throws -> Report {
    let rows = drawRows()
    let texts = rows.map {
      droppedOut(words(of: $0), share: settings.queryDropout, using: &generator)
    }
    let codes = rows.flatMap { self.codes(of: $0, untold: settings.codeDropout) }
    optimizer.zeroGradients()
    tape.begin()
    let loss = ContrastiveLoss(
      encoder.text(texts, on: tape), encoder.image(codes, on: tape), logScale: encoder.logScale,
      on: tape)
    tape.backward()
    let rate = settings.schedule.rate(at: step)
    let norm = loss.value.isFinite ? optimizer.update(rate: rate, on: tape.compute) : .nan
    guard norm.isFinite else {
      let names = rows.map { cache.entries[cache.rows[$0].entry].fileName }
      throw TrainingError.notANumber(step: step, loss: loss.value, batch: names)
    }
    let scale = encoder.logScale.value
    scale[0] = min(scale[0], Self.largestLogScale)
    return Report(
      loss: loss.value, hitShare: Float(loss.hits) / Float(rows.count), logScale: scale[0],
      gradientNorm: norm, rate: rate)
  }

  /// Puts the averaged weights in the place of the trained ones: for the end of a run.
  package func useAverages() {
    for (parameter, average) in zip(encoder.parameters, optimizer.averages) {
      parameter.value.assign(average.values)
    }
  }

  // MARK: pairs

  /// One version each of as many different pictures as a batch has, or as there are.
  private func drawRows() -> [Int] {
    let count = min(settings.batch, versions.count)
    var chosen: Set<Int> = []
    var rows: [Int] = []
    while rows.count < count {
      let picture = Int.random(in: 0..<versions.count, using: &generator)
      guard chosen.insert(picture).inserted else { continue }
      if let row = versions[picture].randomElement(using: &generator) { rows.append(row) }
    }
    return rows
  }

  private func words(of row: Int) -> [TokenID] {
    let version = cache.rows[row]
    let caption = CaptionDressing().caption(
      for: cache.entries[version.entry], figureColour: version.figureColour,
      groundColour: version.groundColour, using: &generator)
    return words(caption)
  }

  /// A caption without words counts as one unknown word.
  private func words(_ caption: String) -> [TokenID] {
    let ids = documents.encode(.text(caption))
    return ids.isEmpty ? [documents.vocabulary.id(of: .unknown)] : ids
  }

  private func codes(of row: Int, untold share: Double) -> [Int32] {
    let untold = Int32(encoder.configuration.codeCount)
    return cache.codes(of: row).map { code in
      share > 0 && Double.random(in: 0..<1, using: &generator) < share ? untold : code.rawValue
    }
  }

  // MARK: vectors of kept-out pictures

  /// The vectors of plain captions and of pictures, `[rows, D]` each, by the weights as they are.
  func vectors(of rows: [Int]) -> (texts: Tensor, pictures: Tensor) {
    let width = encoder.configuration.vectorWidth
    let (texts, pictures) = (Tensor([rows.count, width]), Tensor([rows.count, width]))
    for start in stride(from: 0, to: rows.count, by: settings.batch) {
      let some = Array(rows[start..<min(rows.count, start + settings.batch)])
      let place = start..<start + some.count
      tape.begin()
      let words = some.map { self.words(cache.entries[cache.rows[$0].entry].plainCaption) }
      texts.rows(place).assign(encoder.text(words, on: tape).value.values)
      let codes = some.flatMap { self.codes(of: $0, untold: 0) }
      pictures.rows(place).assign(encoder.image(codes, on: tape).value.values)
    }
    return (texts, pictures)
  }

  /// Products of rows, `[a, b]`.
  func products(_ a: Tensor, _ b: Tensor) -> Tensor {
    let result = Tensor([a.rowCount, b.rowCount])
    matrixMultiply(into: result, a, b, transposeB: true, on: tape.compute)
    return result
  }
}
