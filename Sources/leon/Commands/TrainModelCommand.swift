import ArgumentParser
import Foundation
import Generation
import Modeling
import Retrieval
import Tensors
import Tokenizers
import Training

/// `leon train model`: the transformer, on captions and codes.
struct TrainModelCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "model",
    abstract: "Train the transformer on a corpus and its two tokenizers.",
    discussion: """
      OUT/export is the model, ready for --model. Ctrl-C saves; --resume goes on with
      the same numbers, and with bitwise the losses of a run that was never stopped.

      Example:
        leon train model corpus --text-tokenizer text/tokenizer.json \\
          --image-tokenizer tokenizer/export -o model
        leon train model corpus --stage tune --from model/export \\
          --text-tokenizer text/tokenizer.json \\
          --image-tokenizer tokenizer/export -o tuned
      """)

  @Argument(help: "An image folder.", completion: .directory)
  var corpus: String
  @OptionGroup var tokenizers: TokenizerOptions
  @Option(name: .shortAndLong, help: "The folder of the run.", completion: .directory)
  var output: String
  @Flag(help: "Go on from the last checkpoint.")
  var resume = false
  @Option(help: "A model folder whose weights the run begins with.", completion: .directory)
  var from: String?
  @Option(help: "A bank of training pictures, of which some stand before documents.")
  var bank: String?
  @Option(help: "What made the bank: the export of 'leon train retriever'.", completion: .directory)
  var retriever: String?
  @Option(help: "pretrain: captions and pictures. tune: tasks about composed scenes too, gently.")
  var stage = Stage.pretrain
  @Option(help: "What matrix products multiply: fp32 or bf16; the faster of the two unless given.")
  var precision: PrecisionName?
  @OptionGroup var training: TrainingOptions

  /// What a run is for.
  enum Stage: String, ExpressibleByArgument, CaseIterable {
    case pretrain, tune

    /// The file of numbers that differ from the shipped ones.
    var numbers: String? { self == .tune ? "tune" : nil }
  }

  /// The precisions as people call them.
  enum PrecisionName: String, ExpressibleByArgument, CaseIterable {
    case fp32, bf16

    var precision: Precision { self == .fp32 ? .float32 : .bfloat16 }
  }

  func validate() throws {
    if (bank == nil) != (retriever == nil) {
      throw ValidationError("--bank and --retriever belong together; give both or none.")
    }
  }

  func run() throws {
    let folder = try RunFolder(output, resumes: resume)
    let numbers = try folder.settings("model", stage: stage.numbers, training)
    if let precision { numbers.replace("precision", by: precision.precision.rawValue) }
    let settings = try numbers.decode(ModelSettings.self)
    if let flaw = settings.mixture.flaw { throw TrainingSettingsFlaw(sentence: flaw) }
    // A run goes on in the precision it began with, whatever is fastest elsewhere.
    numbers.replace("precision", by: settings.precision.rawValue)
    let compute = try Compute(threads: training.threadCount)
    let pair = try tokenizers.load(on: compute)
    let (images, text) = (pair.images, pair.text)
    let sizes = try ModelSizes(numbers).configuration(pair)
    let cache = try CachedCorpus(folder: folder, numbers: numbers)
      .load(corpus, tokenizer: images, weights: tokenizers.imageWeights)
    let documents = DocumentTokenizer(text: text, vocabulary: sizes.vocabulary)
    let tasks = try CachedTasks(folder: folder, mixture: settings.mixture)
      .load(tokenizer: images, weights: tokenizers.imageWeights)
    let mixture = DocumentMixture(
      settings.mixture, masking: settings.masking, pool: tasks, cache: cache,
      documents: documents, side: images.configuration.gridSide)
    let trainer = try ModelTrainer(
      settings, sizes: sizes, from: try weights(sizes), cache: cache, documents: documents,
      retrieval: try retrieval(settings, cache, on: compute), mixture: mixture, on: compute)
    if folder.hasCheckpoint { try trainer.resume(from: folder.checkpoint) }
    try folder.keep(numbers)
    Console.print("\(sizes.parameterCount) parameters")
    let trainee = ModelTrainee(
      trainer, export: export(to: folder.path + "/preview"), prompts: prompts(of: cache),
      threads: training.threadCount)
    try folder.train(trainee, try loop(settings, numbers), unit: "tokens")
    try export(to: folder.export).write(trainer)
    Console.print("The model is in \(folder.export).")
  }

  /// What looks documents up in the bank, if there is one.
  private func retrieval(
    _ settings: ModelSettings, _ cache: TokenCache, on compute: Compute
  ) throws -> RetrievalAugmentation? {
    guard let bank, let retriever else { return nil }
    let finder = try Retriever(folder: retriever, on: compute)
    return RetrievalAugmentation(
      settings.retrieval, bank: try MemoryBank(path: bank, for: finder), retriever: finder,
      cache: cache)
  }

  /// The weights of `--from`, which must have the sizes of the settings and the tokenizers.
  private func weights(_ sizes: ModelConfiguration) throws -> ModelWeights? {
    guard let from else { return nil }
    let weights = try ModelWeights(folder: from, training: true)
    guard weights.configuration == sizes else {
      throw TrainingSettingsFlaw(
        sentence: "\(from) has other sizes than [sizes] and the tokenizers give")
    }
    return weights
  }

  private func export(to path: String) -> ModelExport {
    ModelExport(
      folder: path, imageTokenizer: tokenizers.imageTokenizer,
      textTokenizer: tokenizers.textTokenizer)
  }

  /// Eight kept-out captions, from all over the corpus.
  private func prompts(of cache: TokenCache) -> [String] {
    let entries = cache.rows.filter(\.heldOut).map { cache.entries[$0.entry] }
    let count = min(8, entries.count)
    return (0..<count).map { entries[$0 * entries.count / count].plainCaption }
  }

  private func loop(
    _ settings: ModelSettings, _ numbers: TrainingSettings
  ) throws -> TrainingRun.Settings {
    TrainingRun.Settings(
      steps: settings.schedule.steps, reportInterval: settings.reportInterval,
      evaluationInterval: settings.evaluationInterval,
      sheetInterval: try numbers.decode(SheetSettings.self).sheetInterval,
      checkpointSeconds: settings.checkpointSeconds)
  }
}
