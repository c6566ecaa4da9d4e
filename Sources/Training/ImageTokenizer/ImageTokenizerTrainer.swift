internal import Imaging
internal import Layers
package import Tensors
package import Tokenizers

/// Trains an image tokenizer on the pictures of a corpus.
///
/// A step: pictures → encoder → nearest codes → decoder → reconstruction loss → gradients straight
/// through the choice → AdamW; the codebook follows by moving averages.
package final class ImageTokenizerTrainer {
  /// The numbers of the run.
  package let settings: ImageTokenizerSettings
  /// The network that is trained.
  package let network: ImageTokenizerNetwork
  /// Steps taken.
  package var step: Int { optimizer.step }

  let optimizer: AdamW
  var averages: CodebookAverages
  var generator: SplitMix64
  let compute: Compute
  private let tape: Tape
  private let batch: Tensor
  private let gradient: Tensor
  var hasCodebook: Bool

  /// What one step did.
  package struct Report: Sendable {
    /// The weighted reconstruction loss and its terms.
    package var loss: Float
    /// The unweighted terms.
    package var terms: PictureLoss
    /// Mean squared distance of vectors and entries.
    package var commitment: Float
    /// The gradient's norm before it was cut.
    package var gradientNorm: Float
    /// The learning rate.
    package var rate: Float
  }

  /// Starts a run.
  ///
  /// - Parameters:
  ///   - settings: the numbers of the run.
  ///   - network: weights to go on from, of the sizes in `settings`; random ones if nil.
  ///   - compute: where to run.
  package init(
    _ settings: ImageTokenizerSettings, from network: ImageTokenizerNetwork? = nil,
    on compute: Compute
  ) {
    precondition(network.map { $0.configuration == settings.sizes } ?? true, "other sizes")
    self.settings = settings
    self.compute = compute
    generator = SplitMix64(seed: settings.seed)
    self.network =
      network ?? ImageTokenizerNetwork(settings.sizes, training: true, using: &generator)
    hasCodebook = network != nil
    optimizer = AdamW(self.network.parameters, settings.optimizer)
    averages = CodebookAverages(self.network.codebook)
    tape = Tape(on: compute, recording: true)
    let side = settings.sizes.resolution
    batch = Tensor([settings.batch, side, side, 3])
    gradient = Tensor([settings.batch, side, side, 3])
  }

  /// Takes one step on pictures drawn from `pictures`, entries `indices` of it.
  ///
  /// - Throws: `TrainingError.notANumber` when the loss or a gradient is not a number; the weights
  ///   are then as they were.
  package func train(_ pictures: PictureSet, indices: [Int]) throws -> Report {
    let drawn = draw(indices)
    pictures.write(drawn, into: batch)
    tape.begin()
    let z = network.encode(tape.input(batch), on: tape)
    if !hasCodebook { seedCodebook(z.value) }
    let quantizer = VectorQuantizer(
      network.codebook, normalizes: settings.sizes.normalizesCodes)
    let result = quantizer.quantize(z, commitmentWeight: settings.commitment, on: tape)
    let y = network.decode(result.quantized, on: tape)
    let terms = pictureLoss(
      into: gradient, y.value, batch, weights: settings.loss, on: compute)
    let loss = terms.total(settings.loss)
    let rate = settings.schedule.rate(at: step)
    optimizer.zeroGradients()
    tape.backward(from: y, gradient: gradient)
    let norm = loss.isFinite ? optimizer.update(rate: rate, on: compute) : .nan
    guard norm.isFinite else {
      throw TrainingError.notANumber(
        step: step, loss: loss, batch: drawn.map { pictures.entries[$0.index].fileName })
    }
    averages.update(
      network.codebook, vectors: result.vectors, codes: result.codes,
      decay: settings.codebookDecay, floor: settings.codebookFloor, using: &generator)
    return Report(
      loss: loss, terms: terms, commitment: result.commitment, gradientNorm: norm, rate: rate)
  }

  /// Measures pictures on white with the averaged weights.
  package func evaluate(_ pictures: PictureSet, indices: [Int]) -> ReconstructionReport {
    let kept = network.parameters.map { $0.value.copy() }
    useAverages()
    defer { for (p, value) in zip(network.parameters, kept) { p.value.assign(value.values) } }
    let tokenizer = ImageTokenizer(network, on: compute)
    var meter = ReconstructionMeter()
    for start in stride(from: 0, to: indices.count, by: settings.batch) {
      let some = indices[start..<min(indices.count, start + settings.batch)]
      let x = Tensor([some.count] + batch.shape.dropFirst())
      pictures.write(some.map { PictureSet.Placement(index: $0) }, into: x)
      let codes = tokenizer.encode(x)
      meter.add(
        x, tokenizer.decode(codes: codes, count: some.count),
        boxes: some.map { pictures.opaqueBox($0) }, codes: codes)
    }
    return meter.report(codeCount: settings.sizes.codeCount)
  }

  /// Puts the averaged weights in the place of the trained ones: for the end of a run.
  package func useAverages() {
    for (parameter, average) in zip(network.parameters, optimizer.averages) {
      parameter.value.assign(average.values)
    }
  }

  private func draw(_ indices: [Int]) -> [PictureSet.Placement] {
    (0..<settings.batch).map { _ in
      let index = indices[Int.random(in: 0..<indices.count, using: &generator)]
      let white = Double.random(in: 0..<1, using: &generator) < settings.whiteShare
      let colour = Image.Color(
        red: .random(in: 0...255, using: &generator),
        green: .random(in: 0...255, using: &generator),
        blue: .random(in: 0...255, using: &generator))
      return PictureSet.Placement(
        index: index, ground: white ? .white : colour, mirrored: .random(using: &generator))
    }
  }

  /// Entries begin as vectors of the first batch: the first steps decide whether they spread.
  private func seedCodebook(_ z: Tensor) {
    let width = settings.sizes.embedWidth
    let vectors = z.copy().reshaped([z.count / width, width])
    if settings.sizes.normalizesCodes { VectorQuantizer.normalizeRows(vectors) }
    for k in 0..<settings.sizes.codeCount {
      let row = Int.random(in: 0..<vectors.rowCount, using: &generator)
      for j in 0..<width { network.codebook[k * width + j] = vectors[row * width + j] }
    }
    averages = CodebookAverages(network.codebook)
    hasCodebook = true
  }
}

/// Why training stopped.
package enum TrainingError: Error, CustomStringConvertible {
  /// A loss or gradient is not a number.
  case notANumber(step: Int, loss: Float, batch: [String])
  /// A checkpoint and what is wrong with it.
  case checkpoint(String, String)
  /// Nothing to train on.
  case noPictures(String)

  package var description: String {
    switch self {
    case .notANumber(let step, let loss, let batch):
      "Training stopped at step \(step): the loss or a gradient is not a number (loss \(loss)) on "
        + "\(batch.joined(separator: ", ")); the last checkpoint is kept."
    case .checkpoint(let path, let reason): "\(path): \(reason)."
    case .noPictures(let path): "\(path) has no picture to train on."
    }
  }
}
