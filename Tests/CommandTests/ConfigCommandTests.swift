import Foundation
import Testing

@Suite struct ConfigCommandTests {
  private func withConfig(
    _ body: (_ leon: (String...) throws -> Program.Outcome, _ file: String) throws -> Void
  ) throws {
    try Program.withFolder { folder in
      func leon(_ arguments: String...) throws -> Program.Outcome {
        try Program.run(
          arguments: ["config"] + arguments, environment: ["XDG_CONFIG_HOME": folder])
      }
      try body(leon, folder + "/leon/config.toml")
    }
  }

  @Test func whatIsSetIsReadAgainAndTheCommentsStay() throws {
    try withConfig { leon, file in
      #expect(try leon("path").text == file + "\n")
      #expect(try leon("get", "theme").text == "auto\n")
      #expect(try leon("set", "theme", "nord").status == 0)
      #expect(try leon("set", "mouse", "false").status == 0)
      #expect(try leon("set", "keys.keep", "a Ctrl-S").status == 0)
      #expect(try leon("get", "theme").text == "nord\n")
      #expect(try leon("get", "keys.keep").text == "a Ctrl-S\n")
      let text = try String(contentsOfFile: file, encoding: .utf8)
      #expect(
        text == "theme = \"nord\"\nmouse = false\n\n[keys]\nkeep = [\"a\", \"Ctrl-S\"]\n")
      try ("# mine\n" + text).write(toFile: file, atomically: true, encoding: .utf8)
      #expect(try leon("set", "bellAfter", "2.5").status == 0)
      #expect(try String(contentsOfFile: file, encoding: .utf8).hasPrefix("# mine\ntheme"))
    }
  }

  @Test func listIsAFileThatCouldBeUsed() throws {
    try withConfig { leon, file in
      #expect(try leon("set", "keys.toss", "none").status == 0)
      let list = try leon("list")
      #expect(list.text.contains("theme = \"auto\"") && list.text.contains("# "))
      try list.text.write(toFile: file, atomically: true, encoding: .utf8)
      let again = try leon("list")
      #expect(again.text == list.text && again.complaints.isEmpty)
      let json = try JSONSerialization.jsonObject(with: try leon("list", "--json").output)
      #expect((json as? [String: Any])?["mouse"] as? Bool == true)
    }
  }

  @Test(arguments: [
    (["set", "mouse", "maybe"], "mouse must be true or false, got “maybe”"),
    (["set", "pace", "65"], "pace must be \"full\", \"key\""),
    (["set", "theme", "nrod"], "there is no theme “nrod”; there are"),
    (["set", "confirm_quit", "true"], "did you mean confirmQuit?"),
    (["get", "colour"], "there is no setting “colour”; there are theme, darkTheme"),
    (["set", "keys.kep", "a"], "there is no command “kep”"),
    (["set", "keys.keep", "Ctl-S"], "“Ctl-S” is no key"),
    (["get", "keys.kep"], "there is no setting “keys.kep”"),
  ])
  func mistakesAreSentencesAndChangeNothing(_ arguments: [String], _ sentence: String) throws {
    try withConfig { _, file in
      let folder = URL(fileURLWithPath: file).deletingLastPathComponent()
        .deletingLastPathComponent().path
      let outcome = try Program.run(
        arguments: ["config"] + arguments, environment: ["XDG_CONFIG_HOME": folder])
      #expect(outcome.status == 1)
      #expect(outcome.complaints.hasPrefix("leon: ") && outcome.complaints.contains(sentence))
      #expect(!FileManager.default.fileExists(atPath: file))
    }
  }

  @Test func takenKeyIsSaid() throws {
    try withConfig { leon, _ in
      let outcome = try leon("set", "keys.toss", "s")
      #expect(outcome.status == 0)
      #expect(outcome.complaints == "leon: s calls toss in browse mode; keep has lost it\n")
    }
  }

  @Test func unsoundFileIsNamedWithItsLineAndNotChanged() throws {
    try withConfig { leon, file in
      let folder = URL(fileURLWithPath: file).deletingLastPathComponent()
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try "mouse = true\nmouse = = 1\n".write(toFile: file, atomically: true, encoding: .utf8)
      let list = try leon("list")
      #expect(list.status == 0 && list.complaints.contains("config.toml:2: this is not sound TOML"))
      #expect(try leon("set", "mouse", "false").status == 1)
    }
  }
}
