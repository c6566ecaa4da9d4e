import Foundation
import Studio
import Terminal
import Testing

@Suite struct CommandTableTests {
  @Test func theReadmeShowsTheKeysAsTheyAre() throws {
    let readme = URL(fileURLWithPath: #filePath).appending(path: "../../../README.md").standardized
    #expect(try String(contentsOf: readme, encoding: .utf8).contains(Command.markdown))
  }

  @Test(arguments: Command.table) func everyKeyCallsItsCommand(_ command: Command) throws {
    for name in command.keys {
      let key = try #require(Key(name: name))
      for mode in StudioState.Mode.allCases where (command.mode ?? mode) == mode {
        #expect(Command.named(by: key, in: mode) == command, "\(name) in \(mode)")
      }
    }
  }
}
