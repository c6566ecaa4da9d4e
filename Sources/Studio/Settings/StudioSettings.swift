/// What a user sets once, in `config.toml`; defaults are in the declarations.
package struct StudioSettings: Codable, Hashable, Sendable {
  /// A theme's name, or `auto`: one of the next two by the terminal's ground.
  package var theme = "auto"
  /// What `auto` takes on a dark ground.
  package var darkTheme = "dark"
  /// What `auto` takes on a light ground.
  package var lightTheme = "light"
  /// Whether clicks and the wheel are listened to; Shift selects text meanwhile in most terminals.
  package var mouse = true
  /// How pictures are shown: `auto` is what the terminal says that it can.
  package var pictures = "auto"
  /// Pixels of a cell such as `10x20`, for terminals that tell none or lie; empty asks the terminal.
  package var cell = ""
  /// Whether every turn of a knob draws at once: a small model does it in a fraction of a second.
  package var instant = true
  /// How fast pictures are written where `instant` is off: full speed until one wants to watch.
  package var pace = "full"
  /// Whether `q` asks while a picture is being written: half a picture is cheap, an evening is not.
  package var confirmQuit = true
  /// Seconds of work after which the end rings: below, one is still looking; 0 never rings.
  package var bellAfter = 10.0
  /// Whether the line of keys is shown: a beginner needs it, an expert the row.
  package var hints = true
  /// Whether edits of one's own pictures keep their pixels where they leave the codes alone.
  package var keepPixels = true
  /// The bank that documents are looked up in; empty is the model's own.
  package var bank = ""
  /// Where exports are written; empty is `pictures` of the home folder, where one looks first.
  package var picturesFolder = ""
  /// Where kept pictures lie under readable names; empty is beside the history.
  package var keptFolder = ""
  /// Keys by the name of the command that they call; `none` alone unbinds it.
  package var keys: [String: [String]] = [:]
  /// Knobs by name, as `KnobPreset` reads them.
  package var presets: [String: String] = [:]

  /// Makes the defaults.
  package init() {}

  /// What happens when a knob is turned, at the start.
  package var turning: Turning {
    if instant { return .instant }
    switch pace {
    case "full": return .live
    case "key": return .byKey
    default: return Int(pace).map(Turning.paced) ?? .live
    }
  }
}
