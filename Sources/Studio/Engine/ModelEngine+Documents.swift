import Foundation
import Generation
import Retrieval
package import Tokens

/// Documents that are looked up with the model's own retriever.
extension ModelEngine {
  package func openBank(_ path: String) throws -> BankFacts? {
    bank = nil
    if path.isEmpty, !DocumentFinder.hasBank(model.folder) { return nil }
    let file = UserPath.expanded(path)
    if !path.isEmpty, URL(fileURLWithPath: file).isFolder {
      throw RetrievalError.bank(
        path, "this is a folder, of which 'leon bank build' makes a bank that can be named here")
    }
    let finder = try self.finder ?? DocumentFinder(model)
    self.finder = finder
    let opened = try finder.bank(path.isEmpty ? nil : file)
    bank = opened
    return BankFacts(path: path, count: opened.count)
  }

  package func documents(for query: DocumentQuery) throws -> [ReferenceDocument] {
    guard let finder, let bank else { return [] }
    return try finder.documents(
      query.count, for: query.prompt, of: bank,
      by: DocumentSelection(threshold: query.threshold))
  }
}

extension URL {
  /// Whether a folder lies there.
  fileprivate var isFolder: Bool {
    (try? resourceValues(forKeys: [.isDirectoryKey]).isDirectory) == true
  }
}
