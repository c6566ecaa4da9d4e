import ArgumentParser
import Foundation
import History

/// Which history a command works on.
struct HistoryOptions: ParsableArguments {
  @Option(
    help: "The folder of the history; $XDG_DATA_HOME/leon unless given.", completion: .directory)
  var history: String?

  /// The folder's path from the root, so that what is told of files holds in every folder.
  var folder: String {
    history.map { URL(fileURLWithPath: $0).standardizedFileURL.path } ?? Self.dataFolder()
  }

  /// Opens what is there; a broken history is told, not set aside.
  ///
  /// - Throws: `HistoryError`.
  func existing() throws -> HistoryStore {
    try HistoryStore.existing(
      in: folder, ConfigFolder.historyOptions(ConfigFolder.settings.read().settings))
  }

  /// `$XDG_DATA_HOME/leon`, or the folder that stands for it.
  private static func dataFolder() -> String {
    let environment = ProcessInfo.processInfo.environment
    if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") { return data + "/leon" }
    return NSHomeDirectory() + "/.local/share/leon"
  }
}

/// The number of an entry, `216` or `#216`.
struct EntryNumber: ExpressibleByArgument {
  let run: Run.ID

  init?(argument: String) {
    guard let number = Int64(argument.hasPrefix("#") ? String(argument.dropFirst()) : argument),
      number > 0
    else { return nil }
    run = Run.ID(rawValue: number)
  }
}

extension HistoryQuery {
  /// Reads the words of a command line; one that holds white space was in quotes there.
  ///
  /// - Throws: `HistoryQueryError`.
  init(arguments: [String]) throws {
    let isWhole = arguments.count == 1
    let words = arguments.map { word in
      guard !isWhole, !word.contains("\""), word.contains(where: \.isWhitespace) else {
        return word
      }
      let parts = word.split(separator: ":", maxSplits: 1)
      let isFilter = parts.count == 2 && parts[0].allSatisfy { $0.isLetter || $0 == "-" }
      return isFilter ? "\(parts[0]):\"\(parts[1])\"" : "\"\(word)\""
    }
    try self.init(parsing: words.joined(separator: " "), in: .current)
  }
}
