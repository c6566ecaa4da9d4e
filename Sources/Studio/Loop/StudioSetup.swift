package import History

/// What a studio is started with.
package struct StudioSetup: Sendable {
  /// Makes the engine, on the computing thread, while the studio already shows itself.
  package var makeEngine: @Sendable () throws -> any PictureEngine
  /// The history and what is to be said of it.
  package var history: HistoryStore.Opening
  /// The themes to choose from, at least one.
  package var themes: [Theme]
  /// The `id` of the theme to begin with; nil takes one that suits the terminal.
  package var theme: String?
  /// The prompt to begin with and to draw at once; empty goes on where the last studio stopped.
  package var prompt: String
  /// The clocks.
  package var clock: StudioClock

  /// Makes a set-up.
  package init(
    makeEngine: @escaping @Sendable () throws -> any PictureEngine,
    history: HistoryStore.Opening, themes: [Theme], theme: String? = nil, prompt: String = "",
    clock: StudioClock = .real
  ) {
    self.makeEngine = makeEngine
    self.history = history
    self.themes = themes
    self.theme = theme
    self.prompt = prompt
    self.clock = clock
  }
}
