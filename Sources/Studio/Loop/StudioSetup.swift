package import History
package import Tokens

/// What a studio is started with.
package struct StudioSetup: Sendable {
  /// Makes the engine, on the computing thread, while the studio already shows itself.
  package var makeEngine: @Sendable () throws -> any PictureEngine
  /// The history and what is to be said of it.
  package var history: HistoryStore.Opening
  /// The themes to choose from, at least one.
  package var themes: [Theme]
  /// The `id` of the theme to begin with; nil takes that of the settings.
  package var theme: String?
  /// What the user has set for good.
  package var settings: StudioSettings
  /// Where changes of the settings are written; nil forgets them.
  package var settingsFile: SettingsFile?
  /// What can be asked for.
  package var tasks: [TaskTemplate] = []
  /// What is wrong in the files of settings, themes and tasks.
  package var flaws: [FileFlaw]
  /// The prompt to begin with and to draw at once; empty goes on where the last studio stopped.
  package var prompt: String
  /// The clocks.
  package var clock: StudioClock
  /// The words that `__name__` stands for in a prompt, by name.
  package var wildcards: [String: [String]] = [:]
  /// Whether a picture is shown while it grows; benchmarks ask what that costs.
  package var showsGrowth = true
  /// The user's own editor, words for a shell.
  package var editor = "vi"

  /// Makes a set-up.
  package init(
    makeEngine: @escaping @Sendable () throws -> any PictureEngine,
    history: HistoryStore.Opening, themes: [Theme], theme: String? = nil,
    settings: StudioSettings = StudioSettings(), settingsFile: SettingsFile? = nil,
    flaws: [FileFlaw] = [], prompt: String = "", clock: StudioClock = .real
  ) {
    self.makeEngine = makeEngine
    self.history = history
    self.themes = themes
    self.theme = theme
    self.settings = settings
    self.settingsFile = settingsFile
    self.flaws = flaws
    self.prompt = prompt
    self.clock = clock
  }

  /// What is to be said first: of the history, else the first flaw of a file.
  var notice: String? {
    guard history.notice == nil, let first = flaws.first(where: \.isError) ?? flaws.first else {
      return history.notice
    }
    let rest = flaws.count > 1 ? " (and \(flaws.count - 1) more)" : ""
    return first.short + rest
  }
}
