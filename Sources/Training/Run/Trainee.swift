package import Imaging

/// What a `TrainingRun` needs of the thing that learns: a model, or an image tokenizer.
package protocol Trainee {
  /// Steps taken.
  var step: Int { get }
  /// Takes one step.
  func advance() throws -> StepReport
  /// Measures what is kept out of training.
  func evaluate() -> [EventFile.Scalar]
  /// Draws a few pictures to look at, nil where there is nothing to draw.
  func sampleSheet() throws -> Image?
  /// Writes everything that a resumed run needs, whole or not at all.
  func save(to path: String) throws
}

/// What one step did.
package struct StepReport: Sendable {
  /// The loss in nats, first the whole, then its parts, and what else is worth a curve.
  package var scalars: [EventFile.Scalar]
  /// Tokens or pictures that were learned from.
  package var amount: Int
  /// Documents, and those of them whose whole caption was masked.
  package var documents = 0
  package var wholeCaptions = 0

  /// Makes a report.
  package init(_ scalars: [EventFile.Scalar], amount: Int) {
    self.scalars = scalars
    self.amount = amount
  }
}
