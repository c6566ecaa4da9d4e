import ArgumentParser
import Foundation
import History
import Studio

/// `leon history export`: pictures, lines and sheets for elsewhere.
struct HistoryExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write pictures that say how they were made, a contact sheet, or JSON lines.",
    discussion: """
      A picture whose file is gone is made again from its codes. Drafts become
      entries by that.

      Examples:
        leon history export 216 217 -o out
        leon history export kept tag:fruit -o out --sheet fruit.png
        leon history export is:finished --json-lines > all.jsonl
      """)

  @Argument(help: "Numbers of entries, or words and filters, see leon history --help.")
  var entries: [String]
  @Option(name: .shortAndLong, help: "The folder for the pictures.", completion: .directory)
  var output: String?
  @Flag(
    help: "Write all fields as JSON, a line each: to history.jsonl in -o, else to the terminal.")
  var jsonLines = false
  @Option(help: "A PNG with all pictures side by side.", completion: .file(extensions: ["png"]))
  var sheet: String?
  @OptionGroup var history: HistoryOptions
  @OptionGroup var model: ModelOptions

  func validate() throws {
    if output == nil, sheet == nil, !jsonLines {
      throw ValidationError("say what to write: -o FOLDER, --sheet FILE.png or --json-lines.")
    }
  }

  func run() throws {
    let store = try history.existing()
    let ids = try wanted(store)
    guard !ids.isEmpty else { throw HistoryCommandError.nothing }
    let export = RunExport(store: store, model: model)
    try export.promoteDrafts(ids)
    var failures = 0
    if let output { failures += try export.writePictures(ids, to: output) }
    if jsonLines { try export.writeLines(ids, to: output.map { $0 + "/history.jsonl" } ?? "-") }
    if let sheet { failures += try export.writeSheet(ids, to: sheet) }
    if failures > 0 { throw ExitCode.failure }
  }

  /// Entries by number where all arguments are numbers, else what the query finds.
  private func wanted(_ store: HistoryStore) throws -> [Run.ID] {
    let numbers = entries.compactMap { EntryNumber(argument: $0)?.run }
    guard numbers.count == entries.count else {
      return try store.ids(of: HistoryQuery(arguments: entries))
    }
    for id in numbers { _ = try store.summary(id) }
    return numbers
  }
}

/// `leon history import`: pictures made elsewhere, or by another history.
struct HistoryImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract:
      "Take over PNGs that say how they were made: leon's, or those with a text “parameters”.",
    discussion: """
      Example:
        leon history import old/*.png
      """)

  @Argument(help: "PNG files.", completion: .file(extensions: ["png"]))
  var files: [String]
  @OptionGroup var history: HistoryOptions

  func run() throws {
    let opening = try HistoryStore.open(folder: history.folder)
    if let notice = opening.notice { Console.complain("leon: \(notice)") }
    var failures = 0
    for file in files {
      do {
        Console.print(try PictureImport(path: file).take(into: opening.store, at: Date()).sentence)
      } catch {
        failures += 1
        Console.complain("leon: \(CommandExit.sentence(for: error))")
      }
    }
    if failures > 0 { throw ExitCode.failure }
  }
}
