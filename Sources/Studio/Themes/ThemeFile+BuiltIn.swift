extension ThemeFile {
  /// The theme from which every other takes what it lacks, so that a studio without files has one.
  ///
  /// It uses the terminal's own sixteen colours. Its attributes alone tell the roles apart: where
  /// there is no colour, every theme takes them from here.
  static let terminal = ThemeFile(id: "terminal", path: "built-in theme", text: Theme.terminalText)

  /// The themes that need no folder.
  static let builtIn = [terminal.id: terminal]
}

extension Theme {
  /// The same as `themes/terminal.toml`, which a test holds to it.
  package static let terminalText = """
    # The sixteen colours of the terminal's own scheme: the theme that every other inherits at last.
    # A file of your own in $XDG_CONFIG_HOME/leon/themes needs only what it changes.
    [theme]
    name = "Terminal"
    variant = "dark"
    source = "the terminal's own colours"

    [style]
    background = { bg = "default" }
    text = "default"
    muted = { dim = true }
    border = "bright-black"
    title = { fg = "cyan", bold = true }
    "hint.key" = { fg = "yellow", bold = true }
    "hint.text" = "default"
    selected = { reverse = true }
    "list.selected" = { reverse = true }
    "tile.selected" = { fg = "yellow", bold = true, reverse = true }
    input = "default"
    "input.cursor" = { reverse = true }
    placeholder = { dim = true, italic = true }
    "unknown.word" = { fg = "yellow", underline = true }
    "tab.active" = { fg = "cyan", bold = true, reverse = true }
    "tab.inactive" = { dim = true }
    "slider.fill" = { fg = "cyan", bold = true }
    "slider.empty" = "bright-black"
    "slider.changed" = { fg = "yellow", bold = true, underline = true }
    "progress.fill" = { fg = "green", bold = true }
    "progress.empty" = "bright-black"
    status = { reverse = true }
    "status.mode" = { bold = true }
    badge = { fg = "magenta", italic = true }
    "badge.edit" = { fg = "magenta", bold = true, italic = true }
    "pin.a" = { fg = "yellow", bold = true, underline = true }
    "pin.b" = { fg = "cyan", bold = true }
    "diff.a" = { fg = "yellow", underline = true }
    "diff.b" = { fg = "cyan", bold = true }
    "token.cursor" = { bold = true, reverse = true }
    "axis.label" = { fg = "cyan", bold = true }
    kept = { fg = "green", bold = true }
    tossed = { dim = true, italic = true }
    rating = { fg = "yellow", bold = true }
    favourite = { fg = "red", bold = true }
    tag = { fg = "cyan", underline = true }
    tree = "bright-black"
    popup = { fg = "default" }
    "popup.border" = { fg = "cyan", bold = true }
    error = { fg = "red", bold = true, reverse = true }
    warning = { fg = "yellow", underline = true, reverse = true }
    success = { fg = "green", reverse = true }

    [gradient]
    progress = ["red", "yellow", "green"]
    heat = ["#440154", "#3b528b", "#21918c", "#5ec962", "#fde725"]
    guidance = ["#1b3a5c", "#4f8fc0", "#e8e4da", "#e59a55", "#a33b1f"]

    """
}
