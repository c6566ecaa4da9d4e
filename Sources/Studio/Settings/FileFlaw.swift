/// What is wrong in a file that a user writes: a theme, the settings.
package struct FileFlaw: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file's path.
  package let file: String
  /// The line, counted from 1, where one can be named.
  package let line: Int?
  /// What is wrong, with the key.
  package let sentence: String
  /// Whether something is not used because of it; else a key is passed over.
  package let isError: Bool

  /// Tells of a flaw.
  package init(file: String, line: Int?, sentence: String, isError: Bool) {
    self.file = file
    self.line = line
    self.sentence = sentence
    self.isError = isError
  }

  package var description: String {
    let place = line.map { "\(file):\($0)" } ?? file
    return "\(place): \(isError ? "" : "warning: ")\(sentence)"
  }

  /// The same with the file's name alone, for the status line.
  package var short: String {
    let name = file.split(separator: "/").last.map(String.init) ?? file
    return (line.map { "\(name):\($0)" } ?? name) + ": \(sentence)"
  }
}
