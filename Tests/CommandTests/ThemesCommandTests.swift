import Foundation
import Testing

@Suite struct ThemesCommandTests {
  @Test func listNamesEveryThemeThatShips() throws {
    let outcome = try Program.run("themes", "list")
    #expect(outcome.status == 0 && outcome.complaints.isEmpty)
    for name in ["terminal", "mono", "nord", "modus-vivendi"] {
      #expect(outcome.text.contains(name))
    }
    let json = try JSONSerialization.jsonObject(with: try Program.run("themes", "--json").output)
    #expect((json as? [[String: String]])?.contains { $0["id"] == "okabe-ito" } == true)
  }

  @Test func showPrintsEveryRoleInTheColoursAskedFor() throws {
    let exact = try Program.run("themes", "show", "nord", "--colors", "true")
    #expect(exact.status == 0 && exact.text.contains("38;2;136;192;208"))
    let few = try Program.run("themes", "show", "nord", "--colors", "256")
    #expect(few.text.contains("38;5;") && !few.text.contains("38;2;"))
    let none = try Program.run("themes", "show", "nord", "--colors", "none")
    #expect(!none.text.contains("38;") && none.text.contains("slider.changed"))
    let piped = try Program.run("themes", "show", "nord")
    #expect(!piped.text.contains("\u{1B}") && piped.text.contains("text #e5e9f0 on #2e3440"))
  }

  @Test func unknownNameIsASentenceWithTheNamesThereAre() throws {
    let outcome = try Program.run("themes", "show", "nrod")
    #expect(outcome.status == 1)
    #expect(outcome.complaints.hasPrefix("leon: there is no theme “nrod”; there are catppuccin"))
    #expect(try Program.run("themes", "show", "nord", "--colors", "12").status == 2)
  }

  @Test func checkNamesFlawsWithTheirLinesAndEndsWithOneOnErrors() throws {
    try Program.withFolder { folder in
      let file = folder + "/mine.toml"
      func check(_ text: String) throws -> Program.Outcome {
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        return try Program.run("themes", "check", file)
      }
      let head = "[theme]\nname = \"Mine\"\ninherits = \"nord\"\n"
      var outcome = try check(head)
      #expect(outcome.status == 0 && outcome.text == "\(file) is a sound theme\n")
      outcome = try check(head + "[style]\ntxet = \"red\"\n")
      #expect(outcome.status == 0 && outcome.text.contains("mine.toml:5: warning: unknown role"))
      outcome = try check(head + "[style]\ntext = \"pink\"\n")
      #expect(outcome.status == 1)
      #expect(outcome.text.contains("mine.toml:5: there is no colour “pink”"))
      outcome = try check(head + "[palette]\nfg = \"#3b4252\"\n")
      #expect(outcome.status == 0 && outcome.text.contains("warning: “text” has a contrast of 1"))
      #expect(try Program.run("themes", "check", folder + "/none.toml").status == 1)
    }
  }

  @Test func usersThemesAreFoundInTheConfigFolder() throws {
    try Program.withFolder { folder in
      let themes = folder + "/leon/themes"
      try FileManager.default.createDirectory(atPath: themes, withIntermediateDirectories: true)
      try "[theme]\nname = \"Mine\"\ninherits = \"nord\"\n".write(
        toFile: themes + "/mine.toml", atomically: true, encoding: .utf8)
      let outcome = try Program.run(
        arguments: ["themes", "list"], environment: ["XDG_CONFIG_HOME": folder])
      #expect(outcome.text.contains("mine") && outcome.text.contains("Mine"))
    }
  }
}
