import ArgumentParser
import Generation
import Retrieval
import Training

/// Which memory bank a command reads.
struct BankOptions: ParsableArguments {
  @Option(
    help: """
      A memory bank of 'leon bank build', or a folder of pictures; the model's own bank unless given.
      """,
    completion: .file())
  var bank: String?
}

/// A model with its retriever and a bank.
struct OpenBank {
  let finder: DocumentFinder
  let bank: MemoryBank

  /// Loads the retriever of the model's folder and a bank, or makes one of a folder of pictures.
  ///
  /// - Throws: `RetrievalError`, `SafetensorsError` or `CorpusError`.
  init(_ model: LoadedModel, _ options: BankOptions) throws {
    finder = try DocumentFinder(model)
    if let folder = options.bank, InputFile.isFolder(folder) {
      bank = try finder.bankTellingProgress(
        of: try ImageFolder.captionedPictures(folder), folder: folder)
    } else {
      bank = try finder.bank(options.bank)
    }
  }
}

extension DocumentFinder {
  /// Makes a bank, tells how far it is and names what was left out.
  func bankTellingProgress(of pictures: [CaptionedPicture], folder: String) throws -> MemoryBank {
    var line = ProgressLine(total: pictures.count, unit: "pictures")
    var skipped: [String] = []
    defer {
      line.clear()
      CorpusLoading.tellSkipped(skipped)
    }
    return try bank(of: pictures, folder: folder) {
      skipped.append($0)
    } read: {
      line.show($0)
    }
  }
}

extension ImageFolder {
  /// The pictures of a folder for a bank, by their names where no words lie beside them.
  ///
  /// - Throws: `CorpusError`.
  static func captionedPictures(_ path: String) throws -> [CaptionedPicture] {
    let folder = try ImageFolder(path, captionsByName: true)
    return folder.pictures(of: folder.entries)
  }

  /// Some entries as pictures for a bank.
  func pictures(of entries: [CorpusEntry]) -> [CaptionedPicture] {
    entries.map { entry in
      CaptionedPicture(
        name: entry.fileName, caption: entry.plainCaption,
        origin: .init(
          source: entry.source ?? entry.fileName, license: entry.license, author: entry.author)
      ) { try image(of: entry) }
    }
  }
}
