import ArgumentParser
import Foundation
import Generation
import History
import Studio
import Terminal
import Training

/// `leon studio`, and plain `leon`: the terminal studio.
struct StudioCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "studio",
    abstract: "Open the studio: prompts, live knobs, pictures and their history.",
    discussion: """
      The history lies in $XDG_DATA_HOME/leon, settings in $XDG_CONFIG_HOME/leon. ?
      shows the keys, Ctrl-C stops a picture, q quits.

      Examples:
        leon
        leon studio --no-sixel --theme mono
        leon studio --script keys.txt --size 100x30 --screens out
        leon studio --script demo.txt --watch
      """)

  @Option(help: "A prompt to begin with.")
  var prompt = ""
  @Option(help: "A theme's name; one that suits the terminal unless given.")
  var theme: String?
  @Flag(help: "Show pictures as coloured cells although the terminal draws sixel.")
  var noSixel = false
  @OptionGroup var history: HistoryOptions
  @Option(help: "Play the keys of a file without a terminal.", completion: .file())
  var script: String?
  @Flag(help: "Play --script in this terminal, then go on with your own keys.")
  var watch = false
  @Option(help: "The screen's size for --script, such as 100x30.")
  var size = "100x30"
  @Option(help: "Where --script saves screens.", completion: .directory)
  var screens = "."
  @OptionGroup var model: ModelOptions

  func validate() throws {
    guard TerminalSize(name: size) != nil else {
      throw ValidationError("--size must be COLUMNSxROWS such as 100x30, got \(size).")
    }
    guard !watch || script != nil else {
      throw ValidationError("--watch plays a --script; name one.")
    }
  }

  func run() throws {
    let setup = try setup()
    let keys = try script.map { path in
      try StudioScript(String(decoding: InputFile.read(path), as: UTF8.self))
    }
    if let keys, !watch { return try play(keys, setup) }
    let driver = try CursesDriver(terminalSettings(setup.settings))
    defer { driver.close() }
    if let keys { return try keys.show(in: driver, setup: setup, save: save) }
    try Studio.run(driver: driver, setup: setup)
  }

  private func terminalSettings(_ settings: StudioSettings) -> TerminalSettings {
    var result = TerminalSettings()
    result.pictureMode = noSixel ? .halfBlocks : PictureMode(rawValue: settings.pictures)
    result.cell = PixelSize(name: settings.cell)
    result.listensToMouse = settings.mouse
    return result
  }

  private func setup() throws -> StudioSetup {
    let (folder, threads) = (try model.folder(), model.threadCount)
    let library = ThemeLibrary(folders: ConfigFolder.themeFolders)
    let (settings, flaws) = ConfigFolder.settings.read()
    let (tasks, taskFlaw) = TaskFile.usable()
    var setup = StudioSetup(
      makeEngine: {
        ModelEngine(
          try LoadedModel(folder: folder, threads: threads), lexicon: try Lexicon(folder: folder),
          picturesOf: ImageFolder.captionedPictures)
      },
      history: try HistoryStore.open(
        folder: history.folder, ConfigFolder.historyOptions(settings)),
      themes: library.themes, theme: theme, settings: settings,
      settingsFile: ConfigFolder.settings, flaws: flaws + library.flaws + taskFlaw, prompt: prompt,
      clock: script == nil || watch ? .real : .standing)
    setup.tasks = tasks
    if let editor = Self.editor { setup.editor = editor }
    setup.wildcards = ConfigFolder.wordLists
    return setup
  }

  /// `$VISUAL`, else `$EDITOR`.
  private static var editor: String? {
    let environment = ProcessInfo.processInfo.environment
    return ["VISUAL", "EDITOR"].compactMap { environment[$0] }.first { !$0.isEmpty }
  }

  private func play(_ keys: StudioScript, _ setup: StudioSetup) throws {
    let driver = MemoryDriver(
      size: TerminalSize(name: size) ?? TerminalSize(columns: 100, rows: 30))
    try keys.run(driver: driver, setup: setup, save: save)
  }

  private func save(_ name: String, _ screen: Canvas) throws {
    try OutputFile.write(Array(screen.text.utf8), to: "\(screens)/\(name).screen")
  }
}
