/// Every number of a retriever's training; `training/retriever.toml` gives the reasons.
package struct RetrieverSettings: Codable, Sendable {
  /// The learning rate over time, in steps.
  package var schedule = LearningRateSchedule(
    peak: 4e-3, warmup: 50, steps: 1200, decayShare: 0.6)
  /// The optimiser.
  package var optimizer = AdamW.Settings()
  /// Pairs in a step, each of which is told from all others.
  package var batch = 256
  /// The share of a text's tokens that are left out.
  package var queryDropout = 0.2
  /// The share of a picture's codes that are not told.
  package var codeDropout = 0.2
  /// Steps between two lines of progress.
  package var reportInterval = 20
  /// Steps between two measurements of kept-out concepts.
  package var evaluationInterval = 200
  /// Seconds between two checkpoints.
  package var checkpointSeconds = 180.0
  /// Where the random numbers start.
  package var seed: UInt64 = 1

  /// Makes the numbers that trained the retriever of leon-mini.
  package init() { optimizer.averageDecay = 0.99 }
}
