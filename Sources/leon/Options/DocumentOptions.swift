import ArgumentParser
import Generation
import Retrieval
import Tokens

/// What is looked at before a picture is drawn.
struct DocumentOptions: ParsableArguments {
  @Option(
    name: .customLong("documents"),
    help: "Look at this many documents of a bank first, 0 to 2; none unless given.")
  var count: Int?
  @Option(
    name: .customLong("document-threshold"),
    help: "Take no document whose score is above this, -1 to 1; the paper's 0.9 unless given.")
  var threshold: Float?
  @OptionGroup var bank: BankOptions

  func validate() throws {
    let counts = GenerationRequest.documentCounts
    if let count, !counts.contains(count) {
      throw ValidationError(
        "--documents must be \(counts.lowerBound) to \(counts.upperBound), got \(count).")
    }
    if let threshold, !DocumentSelection.thresholds.contains(threshold) {
      throw ValidationError("--document-threshold must be -1 to 1, got \(threshold).")
    }
    if count == nil, threshold != nil || bank.bank != nil {
      throw ValidationError("--bank and --document-threshold belong to --documents 1 or 2.")
    }
  }

  /// Looks up documents for a prompt, or keeps those that a repeated picture has.
  ///
  /// - Parameters:
  ///   - prompt: the words.
  ///   - own: of the picture that is repeated.
  ///   - model: that draws.
  /// - Returns: none to two, the best last.
  /// - Throws: `RetrievalError` where there is no retriever or bank.
  func documents(
    for prompt: String, keeping own: [ReferenceDocument], _ model: LoadedModel
  ) throws -> [ReferenceDocument] {
    guard let count else { return own }
    if count == 0 { return [] }
    let open = try OpenBank(model, bank)
    return try open.finder.documents(
      count, for: prompt, of: open.bank,
      by: DocumentSelection(threshold: threshold ?? DocumentSelection().threshold))
  }
}
