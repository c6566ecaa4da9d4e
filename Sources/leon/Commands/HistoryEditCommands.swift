import ArgumentParser
import Foundation
import History

/// Entries to do the same to.
struct EntryNumbers: ParsableArguments {
  @Argument(help: "The entries' numbers.")
  var numbers: [EntryNumber]
  @OptionGroup var history: HistoryOptions

  /// Does it to all of them or, where it fails, to none, and tells so.
  ///
  /// - Throws: `HistoryError`.
  func edit(_ edit: RunEdit, saying words: String) throws {
    let store = try history.existing()
    try store.edit(numbers.map(\.run), edit)
    Console.print("\(words): " + numbers.map { "#\($0.run.rawValue)" }.joined(separator: " "))
  }
}

/// `leon history keep`: decides for entries.
struct HistoryKeepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keep",
    abstract: "Keep entries: their pictures are copied to the folder of kept ones.",
    discussion: """
      Example:
        leon history keep 216 217
      """)

  @OptionGroup var entries: EntryNumbers

  func run() throws {
    let store = try entries.history.existing()
    let ids = entries.numbers.map(\.run)
    for id in ids where try store.summary(id).state != .finished {
      throw HistoryCommandError.unfinished(id)
    }
    try store.edit(ids, .judge(.kept))
    for id in ids {
      Console.print("#\(id.rawValue)  \(try store.summary(id).kept ?? "has no picture file")")
    }
  }
}

/// `leon history toss`: decides against entries.
struct HistoryTossCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "toss",
    abstract: "Toss entries: they stay in the history, marked as not wanted.",
    discussion: """
      Example:
        leon history toss 216 217
      """)

  @OptionGroup var entries: EntryNumbers

  func run() throws { try entries.edit(.judge(.tossed), saying: "tossed") }
}

/// `leon history rate`: says how good entries are.
struct HistoryRateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rate",
    abstract: "Rate entries 0 to 5, or take their rating away with none.",
    discussion: """
      Examples:
        leon history rate 4 216 217
        leon history rate none 216
      """)

  @Argument(help: "0 to 5, or none.")
  var rating: String
  @OptionGroup var entries: EntryNumbers

  func validate() throws {
    guard rating == "none" || (Int(rating).map((0...5).contains) ?? false) else {
      throw ValidationError("a rating must be 0 to 5 or none, got \(rating).")
    }
  }

  func run() throws { try entries.edit(.rate(Int(rating)), saying: "rated \(rating)") }
}

/// `leon history tag`: adds a tag.
struct HistoryTagCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tag",
    abstract: "Add a tag to entries.",
    discussion: """
      Example:
        leon history tag fruit 216 217
      """)

  @Argument(help: "The tag, up to 64 letters.")
  var tag: String
  @OptionGroup var entries: EntryNumbers

  func run() throws { try entries.edit(.tag(tag), saying: "tagged “\(tag)”") }
}

/// `leon history untag`: takes a tag away.
struct HistoryUntagCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "untag",
    abstract: "Take a tag away from entries.",
    discussion: """
      Example:
        leon history untag fruit 216
      """)

  @Argument(help: "The tag.")
  var tag: String
  @OptionGroup var entries: EntryNumbers

  func run() throws { try entries.edit(.untag(tag), saying: "no longer tagged “\(tag)”") }
}

/// `leon history delete`: takes entries out of every list.
struct HistoryDeleteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "delete",
    abstract: "Delete entries; for a week leon history undelete brings them back.",
    discussion: """
      Example:
        leon history delete 216
      """)

  @OptionGroup var entries: EntryNumbers

  func run() throws {
    let store = try entries.history.existing()
    try store.forgetDeleted(before: Date() - HistoryStore.rememberedDeletions)
    try entries.edit(.delete(at: Date()), saying: "deleted")
  }
}

/// `leon history undelete`: brings entries back.
struct HistoryUndeleteCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "undelete",
    abstract: "Bring deleted entries back.",
    discussion: """
      Examples:
        leon history list is:deleted
        leon history undelete 216
      """)

  @OptionGroup var entries: EntryNumbers

  func run() throws { try entries.edit(.undelete, saying: "back") }
}

/// Why the history does not do what a command asks for.
enum HistoryCommandError: Error, CustomStringConvertible {
  case unfinished(Run.ID)
  case otherModel(Run.ID, hash: String, present: String)
  case unreadableRequest(Run.ID)
  case nothing
  case tooMany(Int)

  var description: String {
    switch self {
    case .unfinished(let id):
      "#\(id.rawValue) is not finished; leon studio writes it to its end"
    case .otherModel(let id, let hash, let present):
      "#\(id.rawValue) has no picture file and was drawn by model \(hash), this is \(present); "
        + "name its folder with --model"
    case .unreadableRequest(let id): "#\(id.rawValue) was written by another leon"
    case .nothing: "no entry is found; leon history list shows what there is"
    case .tooMany(let count):
      "a sheet takes at most \(RunExport.mostOfASheet) pictures, got \(count)"
    }
  }
}
