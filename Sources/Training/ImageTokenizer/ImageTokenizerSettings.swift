package import Tensors
package import Tokenizers

/// Every number of an image tokenizer's training; `training/image-tokenizer.toml` gives the reasons.
package struct ImageTokenizerSettings: Codable, Sendable {
  /// The sizes.
  package var sizes = ImageTokenizerConfiguration()
  /// The learning rate over time, in steps.
  package var schedule = LearningRateSchedule(peak: 5e-4, warmup: 100, steps: 20_000)
  /// The optimiser.
  package var optimizer = AdamW.Settings()
  /// Pictures a step.
  package var batch = 16
  /// The reconstruction loss.
  package var loss = PictureLoss(absolute: 1, square: 1, edges: 1, colour: 6)
  /// Weight of the commitment loss.
  package var commitment: Float = 0.25
  /// Decay of the codebook's averages.
  package var codebookDecay: Float = 0.99
  /// An entry chosen less often a step than this is refilled.
  package var codebookFloor: Float = 0.02
  /// Share of the pictures that lie on white; the others on a random colour.
  package var whiteShare: Double = 0.6
  /// Share of the concepts that are kept out.
  package var heldOutShare: Double = 0.03
  /// Kept-out pictures that a report measures.
  package var evaluationPictures = 300
  /// Steps between two lines of progress.
  package var reportInterval = 50
  /// Steps between two reports on kept-out pictures.
  package var evaluationInterval = 1000
  /// Seconds between two checkpoints.
  package var checkpointSeconds = 180.0
  /// Where the random numbers start.
  package var seed: UInt64 = 1

  /// Makes the numbers that trained the tokenizer of leon-mini.
  package init() {
    optimizer.weightDecay = 0.01
    optimizer.averageDecay = 0.999
  }
}
