import ArgumentParser
import Retrieval
import Tensors
import Tokenizers
import Training

/// `leon train retriever`: two towers that find pictures by words and by pictures.
struct TrainRetrieverCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retriever",
    abstract: "Train what finds captioned pictures by words or by pictures.",
    discussion: """
      OUT/export is the retriever; a model folder holds it as retriever/. Every
      report tells how often a caption finds its picture among those of kept-out
      concepts (caption@1, @5, @10), and a picture one of its concept in another
      style (concept@…). Ctrl-C saves; --resume goes on.

      Example:
        leon train retriever corpus --text-tokenizer text/tokenizer.json \\
          --image-tokenizer tokenizer/export -o retriever
      """)

  @Argument(help: "An image folder.", completion: .directory)
  var corpus: String
  @OptionGroup var tokenizers: TokenizerOptions
  @Option(name: .shortAndLong, help: "The folder of the run.", completion: .directory)
  var output: String
  @Flag(help: "Go on from the last checkpoint.")
  var resume = false
  @OptionGroup var training: TrainingOptions

  func run() throws {
    let folder = try RunFolder(output, resumes: resume)
    let numbers = try folder.settings("retriever", training)
    let settings = try numbers.decode(RetrieverSettings.self)
    let compute = try Compute(threads: training.threadCount)
    let pair = try tokenizers.load(on: compute)
    let (images, text) = (pair.images, pair.text)
    let sizes = try RetrieverSizes(numbers).configuration(pair)
    let cache = try CachedCorpus(folder: folder, numbers: numbers)
      .load(corpus, tokenizer: images, weights: tokenizers.imageWeights)
    let trainer = try RetrieverTrainer(
      settings, sizes: sizes, cache: cache,
      documents: DocumentTokenizer(text: text, vocabulary: try pair.vocabulary()),
      on: compute)
    if folder.hasCheckpoint { try trainer.resume(from: folder.checkpoint) }
    try folder.keep(numbers)
    let count = trainer.encoder.parameters.reduce(0) { $0 + $1.value.count }
    Console.print("\(count) parameters")
    try folder.train(trainer, loop(settings), unit: "pictures")
    try trainer.export(to: folder.export)
    Console.print("The retriever is in \(folder.export).")
  }

  private func loop(_ settings: RetrieverSettings) -> TrainingRun.Settings {
    TrainingRun.Settings(
      steps: settings.schedule.steps, reportInterval: settings.reportInterval,
      evaluationInterval: settings.evaluationInterval, sheetInterval: 0,
      checkpointSeconds: settings.checkpointSeconds)
  }
}
