import Foundation

/// The program's two streams of text.
enum Console {
  /// Whether standard output is a terminal.
  static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Writes a line to standard output at once.
  static func print(_ line: String) { write(Array("\(line)\n".utf8), to: STDOUT_FILENO) }

  /// Writes a line to standard error.
  static func complain(_ line: String) { write(Array("\(line)\n".utf8), to: STDERR_FILENO) }

  /// Writes a value as JSON, keys sorted.
  static func print(json value: some Encodable) throws { write(try json(value)) }

  /// A value as JSON, keys sorted, with a line end.
  static func json(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return [UInt8](try encoder.encode(value)) + [10]
  }

  /// Writes bytes to standard output, a picture for example.
  static func write(_ bytes: [UInt8]) { write(bytes, to: STDOUT_FILENO) }

  /// Writes all of it; a reader that has gone away ends the program as any other filter.
  private static func write(_ bytes: [UInt8], to descriptor: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes {
        unsafe Foundation.write(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}
