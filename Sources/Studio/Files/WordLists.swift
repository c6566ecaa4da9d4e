import Foundation

/// Lists of words that templates draw from: a text file a list, a line a choice.
///
///     FOLDER/fruit.txt     apple        `__fruit__` in a prompt is each of these in turn;
///                          # sour       empty lines and those with # in front are passed over
///                          lemon
package enum WordLists {
  /// Reads every `*.txt` of a folder by its name; none where there is no such folder.
  package static func read(in folder: String) -> [String: [String]] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    var lists: [String: [String]] = [:]
    for name in names where name.hasSuffix(".txt") {
      guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)") else { continue }
      lists[String(name.dropLast(4))] = choices(String(decoding: data, as: UTF8.self))
    }
    return lists.filter { !$0.value.isEmpty }
  }

  private static func choices(_ text: String) -> [String] {
    text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { !$0.isEmpty && !$0.hasPrefix("#") }
  }
}
