import Foundation

/// The user's own editor, run on a temporary file while the terminal is lent to it.
enum OwnEditor {
  /// Lets the user edit a text.
  ///
  /// - Parameters:
  ///   - text: What the file holds at first.
  ///   - command: `$VISUAL` or `$EDITOR`, words for a shell.
  /// - Returns: What the file holds after, without the newline that editors put at its end.
  /// - Throws: `OwnEditorError`.
  static func edit(_ text: String, with command: String) throws -> String {
    let path = FileManager.default.temporaryDirectory.path + "/leon-\(UUID().uuidString).txt"
    guard
      FileManager.default.createFile(
        atPath: path, contents: Data((text + "\n").utf8), attributes: [.posixPermissions: 0o600])
    else { throw OwnEditorError.file(path) }
    defer { try? FileManager.default.removeItem(atPath: path) }
    // The shell reads the file's name as an argument, whatever characters are in it.
    let quoted = path.replacingOccurrences(of: "'", with: "'\\''")
    let status = unsafe system("\(command) '\(quoted)'")
    guard status == 0 else { throw OwnEditorError.status(command, status >> 8 & 255) }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw OwnEditorError.file(path)
    }
    let result = String(decoding: data, as: UTF8.self)
    return result.hasSuffix("\n") ? String(result.dropLast()) : result
  }
}

/// Why the prompt stays as it was.
enum OwnEditorError: Error, CustomStringConvertible {
  /// A temporary file that cannot be written or read.
  case file(String)
  /// A command that failed.
  case status(String, Int32)

  var description: String {
    switch self {
    case .file(let path): "\(path) cannot be used for the editor; set TMPDIR to a folder that can"
    case .status(let command, 127):
      "the editor “\(command)” was not found; set VISUAL or EDITOR to one that is there"
    case .status(let command, let status):
      "“\(command)” ended with \(status); the prompt is as it was"
    }
  }
}
