import Evaluation
import Generation
import Imaging
import Tokens
import Training

/// A transformer that learns from a token cache.
struct ModelTrainee: Trainee {
  private let trainer: ModelTrainer
  private let export: ModelExport
  private let prompts: [String]
  private let threads: Int

  /// Makes a trainee.
  ///
  /// - Parameters:
  ///   - trainer: fresh or resumed.
  ///   - export: writes the model as a folder, for the sheets.
  ///   - prompts: what the sheets show.
  ///   - threads: parts a kernel of the sheets is cut into.
  init(_ trainer: ModelTrainer, export: ModelExport, prompts: [String], threads: Int) {
    self.trainer = trainer
    self.export = export
    self.prompts = prompts
    self.threads = threads
  }

  var step: Int { trainer.step }

  func advance() throws -> StepReport {
    let report = try trainer.train()
    var result = StepReport(
      [
        .init("loss", report.loss), .init("loss/code", report.codeLoss),
        .init("loss/text", report.textLoss), .init("norm", report.gradientNorm),
        .init("rate", report.rate),
      ], amount: report.tokens)
    result.documents = report.documents
    result.wholeCaptions = report.wholeTexts
    return result
  }

  func evaluate() -> [EventFile.Scalar] {
    let (code, text) = trainer.evaluate()
    return [.init("kept out/code", code), .init("kept out/text", text)]
  }

  /// One picture for each prompt, drawn as a user would get it.
  func sampleSheet() throws -> Image? {
    try export.write(trainer)
    let model = try LoadedModel(folder: export.folder, threads: threads)
    let images = try prompts.map { prompt in
      let request = try GenerationRequest(prompt: prompt, seed: Seed(1), knobs: model.defaultKnobs)
      let session = try model.session(request)
      while session.next() != nil {}
      return session.images()[0]
    }
    return ContactSheet(columns: 4).image(of: images)
  }

  func save(to path: String) throws { try trainer.save(to: path) }
}
