import Foundation
import Generation
import Retrieval
package import Tokens

/// Documents that are looked up with the model's own retriever.
extension ModelEngine {
  package func openBank(
    _ path: String, read: (_ count: Int, _ total: Int) throws -> Void
  ) throws -> BankFacts? {
    bank = nil
    if path.isEmpty, !DocumentFinder.hasBank(model.folder) { return nil }
    let finder = try self.finder ?? DocumentFinder(model)
    self.finder = finder
    let file = UserPath.expanded(path)
    let isFolder = !path.isEmpty && URL(fileURLWithPath: file).isFolder
    let opened =
      isFolder
      ? try bank(ofFolder: file, by: finder, read) : try finder.bank(path.isEmpty ? nil : file)
    bank = opened
    return BankFacts(path: path, count: opened.count)
  }

  /// Makes a bank of a folder of pictures, which is not kept.
  private func bank(
    ofFolder path: String, by finder: DocumentFinder,
    _ read: (_ count: Int, _ total: Int) throws -> Void
  ) throws -> MemoryBank {
    let pictures = try picturesOf(path)
    guard pictures.count <= Self.mostPictures else {
      throw RetrievalError.bank(
        path,
        "this folder has \(pictures.count) pictures; one with at most \(Self.mostPictures) can be opened "
          + "here, and of a larger one 'leon bank build' makes a bank")
    }
    return try finder.bank(of: pictures, folder: path) { _ in
    } read: {
      try read($0, pictures.count)
    }
  }

  /// Pictures of a folder that are encoded when the studio opens: some ten seconds.
  private static let mostPictures = 500

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
