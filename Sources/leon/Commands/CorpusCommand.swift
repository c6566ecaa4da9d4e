import ArgumentParser
import Training

/// `leon corpus …`: prepares pictures for training.
struct CorpusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "corpus",
    abstract: "Prepare captioned pictures for training.",
    subcommands: [CorpusImportCommand.self, CorpusWordsCommand.self])
}

/// `leon corpus import`: a table of captions and tar archives become an image folder.
struct CorpusImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Make an image folder of a table of captions and the archives of its pictures.",
    discussion: """
      The table is tab separated, its header names path, caption and further columns;
      the archives' members are its paths. Pictures that cannot be read are named,
      skipped and counted.

      Example:
        leon corpus import captions.tsv noto.tar tango.tar corpus
      """)

  @Argument(help: "The table of captions.", completion: .file(extensions: ["tsv"]))
  var captions: String
  @Argument(help: "Archives, and last the folder to make.", completion: .file())
  var archivesAndOutput: [String]

  func validate() throws {
    guard archivesAndOutput.count >= 2 else {
      throw ValidationError("at least one archive and the folder to make are needed.")
    }
  }

  func run() throws {
    let folder = archivesAndOutput[archivesAndOutput.count - 1]
    let report = try CorpusImporter().run(
      captions: captions, archives: archivesAndOutput.dropLast(), to: folder
    ) { done, all in
      if Console.isTerminal { Console.print("\(done) of \(all) pictures") }
    }
    CorpusLoading.tellSkipped(report.skipped)
    Console.print("\(report.written) pictures in \(folder)")
  }
}
