import Foundation
import Imaging
import Studio
import Terminal
import Testing

/// Themes from files: what they inherit, and what is wrong in them.
@Suite struct ThemeFileTests {
  private static let head = "[theme]\nname = \"X\"\nvariant = \"dark\"\n"

  @Test(arguments: [
    ("[theme]\nname = \"X\"\n", 1, "variant in [theme] must be \"dark\" or \"light\""),
    ("[theme]\nname = \"X\"\nvariant = \"grey\"\n", 3, "variant in [theme] must be"),
    ("[theme]\nvariant = \"dark\"\n", 1, "[theme] needs a name"),
    (head + "[style]\n\ntext = \"pink\"\n", 6, "there is no colour “pink”"),
    (head + "[style]\ntext = 3\n", 5, "“text” must be a colour or a table"),
    (head + "[style]\ntext = { bold = 1 }\n", 5, "bold of “text” must be true or false"),
    (head + "[palette]\nred = \"#12345\"\n", 5, "“red” in [palette] must be a colour"),
    (head + "[gradient]\nheat = [\"red\"]\n", 5, "“heat” must be a list of 2 to 5 colours"),
    (head + "[gradient]\nheat = [\"red\", \"default\"]\n", 5, "cannot hold “default”"),
    (head + "[fallback]\ntext = { c256 = 256 }\n", 5, "c256 of “text” must be 0 to 255"),
    (head + "[fallback]\ntext = { c16 = \"pink\" }\n", 5, "c16 of “text” must be 0 to 15"),
    (head + "inherits = \"nowhere\"\n", 4, "inherits “nowhere”, which is not there"),
    ("[theme", 1, "not sound TOML"),
    ("# nothing\n", 0, "the table [theme] is missing"),
  ])
  func mistakesAreNamedWithTheirLine(_ toml: String, _ line: Int, _ sentence: String) throws {
    try withFolder(["x": toml]) { folder in
      let library = ThemeLibrary(checking: folder + "/x.toml", folders: [])
      #expect(library.themes.isEmpty)
      let flaw = try #require(library.flaws.first { $0.sentence.contains(sentence) })
      #expect(flaw.isError && (flaw.line ?? 0) == line, "\(flaw)")
      #expect(flaw.description.hasPrefix("\(folder)/x.toml:"))
    }
  }

  @Test(arguments: [
    (head + "colour = 1\n", 4, "unknown key “colour” in [theme]"),
    (head + "[style]\nfoo = \"red\"\n", 5, "unknown role “foo” in [style]; known are axis.label"),
    (head + "[style]\ntext = { fgg = \"red\" }\n", 5, "unknown key “fgg” of “text”"),
    (head + "[gradient]\nsnow = [\"red\", \"blue\"]\n", 5, "unknown gradient “snow”"),
    (head + "[fallback]\nnone = { c16 = 1 }\n", 5, "“none” in [fallback] is neither"),
    (head + "[fonts]\n", 4, "there is no table [fonts]"),
  ])
  func unknownKeysAreWarningsOnly(_ toml: String, _ line: Int, _ sentence: String) throws {
    try withFolder(["x": toml]) { folder in
      let library = ThemeLibrary(checking: folder + "/x.toml", folders: [])
      let flaw = try #require(library.flaws.first)
      #expect(library.themes.count == 1 && library.flaws.count == 1)
      #expect(!flaw.isError && flaw.line == line && flaw.sentence.contains(sentence), "\(flaw)")
    }
  }

  @Test func changedPaletteChangesTheStylesThatAreInherited() throws {
    let parent = """
      [theme]
      name = "Parent"
      variant = "light"
      [palette]
      ink = "#000000"
      [style]
      title = { fg = "ink", bold = true }
      """
    let child = "[theme]\nname = \"Child\"\ninherits = \"parent\"\n[palette]\nink = \"#102030\"\n"
    try withFolder(["parent": parent, "child": child]) { folder in
      let theme = try ThemeLibrary(folders: [folder]).theme("child")
      #expect(theme[.title].foreground == .rgb(Image.Color(hex: 0x102030)))
      #expect(theme[.title].attributes == .bold && theme.variant == .light)
      #expect(theme[.error] == (try ThemeLibrary(folders: []).theme("terminal"))[.error])
    }
  }

  @Test func loopIsAnErrorAndTheOtherThemesStay() throws {
    func file(_ parent: String) -> String {
      "[theme]\nname = \"\(parent) heir\"\nvariant = \"dark\"\ninherits = \"\(parent)\"\n"
    }
    try withFolder(["a": file("b"), "b": file("a"), "c": file("terminal")]) { folder in
      let library = ThemeLibrary(folders: [folder])
      #expect(library.themes.map(\.id) == ["c", "terminal"])
      #expect(library.flaws.first?.description.contains("a loop: a → b → a") == true)
      #expect(library.flaws.first?.line == 4)
    }
  }

  @Test func usersThemeWinsAndMayInheritTheOneItHides() throws {
    let own = """
      [theme]
      name = "My Nord"
      inherits = "nord"
      [style]
      border = "#ff0000"
      """
    try withFolder(["nord": own]) { folder in
      let shipped = try ThemeTests.library.theme("nord")
      let library = ThemeLibrary(folders: [ThemeTests.folder, folder])
      let theme = try library.theme("nord")
      #expect(theme.name == "My Nord" && theme[.title] == shipped[.title])
      #expect(theme[.border].foreground == .rgb(Image.Color(hex: 0xFF0000)))
      #expect(library.themes.count == ThemeTests.library.themes.count)
    }
  }

  @Test func fallbacksArePickedWhereColoursAreFew() throws {
    let toml =
      ThemeFileTests.head + """
        [palette]
        accent = "#88c0d0"
        [style]
        title = "accent"
        text = "#d8dee9"
        [fallback]
        accent = { c256 = 110, c16 = "cyan" }
        text = { c16 = 15 }
        """
    try withFolder(["x": toml]) { folder in
      let theme = try ThemeLibrary(folders: [folder]).theme("x")
      #expect(theme.adapted(to: .indexed256)[.title].foreground == .palette(110))
      #expect(theme.adapted(to: .basic16)[.title].foreground == .palette(6))
      #expect(theme.adapted(to: .basic16)[.text].foreground == .palette(15))
      #expect(theme.adapted(to: .trueColor)[.title].foreground == theme[.title].foreground)
    }
  }

  @Test func withoutFoldersTheTerminalsThemeIsThere() {
    #expect(ThemeLibrary(folders: ["/nowhere"]).themes.map(\.id) == ["terminal"])
  }

  private func withFolder(_ files: [String: String], _ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.path + "/\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for (name, text) in files {
      try text.write(toFile: "\(folder)/\(name).toml", atomically: true, encoding: .utf8)
    }
    try body(folder)
  }
}
