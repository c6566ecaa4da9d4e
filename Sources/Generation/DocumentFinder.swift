import Foundation
package import Imaging
package import Retrieval
internal import Tokenizers
package import Tokens

/// Looks up documents for a model: its retriever, and banks of that retriever's vectors.
///
/// ```swift
/// let finder = try DocumentFinder(model)
/// let bank = try finder.bank()
/// let documents = try finder.documents(2, for: "red apple, 3D icon", of: bank)
/// ```
/// It computes where the model does: one caller at a time for both.
package final class DocumentFinder {
  private let model: LoadedModel
  private let retriever: Retriever
  /// Pictures of a folder whose reading was broken off, by their paths: it goes on from there.
  var encoded: [String: CodeGrid] = [:]

  /// Loads the retriever of a model's folder.
  ///
  /// - Throws: `RetrievalError` or `SafetensorsError` when there is none, or it reads other tokenizers'
  ///   ids.
  package init(_ model: LoadedModel) throws {
    self.model = model
    let folder = model.folder + "/retriever"
    retriever = try Retriever(folder: folder, on: model.transformer.compute)
    let own = (retriever.configuration.textTokenizer, retriever.configuration.imageTokenizer)
    let words = try Data(contentsOf: URL(fileURLWithPath: model.folder + "/tokenizer.json"))
    let needed = (Fingerprint(words).description, model.pictures.fingerprint.description)
    guard own == needed else {
      throw RetrievalError.retriever(
        folder,
        "it was trained with the tokenizers \(own.0) and \(own.1), this model has \(needed.0) and "
          + "\(needed.1)")
    }
  }

  /// Whether a model's folder has a retriever.
  package static func hasRetriever(_ folder: String) -> Bool {
    FileManager.default.fileExists(atPath: folder + "/retriever")
  }

  /// Names the retriever's weights.
  package var name: String { retriever.fingerprint.description }

  /// Whether a model's folder has a bank of its own.
  package static func hasBank(_ folder: String) -> Bool {
    FileManager.default.fileExists(atPath: folder + bankName)
  }

  private static let bankName = "/documents.bank"

  /// Opens a bank.
  ///
  /// - Parameter path: its file; the one in the model's folder if nil.
  /// - Returns: a bank whose vectors are this retriever's.
  /// - Throws: `RetrievalError`.
  package func bank(_ path: String? = nil) throws -> MemoryBank {
    try MemoryBank(path: path ?? model.folder + Self.bankName, for: retriever)
  }

  /// Begins a bank of this retriever's vectors.
  package func builder() -> MemoryBank.Builder { MemoryBank.Builder(for: retriever) }

  /// Puts a document into a bank that is built.
  ///
  /// - Parameters:
  ///   - document: with a picture of the model's size.
  ///   - builder: of the bank.
  /// - Returns: why it was left out, nil if it was not.
  package func add(
    _ document: ReferenceDocument, to builder: inout MemoryBank.Builder
  ) -> MemoryBank.Builder.Flaw? {
    let ids = model.documents.encode(.text(document.caption))
    if ids.isEmpty { return .noCaption }
    return builder.add(document, vector: retriever.vector(text: ids, image: document.picture))
  }

  /// Ends a bank that was built.
  ///
  /// - Throws: `RetrievalError.noDocuments` naming the folder.
  package func finish(_ builder: MemoryBank.Builder, of folder: String) throws -> MemoryBank {
    try builder.bank(of: folder, on: retriever.compute)
  }

  /// The documents that a prompt is drawn behind, by the rules of selection.
  ///
  /// - Parameters:
  ///   - count: how many at most, 0 to 2.
  ///   - prompt: the words.
  ///   - bank: where they are looked up.
  ///   - selection: the rules.
  /// - Returns: the best last, next to the prompt; fewer where the bank has no more that may be taken.
  /// - Throws: `PromptError.empty`.
  package func documents(
    _ count: Int, for prompt: String, of bank: MemoryBank,
    by selection: DocumentSelection = DocumentSelection()
  ) throws -> [ReferenceDocument] {
    let hits = selection.documents(
      count, of: bank, for: try vector(of: prompt), on: retriever.compute)
    return hits.reversed().map(bank.document)
  }

  /// The documents nearest to words, the best first, without any rule.
  ///
  /// - Throws: `PromptError.empty`.
  package func nearest(
    _ count: Int, to words: String, of bank: MemoryBank
  ) throws -> [ReferenceDocument] {
    bank.nearest(count, to: try vector(of: words), on: retriever.compute).map(bank.document)
  }

  /// The documents nearest to a picture of any size.
  package func nearest(
    _ count: Int, to image: Image, of bank: MemoryBank
  ) -> [ReferenceDocument] {
    let query = retriever.vector(image: model.encode(image))
    return bank.nearest(count, to: query, on: retriever.compute).map(bank.document)
  }

  /// A picture of any size as the model writes pictures.
  func codes(of image: Image) -> CodeGrid { model.encode(image) }

  /// The vector of a picture of the model, of length 1.
  package func vector(of picture: CodeGrid) -> [Float] { retriever.vector(image: picture) }

  /// How near pictures of the model are to words: the inner products of their vectors, −1…1.
  ///
  /// - Throws: `PromptError.empty`.
  package func similarities(of pictures: [CodeGrid], to words: String) throws -> [Double] {
    let query = try vector(of: words)
    return pictures.map { picture in
      zip(query, vector(of: picture)).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    }
  }

  private func vector(of words: String) throws -> [Float] {
    let ids = model.documents.encode(.text(words))
    if ids.isEmpty { throw PromptError.empty }
    return retriever.vector(text: ids)
  }
}
