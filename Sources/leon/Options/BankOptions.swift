import ArgumentParser
import Generation
import Retrieval

/// Which memory bank a command reads.
struct BankOptions: ParsableArguments {
  @Option(
    help: "A memory bank of 'leon bank build'; the model's own unless given.", completion: .file())
  var bank: String?
}

/// A model with its retriever and a bank.
struct OpenBank {
  let finder: DocumentFinder
  let bank: MemoryBank

  /// Loads the retriever of the model's folder and a bank.
  ///
  /// - Throws: `RetrievalError` or `SafetensorsError`.
  init(_ model: LoadedModel, _ options: BankOptions) throws {
    finder = try DocumentFinder(model)
    bank = try finder.bank(options.bank)
  }
}
