import Foundation
import Studio
import Terminal
import Testing

@Suite struct CommandTableTests {
  /// `RECORD=1` writes the table of the README anew.
  @Test func theReadmeShowsTheKeysAsTheyAre() throws {
    let readme = URL(fileURLWithPath: #filePath).appending(path: "../../../README.md").standardized
    let text = try String(contentsOf: readme, encoding: .utf8)
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      let start = try #require(text.range(of: "| key | in | act |"))
      let end = try #require(text.range(of: "\n\n", range: start.upperBound..<text.endIndex))
      let whole = text[..<start.lowerBound] + Command.markdown + text[end.lowerBound...].dropFirst()
      try Data(String(whole).utf8).write(to: readme)
      Issue.record("the README's keys were recorded")
      return
    }
    #expect(text.contains(Command.markdown))
  }

  @Test(arguments: Command.table) func everyKeyCallsItsCommand(_ command: Command) throws {
    for name in command.keys {
      let key = try #require(Key(name: name))
      #expect(
        KeyMap.standard.command(for: key, in: command.context ?? .browse) == command, "\(name)")
    }
  }

  @Test func namesAreUnique() {
    #expect(Set(Command.table.map(\.name)).count == Command.table.count)
  }
}
