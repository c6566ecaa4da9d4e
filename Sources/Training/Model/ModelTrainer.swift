import Layers
package import Modeling
package import Tensors
package import Tokenizers
internal import Tokens

/// Trains a transformer on a token cache with CM3's objective.
package final class ModelTrainer {
  /// The numbers of the run.
  package let settings: ModelSettings
  /// The weights that are trained.
  package let weights: ModelWeights
  /// Steps taken.
  package var step: Int { optimizer.step }
  /// Tokens seen.
  package internal(set) var tokens = 0

  let optimizer: AdamW
  var generator: SplitMix64
  private let compute: Compute
  private let tape: Tape
  private let cache: TokenCache
  private let documents: DocumentTokenizer
  private let retrieval: RetrievalAugmentation?
  private let mixture: DocumentMixture?
  private let trainingRows: [Int]
  private let cumulativeWeights: [Double]
  private let heldOutRows: [Int]

  /// What one step did.
  package struct Report: Sendable {
    /// Mean loss of all targets, in nats.
    package var loss: Float
    /// Mean loss of targets that are image codes.
    package var codeLoss: Float
    /// Mean loss of the other targets.
    package var textLoss: Float
    /// Targets.
    package var tokens: Int
    /// Documents of which a whole text was masked.
    package var wholeTexts: Int
    /// Documents.
    package var documents: Int
    /// The gradient's norm before it was cut.
    package var gradientNorm: Float
    /// The learning rate.
    package var rate: Float
  }

  /// Starts a run.
  ///
  /// - Parameters:
  ///   - settings: the numbers of the run.
  ///   - sizes: of the model.
  ///   - start: weights of those sizes to go on from; random ones if nil.
  ///   - cache: the corpus as codes.
  ///   - documents: makes ids of captions and codes.
  ///   - retrieval: puts other documents in front; nil for none.
  ///   - mixture: draws other documents than the corpus's; nil for none.
  ///   - compute: where to run.
  /// - Throws: `TrainingError.noPictures` when the cache holds nothing to train on.
  package init(
    _ settings: ModelSettings, sizes: ModelConfiguration, from start: ModelWeights? = nil,
    cache: TokenCache, documents: DocumentTokenizer, retrieval: RetrievalAugmentation? = nil,
    mixture: DocumentMixture? = nil,
    on compute: Compute
  ) throws {
    precondition(start.map { $0.configuration == sizes } ?? true, "weights of other sizes")
    self.settings = settings
    self.compute = compute
    self.cache = cache
    self.documents = documents
    self.retrieval = retrieval
    self.mixture = mixture
    generator = SplitMix64(seed: settings.seed)
    weights = start ?? ModelWeights(sizes, training: true, using: &generator)
    optimizer = AdamW(weights.parameters, settings.optimizer)
    tape = Tape(on: compute, recording: true, precision: settings.precision)
    trainingRows = cache.rows.indices.filter { !cache.rows[$0].heldOut }
    heldOutRows = cache.rows.indices.filter { cache.rows[$0].heldOut }
    var sum = 0.0
    cumulativeWeights = trainingRows.map { row in
      let style = cache.entries[cache.rows[row].entry].style ?? ""
      sum += settings.styleWeights[style] ?? 1
      return sum
    }
    if trainingRows.isEmpty { throw TrainingError.noPictures("the token cache") }
  }

  /// Takes one step.
  ///
  /// - Throws: `TrainingError.notANumber`; the weights are then as they were.
  package func train() throws -> Report {
    let drawn = (0..<settings.accumulation * settings.microbatch).map { _ in drawDocument() }
    let batches = stride(from: 0, to: drawn.count, by: settings.microbatch).map {
      pack(drawn[$0..<$0 + settings.microbatch].map(\.ids))
    }
    let targets = batches.reduce(0) { $0 + $1.targetCount }
    optimizer.zeroGradients()
    var sums = LossSums()
    for batch in batches { sums += pass(batch, scale: 1 / Float(targets), learns: true) }
    let rate = settings.schedule.rate(at: step)
    let norm = sums.mean.isFinite ? optimizer.update(rate: rate, on: compute) : .nan
    guard norm.isFinite else {
      throw TrainingError.notANumber(step: step, loss: sums.mean, batch: drawn.map(\.fileName))
    }
    tokens += targets
    return Report(
      loss: sums.mean, codeLoss: sums.code / Float(max(1, sums.codes)),
      textLoss: sums.text / Float(max(1, sums.texts)), tokens: targets,
      wholeTexts: drawn.count(where: \.wholeText), documents: drawn.count, gradientNorm: norm,
      rate: rate)
  }

  /// Measures kept-out concepts, plainly dressed and unmasked, with the averaged weights.
  package func evaluate() -> (codeLoss: Float, textLoss: Float) {
    let kept = weights.parameters.map { $0.value.copy() }
    useAverages()
    defer { for (p, value) in zip(weights.parameters, kept) { p.value.assign(value.values) } }
    var sums = LossSums()
    let rows = measuredRows
    for start in stride(from: 0, to: rows.count, by: settings.microbatch) {
      let some = rows[start..<min(rows.count, start + settings.microbatch)]
      let ids = some.map { documents.encode(document($0, caption: plainCaption($0))) }
      sums += pass(pack(ids), scale: 0, learns: false)
    }
    return (sums.code / Float(max(1, sums.codes)), sums.text / Float(max(1, sums.texts)))
  }

  /// Kept-out pictures at equal distances, so that every collection of a sorted corpus has its part.
  private var measuredRows: [Int] {
    let count = min(heldOutRows.count, settings.evaluationDocuments)
    return (0..<count).map { heldOutRows[$0 * heldOutRows.count / count] }
  }

  /// Puts the averaged weights in the place of the trained ones: for the end of a run.
  package func useAverages() {
    for (parameter, average) in zip(weights.parameters, optimizer.averages) {
      parameter.value.assign(average.values)
    }
  }

  // MARK: documents

  private func plainCaption(_ row: Int) -> String {
    cache.entries[cache.rows[row].entry].plainCaption
  }

  private func document(_ row: Int, caption: String) -> Document {
    let side = weights.configuration.gridHeight
    let grid = CodeGrid(
      height: side, width: weights.configuration.gridWidth, codes: cache.codes(of: row))
    return Document([.text(caption), .image(grid)])
  }

  private func drawRow() -> Int {
    let mark = Double.random(in: 0..<(cumulativeWeights.last ?? 1), using: &generator)
    var low = 0
    var high = trainingRows.count - 1
    while low < high {
      let middle = (low + high) / 2
      if cumulativeWeights[middle] > mark { high = middle } else { low = middle + 1 }
    }
    return trainingRows[low]
  }

  /// A document as it is trained on.
  private struct Drawn {
    var ids: [TokenID]
    var fileName: String
    var wholeText: Bool
  }

  private func drawDocument() -> Drawn {
    if let sample = mixture?.sample(using: &generator) {
      return drawn(sample.ids, sample.spans, named: sample.source.rawValue)
    }
    let index = drawRow()
    let row = cache.rows[index]
    let entry = cache.entries[row.entry]
    let caption = CaptionDressing().caption(
      for: entry, figureColour: row.figureColour, groundColour: row.groundColour,
      using: &generator)
    let ids = withContext(document(index, caption: caption), of: row.entry)
    let spans = settings.masking.spans(of: ids, documents.vocabulary, using: &generator)
    return drawn(ids, spans, named: entry.fileName)
  }

  private func drawn(_ ids: [TokenID], _ spans: [MaskSpan], named name: String) -> Drawn {
    let segments = CausalMasking.segments(of: ids, documents.vocabulary)
    let rotated = CausalMasking.rotate(
      ids, spans, documents.vocabulary, limit: weights.configuration.contextLength)
    return Drawn(ids: rotated, fileName: name, wholeText: spans.first?.range == segments.first)
  }

  /// The ids of a document behind those that are looked up for it, as many as fit (reference a.2).
  private func withContext(_ document: Document, of entry: Int) -> [TokenID] {
    guard let retrieval, case .image(let picture) = document.segments[1] else {
      return documents.encode(document)
    }
    var found = retrieval.documents(
      before: entry, words: documents.encode(document.segments[0]), picture: picture,
      using: &generator)
    // Masking adds a few ids, and what is too long would lose the picture's end.
    let room = weights.configuration.contextLength - Self.maskRoom
    while true {
      let ids = documents.encode(Document(found.flatMap(\.segments) + document.segments))
      if ids.count <= room || found.isEmpty { return ids }
      found.removeFirst()
    }
  }

  /// Two ids and a sentinel a span.
  private static let maskRoom = 12

  private func pack(_ sequences: [[TokenID]]) -> Batch {
    Batch(
      sequences, vocabulary: documents.vocabulary,
      contextLength: weights.configuration.contextLength)
  }

  // MARK: passes

  private struct LossSums {
    var code: Float = 0
    var text: Float = 0
    var codes = 0
    var texts = 0
    var mean: Float { (code + text) / Float(max(1, codes + texts)) }

    static func += (a: inout LossSums, b: LossSums) {
      a.code += b.code
      a.text += b.text
      a.codes += b.codes
      a.texts += b.texts
    }
  }

  /// Multiplies the gradient of the few targets that are words by their weight.
  private func weighTexts(_ gradient: Tensor, _ batch: Batch) {
    let width = gradient.rowWidth
    for (row, target) in batch.targets.enumerated() where target >= 0 && !batch.targetIsCode[row] {
      for i in row * width..<(row + 1) * width { gradient[i] *= settings.textWeight }
    }
  }

  private func pass(_ batch: Batch, scale: Float, learns: Bool) -> LossSums {
    tape.begin()
    let logits = TransformerPass.logits(
      batch.ids, positions: batch.positions, rows: batch.rows, weights, on: tape)
    let losses = tape.buffer([batch.ids.count])
    tape.addGradient(of: logits) { gradient, _ in
      crossEntropy(
        into: losses, gradient: learns ? gradient : nil, logits.value, targets: batch.targets,
        scale: scale, on: compute)
      if learns { weighTexts(gradient, batch) }
    }
    if learns { tape.backward() }
    var sums = LossSums()
    for (i, target) in batch.targets.enumerated() where target >= 0 {
      if batch.targetIsCode[i] {
        sums.code += losses[i]
        sums.codes += 1
      } else {
        sums.text += losses[i]
        sums.texts += 1
      }
    }
    return sums
  }
}
