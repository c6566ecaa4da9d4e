package import Tensors

/// Every number of a model's training; `training/model.toml` gives the reasons.
package struct ModelSettings: Codable, Sendable {
  /// The learning rate over time, in steps.
  package var schedule = LearningRateSchedule(
    peak: 1.5e-3, warmup: 100, steps: 4000, decayShare: 0.4)
  /// The optimiser.
  package var optimizer = AdamW.Settings()
  /// The objective.
  package var masking = CausalMasking()
  /// What stands in front of documents where there is a bank.
  package var retrieval = RetrievalAugmentation.Settings()
  /// What is trained on beside the plain corpus.
  package var mixture = Mixture()
  /// Weight of a target that is a word; 1 is that of a code.
  package var textWeight: Float = 1
  /// Documents that go through the model at once.
  package var microbatch = 8
  /// Microbatches whose gradients are summed for a step.
  package var accumulation = 2
  /// How often pictures of a style are drawn, 1 if a style is not named.
  package var styleWeights: [String: Double] = ["silhouette icon": 0.4]
  /// Steps between two lines of progress.
  package var reportInterval = 20
  /// Steps between two measurements of kept-out concepts.
  package var evaluationInterval = 500
  /// Kept-out documents that are measured.
  package var evaluationDocuments = 256
  /// Seconds between two checkpoints.
  package var checkpointSeconds = 180.0
  /// What the products of the linear layers multiply; the weights stay of 32 bits.
  ///
  /// A run is resumed bitwise only in the precision it began with.
  package var precision = Precision.fastest
  /// Where the random numbers start.
  package var seed: UInt64 = 1

  /// Makes the numbers that trained leon-mini.
  package init() { optimizer.averageDecay = 0.998 }
}
