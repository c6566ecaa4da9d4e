import ArgumentParser
import Tensors
import Tokenizers
import Training

/// `leon train image-tokenizer`: pictures to codes and back.
struct TrainImageTokenizerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "image-tokenizer",
    abstract: "Train the image tokenizer on the pictures of a corpus.",
    discussion: """
      OUT/export is the tokenizer. Ctrl-C saves; --resume goes on with the same
      numbers.

      Example:
        leon train image-tokenizer corpus -o tokenizer --set schedule.steps=5000
      """)

  @Argument(help: "An image folder.", completion: .directory)
  var corpus: String
  @Option(name: .shortAndLong, help: "The folder of the run.", completion: .directory)
  var output: String
  @Flag(help: "Go on from the last checkpoint.")
  var resume = false
  @Option(
    help: "A folder of an image tokenizer whose weights the run begins with.",
    completion: .directory)
  var from: String?
  @OptionGroup var training: TrainingOptions

  func run() throws {
    let folder = try RunFolder(output, resumes: resume)
    let numbers = try folder.settings("image-tokenizer", training)
    let settings = try numbers.decode(ImageTokenizerSettings.self)
    if let flaw = settings.sizes.flaw { throw TrainingSettingsFlaw(sentence: flaw) }
    let compute = try Compute(threads: training.threadCount)
    let pictures = try CorpusLoading.pictures(corpus, side: settings.sizes.resolution)
    let trainer = ImageTokenizerTrainer(settings, from: try network(settings.sizes), on: compute)
    if folder.hasCheckpoint { try trainer.resume(from: folder.checkpoint) }
    try folder.keep(numbers)
    let trainee = try ImageTokenizerTrainee(
      trainer, pictures: pictures, preview: folder.path + "/preview", compute: compute)
    try folder.train(trainee, try loop(settings, numbers), unit: "pictures")
    try trainer.export(to: folder.export)
    Console.print("The tokenizer is in \(folder.export).")
  }

  /// The weights of `--from`, which must have the sizes of the settings.
  private func network(_ sizes: ImageTokenizerConfiguration) throws -> ImageTokenizerNetwork? {
    guard let from else { return nil }
    let network = try ImageTokenizerNetwork(folder: from, training: true)
    guard network.configuration == sizes else {
      throw TrainingSettingsFlaw(
        sentence: "\(from) has other sizes than [sizes]; name its own with --config or --set")
    }
    return network
  }

  private func loop(
    _ settings: ImageTokenizerSettings, _ numbers: TrainingSettings
  ) throws -> TrainingRun.Settings {
    TrainingRun.Settings(
      steps: settings.schedule.steps, reportInterval: settings.reportInterval,
      evaluationInterval: settings.evaluationInterval,
      sheetInterval: try numbers.decode(SheetSettings.self).sheetInterval,
      checkpointSeconds: settings.checkpointSeconds)
  }
}

/// How often a run draws pictures to look at.
struct SheetSettings: Decodable {
  /// Steps between two sheets; 0 draws none.
  var sheetInterval: Int
}

/// A number that no run can begin with.
struct TrainingSettingsFlaw: Error, CustomStringConvertible {
  /// What is wrong with it, without the full stop.
  var sentence: String

  var description: String { "The settings cannot be used: \(sentence)." }
}
