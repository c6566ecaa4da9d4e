import Foundation
import History
import Studio

/// `$XDG_CONFIG_HOME/leon`, where a user's settings and themes lie.
enum ConfigFolder {
  /// Its path; it need not exist.
  static var path: String {
    let environment = ProcessInfo.processInfo.environment
    if let config = environment["XDG_CONFIG_HOME"], config.hasPrefix("/") {
      return config + "/leon"
    }
    return NSHomeDirectory() + "/.config/leon"
  }

  /// The file of the settings.
  static var settings: SettingsFile { SettingsFile(path: path + "/config.toml") }

  /// How a history is opened, as the settings say.
  static func historyOptions(_ settings: StudioSettings) -> HistoryStore.Options {
    var options = HistoryStore.Options()
    if !settings.keptFolder.isEmpty {
      options.keptFolder = NSString(string: settings.keptFolder).expandingTildeInPath
    }
    return options
  }

  /// The user's lists of words, of which `fruit.txt` stands for `__fruit__` in a prompt.
  static var wordLists: [String: [String]] { WordLists.read(in: path + "/wildcards") }

  /// The folders of themes, the user's own last: it wins.
  static var themeFolders: [String] {
    [try? Resources().path(of: "themes"), path + "/themes"].compactMap { $0 }
  }
}
