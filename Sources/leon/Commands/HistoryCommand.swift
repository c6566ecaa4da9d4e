import ArgumentParser
import Foundation
import History

/// `leon history …`: what was drawn, for scripts and for people.
struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "Search, show, export and import what was drawn.",
    discussion: """
      A QUERY is words and filters as the studio takes them behind /:
        red apple         both words        "red apple"      side by side
        app*              begins so         -clip            without it (behind --)
        tag:fruit         task:caption      model:leon-mini  seed:7
        rating:>=3        rating:none       after:2026-11-01 before:2026-12-01
        kept undecided tossed drafts favourite               is:partial is:deleted

      Examples:
        leon history list apple tag:fruit kept
        leon history show 216
        leon history export kept -o apples --sheet apples.png
      """,
    subcommands: [
      HistoryListCommand.self, HistorySearchCommand.self, HistoryShowCommand.self,
      HistoryExportCommand.self, HistoryImportCommand.self, HistoryKeepCommand.self,
      HistoryTossCommand.self, HistoryRateCommand.self, HistoryTagCommand.self,
      HistoryUntagCommand.self, HistoryDeleteCommand.self, HistoryUndeleteCommand.self,
    ])
}

/// How a list is told.
struct HistoryListOptions: ParsableArguments {
  @Option(help: "At most so many entries, the newest first.")
  var limit = 50
  @Option(help: "Only entries before this one, for the next page.")
  var before: EntryNumber?
  @Flag(help: "Tell them as JSON.")
  var json = false

  func validate() throws {
    guard (1...100_000).contains(limit) else {
      throw ValidationError("--limit must be 1 to 100000, got \(limit).")
    }
  }

  /// Tells a page of what a query asks for.
  func tell(_ query: HistoryQuery, of store: HistoryStore) throws {
    let page = try store.page(of: query, limit, before: before?.run)
    if json {
      return try Console.print(
        json: page.runs.map { RunRecord($0, picture: store.picturePath(of: $0)) })
    }
    RunTable(page.runs).lines.forEach { Console.print($0) }
    guard Console.isTerminal, let next = page.next else { return }
    Console.print("There are more; --before \(next.rawValue) goes on.")
  }
}

/// `leon history list`: the newest entries.
struct HistoryListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List entries, the newest first.",
    discussion: """
      Examples:
        leon history list
        leon history list apple rating:>=3 --limit 10
        leon history list kept --json
      """)

  @Argument(help: "Words and filters, see leon history --help.")
  var query: [String] = []
  @OptionGroup var listing: HistoryListOptions
  @OptionGroup var history: HistoryOptions

  func run() throws {
    try listing.tell(HistoryQuery(arguments: query), of: history.existing())
  }
}

/// `leon history search`: the same for words, which may go on.
struct HistorySearchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "search",
    abstract: "Search prompts, titles, answers, notes and tags for words that begin as given.",
    discussion: """
      Example:
        leon history search app ico
      """)

  @Argument(help: "The beginnings of words; filters are taken too.")
  var words: [String]
  @OptionGroup var listing: HistoryListOptions
  @OptionGroup var history: HistoryOptions

  func run() throws {
    var query = try HistoryQuery(arguments: words)
    for index in query.words.indices where !query.words[index].text.contains(" ") {
      query.words[index].isPrefix = true
    }
    try listing.tell(query, of: history.existing())
  }
}

/// `leon history show`: all about one entry.
struct HistoryShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Tell all about one entry, with its picture where the terminal can show it.",
    discussion: """
      Examples:
        leon history show 216
        leon history show 216 --json
      """)

  @Argument(help: "The entry's number.")
  var number: EntryNumber
  @Flag(help: "Tell it as JSON, with its codes.")
  var json = false
  @OptionGroup var history: HistoryOptions

  func run() throws {
    let store = try history.existing()
    let run = try store.run(number.run)
    let path = store.picturePath(of: run)
    if json { return try Console.print(json: RunRecord(run, picture: path)) }
    try RunPage(run, store).lines.forEach { Console.print($0) }
    RunPage.showPicture(path)
  }
}
