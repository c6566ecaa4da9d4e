import Terminal

/// A theme's file as it stands, before it is joined with those that it inherits.
///
///     [theme]
///     name = "Dusk"                          # shown in the picker
///     variant = "dark"                       # or light: what the terminal's ground should be
///     inherits = "dark"                      # a theme by file name; what is missing here is its
///     source = "https://…"                   # whose colours these are
///     [palette]                              # any names for colours
///     fg = "#d8dee9"
///     [style]                                # a role: a colour, or a table
///     text = "fg"                            # palette name, "#rrggbb", "default", "bright-red"
///     background = { bg = "default" }        # a missing fg or bg is that of text and background
///     title = { fg = "fg", bold = true }     # bold, dim, italic, underline, reverse
///     [gradient]                             # 2 to 5 colours
///     progress = ["red", "yellow", "green"]
///     [fallback]                             # by palette name or role, where the nearest is bad
///     fg = { c256 = 253, c16 = "white" }
struct ThemeFile: Sendable {
  /// The file's name without `.toml`.
  let id: String
  /// Its path, for sentences.
  let path: String
  var name = ""
  var variant: Theme.Variant?
  var inherits: String?
  /// Where it says so.
  var inheritsLine: Int?
  var source = ""
  var palette: [String: TerminalColor] = [:]
  var styles: [ColorRole: Spec] = [:]
  var gradients: [Gradient: Scale] = [:]
  var fallbacks: [String: Fallback] = [:]
  /// What is wrong in it, in the order of the sections.
  var flaws: [FileFlaw] = []

  /// A role as the file says it; colours are names until all files are joined.
  struct Spec: Hashable, Sendable {
    var foreground: String?
    var background: String?
    var attributes: Style.Attributes = []
    var place: Place
  }

  /// A gradient as the file says it.
  struct Scale: Hashable, Sendable {
    var stops: [String]
    var place: Place
  }

  /// Colours picked by hand.
  struct Fallback: Hashable, Sendable {
    var c256: UInt8?
    var c16: UInt8?
    var place: Place
  }

  /// Where something stands, for sentences.
  struct Place: Hashable, Sendable {
    var file: String
    var line: Int?

    func flaw(_ sentence: String, isError: Bool = true) -> FileFlaw {
      FileFlaw(file: file, line: line, sentence: sentence, isError: isError)
    }
  }

  /// Whether something in it forbids its use.
  var isBroken: Bool { flaws.contains(where: \.isError) }
}
