package import Imaging
import Layers

/// Checkpoints, and what a run needs of the trainer.
extension RetrieverTrainer: Trainee {
  private static let format = "leon retriever checkpoint 1"

  package func advance() throws -> StepReport {
    let report = try train()
    return StepReport(
      [
        .init("loss", report.loss), .init("hits", report.hitShare),
        .init("log scale", report.logScale), .init("norm", report.gradientNorm),
        .init("rate", report.rate),
      ], amount: settings.batch)
  }

  package func evaluate() -> [EventFile.Scalar] {
    if heldOutRows.isEmpty { return [] }
    let result = measure()
    return result.captions.scalars("caption") + result.concepts.scalars("concept")
  }

  /// A retriever draws nothing.
  package func sampleSheet() throws -> Image? { nil }

  /// Writes everything that a resumed run needs to go on with bitwise the same losses.
  ///
  /// - Throws: `SafetensorsError.unwritable`.
  package func save(to path: String) throws {
    let metadata = [
      "format": Self.format, "step": "\(step)", "generator": "\(generator.state)",
    ]
    try SafetensorsFile.write(optimizer.checkpoint(), metadata: metadata, to: path)
  }

  /// Continues from a checkpoint.
  ///
  /// - Throws: `SafetensorsError` or `TrainingError.checkpoint`.
  package func resume(from path: String) throws {
    let file = try SafetensorsFile(path: path)
    guard file.metadata["format"] == Self.format,
      let step = file.metadata["step"].flatMap({ Int($0) }),
      let state = file.metadata["generator"].flatMap({ UInt64($0) })
    else { throw TrainingError.checkpoint(path, "not a retriever's checkpoint of version 1") }
    try optimizer.restore(from: file, step: step)
    generator.state = state
  }

  /// Writes the folder of the averaged weights.
  ///
  /// - Throws: `RetrievalError` or `SafetensorsError`.
  package func export(to folder: String) throws {
    try encoder.write(to: folder, values: optimizer.averages.isEmpty ? nil : optimizer.averages)
  }
}
