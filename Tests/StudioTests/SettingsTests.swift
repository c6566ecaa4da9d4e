import Foundation
import History
import Studio
import Terminal
import Testing

/// `config.toml`: what is read, what is said of it, and how it is changed.
@Suite struct SettingsTests {
  private let path =
    FileManager.default.temporaryDirectory.path + "/leon-config-\(UUID().uuidString)/config.toml"

  @Test func missingFileMeansTheDefaults() {
    let (settings, flaws) = SettingsFile(path: path).read()
    #expect(settings == StudioSettings() && flaws.isEmpty)
  }

  @Test func everySettingIsRead() throws {
    let (settings, flaws) = try read(
      """
      theme = "nord"
      darkTheme = "dracula"
      lightTheme = "flexoki-light"
      mouse = false
      pictures = "half-blocks"
      cell = "8x16"
      instant = false
      pace = 64
      confirmQuit = false
      bellAfter = 2.5
      hints = false
      keepPixels = false
      picturesFolder = "~/Pictures"
      bank = "~/mine.bank"
      keptFolder = "/srv/kept"
      [keys]
      keep = ["W", "Ctrl-S"]
      toss = "none"
      """)
    #expect(flaws.isEmpty, "\(flaws)")
    #expect(settings.turning == .paced(64) && settings.bellAfter == 2.5 && !settings.mouse)
    #expect(settings.keys == ["keep": ["W", "Ctrl-S"], "toss": ["none"]])
    for setting in Setting.table {
      #expect(
        setting.literal(in: settings) != setting.literal(in: StudioSettings()), "\(setting.key)")
    }
  }

  @Test(arguments: [
    ("mouse = 1", 1, "mouse must be true or false; its default is used"),
    ("\npace = 65", 2, "pace must be \"full\", \"key\""),
    ("bellAfter = -1", 1, "bellAfter must be a number from 0 to 86400"),
    ("pictures = \"oil\"", 1, "pictures must be one of \"auto\", \"sixel\""),
    ("cell = \"10*20\"", 1, "cell must be \"\" or WIDTHxHEIGHT"),
    ("keptFolder = \"here\"", 1, "keptFolder must be a folder's path"),
    ("[keys]\nkeep = 3", 2, "keys.keep must be a key such as"),
    ("[keys]\n\nkep = \"a\"", 3, "there is no command “kep”"),
    ("keys = 3", 1, "keys must be a table"),
    ("# x\nmouse = = 1", 2, "this is not sound TOML"),
  ])
  func mistakeIsNamedAndTheDefaultUsed(_ text: String, _ line: Int, _ sentence: String) throws {
    let (settings, flaws) = try read(text)
    #expect(settings.mouse && KeyMap.changed(by: settings.keys).map == .standard)
    #expect(flaws.count == 1 && flaws[0].line == line && flaws[0].isError, "\(flaws)")
    #expect(flaws[0].sentence.contains(sentence), "\(flaws)")
    #expect(flaws[0].short.hasPrefix("config.toml:\(line): "))
  }

  @Test func unknownKeyIsAWarningWithWhatWasMeant() throws {
    let (_, flaws) = try read("hints = false\nconfirm-quit = false\n")
    #expect(
      flaws.map(\.description)
        == ["\(path):2: warning: there is no setting “confirm-quit”; did you mean confirmQuit?"])
  }

  @Test func brokenFileNeverPreventsTheStart() throws {
    let studio = TestStudio()
    defer { studio.remove() }
    let (settings, flaws) = try read("theme = \"nord\nmouse = maybe")
    var setup = try studio.setup()
    (setup.settings, setup.flaws, setup.theme) = (settings, flaws, nil)
    var first: Canvas?
    try StudioScript("save-screen first\nwait idle").run(
      driver: MemoryDriver(size: TerminalSize(columns: 160, rows: 50)), setup: setup
    ) { first = $1 }
    #expect(first?.text.contains("config.toml:1: this is not sound TOML") == true)
  }

  @Test func chosenThemeIsRememberedForTheNextStart() throws {
    let studio = TestStudio()
    defer { studio.remove() }
    _ = try read("# mine\ntheme = \"auto\" # for now\n")
    var setup = try studio.setup()
    (setup.settingsFile, setup.theme) = (SettingsFile(path: path), nil)
    let driver = MemoryDriver()
    try StudioScript("wait idle\nkey Esc T\ntype gruvbox light\nkey Enter\nwait idle").run(
      driver: driver, setup: setup
    ) { _, _ in }
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text == "# mine\ntheme = \"gruvbox-light\" # for now\n")
  }

  @Test func themeThatIsGoneIsSaidAndAnotherTaken() throws {
    let studio = TestStudio()
    defer { studio.remove() }
    var setup = try studio.setup()
    setup.theme = nil
    setup.settings.theme = "vanished"
    var first: Canvas?
    try StudioScript("save-screen first\nwait idle").run(driver: MemoryDriver(), setup: setup) {
      first = $1
    }
    #expect(first?.text.contains("there is no theme “vanished”") == true)
  }

  @Test func longWorkRingsAndShortWorkDoesNot() throws {
    var state = try ReducerTests().started()
    let job = try #require(state.writing?.order.job)
    let snapshot = Snapshot(codes: [])
    var later = state
    #expect(
      reduce(into: &later, .ended(job, snapshot, seconds: 11, failure: nil))
        .contains(.terminal(.bell)))
    later = state
    #expect(
      !reduce(into: &later, .ended(job, snapshot, seconds: 9, failure: nil))
        .contains(.terminal(.bell)))
    state.preferences.bellAfter = 0
    #expect(
      !reduce(into: &state, .ended(job, snapshot, seconds: 99, failure: nil))
        .contains(.terminal(.bell)))
  }

  @Test func hintsMayBeLeftOutAndQuittingNeedNotAsk() throws {
    var state = try ReducerTests().started()
    ReducerTests().press("Esc", &state)
    #expect(StudioView.draw(state).text.contains("? help"))
    state.preferences.hints = false
    #expect(!StudioView.draw(state).text.contains("? help"))
    state.preferences.confirmQuit = false
    #expect(ReducerTests().press("q", &state) == [.quit])
  }

  @Test func changedFileKeepsItsPermissionsAndStaysALink() throws {
    _ = try read("mouse = true\n")
    let real = path + ".real"
    try FileManager.default.moveItem(atPath: path, toPath: real)
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: real)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: real)
    try SettingsFile(path: path).set(["mouse"], to: "false")
    #expect(try String(contentsOfFile: real, encoding: .utf8) == "mouse = false\n")
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path) == real)
    let mode = try FileManager.default.attributesOfItem(atPath: real)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 2)
  }

  @Test func unsoundFileIsNotChanged() throws {
    _ = try read("mouse = = 1\n")
    #expect(throws: FileFlaw.self) { try SettingsFile(path: path).set(["mouse"], to: "false") }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "mouse = = 1\n")
  }

  private func read(_ text: String) throws -> (settings: StudioSettings, flaws: [FileFlaw]) {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    return SettingsFile(path: path).read()
  }
}
