import Foundation

/// Finds a terminal's entry where ncurses would look for it.
struct TerminfoSearch {
  /// The folders, in order.
  let folders: [String]

  /// Debian's and those of most other systems.
  private static let standard = [
    "/etc/terminfo", "/lib/terminfo", "/usr/share/terminfo", "/usr/lib/terminfo",
    "/usr/local/share/terminfo",
  ]

  /// Where this process's curses looks.
  static var ofThisProcess: TerminfoSearch { TerminfoSearch(ProcessInfo.processInfo.environment) }

  /// Makes a search in the folders that variables name, then in the system's.
  init(_ variables: [String: String]) {
    var folders: [String] = []
    if let own = variables["TERMINFO"] { folders.append(own) }
    if let home = variables["HOME"] { folders.append(home + "/.terminfo") }
    let more = variables["TERMINFO_DIRS"]?.split(separator: ":").map { String($0) } ?? []
    self.folders = (folders + more + Self.standard).filter { $0.hasPrefix("/") }
  }

  /// The entry of a terminal; nil when there is none or it cannot be read.
  func entry(_ name: String) -> TerminfoEntry? {
    guard let first = name.unicodeScalars.first, !name.contains("/"), !name.hasPrefix(".") else {
      return nil
    }
    // Some systems name the folder by the letter, some by its number.
    let letters = [String(first), String(first.value, radix: 16)]
    for folder in folders {
      for letter in letters {
        let path = "\(folder)/\(letter)/\(name)"
        guard let data = FileManager.default.contents(atPath: path) else { continue }
        return TerminfoEntry([UInt8](data))
      }
    }
    return nil
  }
}
