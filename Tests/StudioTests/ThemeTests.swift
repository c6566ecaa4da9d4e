import Foundation
import Imaging
import Studio
import Terminal
import Testing

@Suite struct ThemeTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../themes").standardizedFileURL.path

  static let library = ThemeLibrary(folders: [folder])

  /// The checkout's themes.
  static func all() throws -> [Theme] { library.themes }

  /// What only parts the panes or fills a bar: seen, not read.
  static let quiet: Set<ColorRole> = [
    .border, .sliderEmpty, .progressEmpty, .background, .tree,
  ]

  @Test func everyFileIsReadWithoutAFlaw() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: ThemeTests.folder)
    #expect(ThemeTests.library.flaws.map(\.description) == [])
    #expect(ThemeTests.library.themes.map { $0.id + ".toml" }.sorted() == names.sorted())
    #expect(ThemeTests.library.themes.count >= 24)
  }

  @Test func everyThemeSaysWhoseColoursItHasAndItsNameIsItsOwn() throws {
    let themes = try ThemeTests.all()
    for theme in themes { #expect(!theme.source.isEmpty, "\(theme.id)") }
    #expect(Set(themes.map(\.name)).count == themes.count)
  }

  @Test func builtInThemeIsTheFileThatShips() throws {
    let file = try String(contentsOfFile: ThemeTests.folder + "/terminal.toml", encoding: .utf8)
    #expect(file == Theme.terminalText, "write the built-in text to themes/terminal.toml")
  }

  @Test(arguments: ThemeTests.library.themes) func textCanBeReadOnItsGround(_ theme: Theme) throws {
    for role in ColorRole.allCases {
      guard let ratio = contrast(theme[role]) else { continue }
      #expect(ratio >= least(role, theme), "\(role) of \(theme.id): \(ratio)")
    }
    for role in [ColorRole.text, .input, .selected, .listSelected, .popup] {
      guard let ratio = contrast(theme[role]) else { continue }
      #expect(ratio >= 4.5, "\(role) of \(theme.id): \(ratio)")
    }
  }

  @Test(arguments: ThemeTests.library.themes, [ColorDepth.basic16, .indexed256])
  func fewerColoursStayLegible(_ theme: Theme, _ depth: ColorDepth) throws {
    let fitted = theme.adapted(to: depth)
    for role in ColorRole.allCases where !ThemeTests.quiet.contains(role) {
      guard let meant = contrast(theme[role]), let shown = contrast(fitted[role]) else { continue }
      let isReversed = fitted[role].attributes.contains(.reverse)
      #expect(
        shown >= min(meant, 4.5) - 0.01 || isReversed,
        "\(role) of \(theme.id) at \(depth): \(shown)")
      if case .palette(let index) = fitted[role].foreground, depth == .basic16 {
        #expect(index < 16)
      }
    }
  }

  @Test(arguments: ThemeTests.library.themes, ColorDepth.allCases)
  func whatIsChosenLooksChosenAtEveryDepth(_ theme: Theme, _ depth: ColorDepth) throws {
    let fitted = theme.adapted(to: depth)
    let pairs: [(ColorRole, ColorRole)] = [
      (.selected, .text), (.listSelected, .popup), (.tileSelected, .text),
      (.tabActive, .tabInactive), (.inputCursor, .input), (.tokenCursor, .text),
      (.statusMode, .status), (.sliderFill, .sliderEmpty), (.sliderChanged, .text),
      (.pinA, .pinB), (.diffA, .diffB), (.error, .success), (.hintKey, .hintText),
      (.kept, .tossed), (.unknownWord, .input), (.title, .text),
    ]
    for (a, b) in pairs {
      #expect(fitted[a] != fitted[b], "\(a) looks like \(b) in \(theme.id) at \(depth)")
    }
  }

  @Test(arguments: [
    "terminal", "mono", "high-contrast-dark", "high-contrast-light", "okabe-ito",
    "catppuccin-latte", "catppuccin-frappe", "catppuccin-macchiato", "catppuccin-mocha",
    "gruvbox-dark", "gruvbox-light", "nord", "dracula", "solarized-dark", "solarized-light",
    "tokyo-night", "rose-pine", "everforest-dark", "flexoki-dark", "flexoki-light",
    "modus-operandi", "modus-vivendi",
  ]) func whatWasPromisedShips(_ name: String) throws {
    #expect(try ThemeTests.library.theme(name).id == name)
  }

  @Test func amongSixteenAColourStaysOneAndAGreyStaysGrey() throws {
    let nord = try ThemeTests.library.theme("nord").adapted(to: .basic16)
    #expect(nord[.badge].foreground == .palette(5) || nord[.badge].foreground == .palette(13))
    #expect(nord[.statusMode].background == .palette(6) && nord.ground == .palette(0))
    let paper = try ThemeTests.library.theme("flexoki-light").adapted(to: .basic16)
    #expect(paper[.status].foreground == .palette(0) && paper.ground == .palette(15))
    #expect(paper[.error].foreground == .palette(1))
    #expect(paper[.success].foreground == .palette(8), "no green of theirs is read on white")
    let mocha = try ThemeTests.library.theme("catppuccin-mocha").adapted(to: .basic16)
    #expect(mocha[.success].foreground == .palette(10) || mocha[.success].foreground == .palette(2))
  }

  @Test func darkSurfacesStayApartIn256Colours() throws {
    for theme in ThemeTests.library.themes where theme[.popup].background != theme.ground {
      let fitted = theme.adapted(to: .indexed256)
      #expect(fitted[.popup].background != fitted.ground, "popup of \(theme.id)")
      #expect(fitted[.selected].background != fitted.ground, "selected of \(theme.id)")
    }
  }

  @Test(arguments: ThemeTests.library.themes)
  func withoutColoursOnlyAttributesRemain(_ theme: Theme) {
    let plain = theme.adapted(to: .monochrome)
    for role in ColorRole.allCases {
      #expect(plain[role].foreground == .standard && plain[role].background == .standard)
    }
    #expect(plain.gradient(.heat, at: 0.5) == .standard)
  }

  @Test func picturesLieOnTheGroundThatTheirNeighboursHave() throws {
    var terminal = TerminalCapabilities(background: Image.Color(hex: 0x123456))
    let nord = try ThemeTests.library.theme("nord").adapted(to: .indexed256)
    #expect(nord.ground == .palette(236))
    #expect(nord.ground(of: terminal) == ColorMapper.xterm(236))
    let own = try ThemeTests.library.theme("terminal")
    #expect(own.ground(of: terminal) == Image.Color(hex: 0x123456))
    terminal.background = nil
    #expect(own.ground(of: terminal) == Image.Color(red: 24, green: 24, blue: 24))
  }

  @Test func monoUsesNoColourAtAnyDepth() throws {
    let mono = try ThemeTests.library.theme("mono")
    for role in ColorRole.allCases {
      #expect(mono[role].foreground == .standard && mono[role].background == .standard, "\(role)")
    }
  }

  @Test func gradientsRunFromEndToEndThroughWhatLooksBetween() throws {
    let theme = try ThemeTests.library.theme("okabe-ito")
    let (low, high) = (Image.Color(hex: 0x0072B2), Image.Color(hex: 0xF0E442))
    #expect(theme.gradient(.progress, at: 0) == .rgb(low))
    #expect(theme.gradient(.progress, at: 1) == .rgb(high))
    #expect(theme.gradient(.progress, at: 7) == .rgb(high))
    #expect(theme.gradient(.progress, at: .nan) == .rgb(low))
    let lights = (0...20).map { theme.pixel(.heat, at: Float($0) / 20).oklab.x }
    #expect(lights == lights.sorted(), "heat grows lighter all the way")
    let own = try ThemeTests.library.theme("terminal")
    #expect(own.gradient(.progress, at: 0.5) == .palette(3))
    #expect(own.gradient(.progress, at: 0.9) == .palette(2))
    guard case .palette = theme.adapted(to: .indexed256).gradient(.heat, at: 0.3) else {
      Issue.record("256 colours have no exact ones")
      return
    }
  }

  private static let firstThemes: [(Image.Color?, ColorDepth, String)] = [
    (.white, .indexed256, "light"), (.black, .trueColor, "dark"), (nil, .trueColor, "terminal"),
    (.black, .basic16, "terminal"), (.white, .monochrome, "mono"),
  ]

  @Test(arguments: firstThemes)
  func firstThemeSuitsTheTerminal(
    _ ground: Image.Color?, _ depth: ColorDepth, _ id: String
  ) throws {
    let capabilities = TerminalCapabilities(colorDepth: depth, background: ground)
    let themes = try ThemeTests.all()
    #expect(Theme.suiting(capabilities, StudioSettings()) == id)
    var settings = StudioSettings()
    (settings.darkTheme, settings.lightTheme) = ("nord", "flexoki-light")
    let own = ["dark": "nord", "light": "flexoki-light"][id] ?? id
    #expect(Theme.suiting(capabilities, settings) == own)
    #expect(themes[try Theme.index(of: own, in: themes)].id == own)
    #expect(throws: ThemeError.unknown("nrod", known: themes.map(\.id))) {
      try Theme.index(of: "nrod", in: themes)
    }
  }

  /// What a role's text needs: published palettes are not ours to change, ours are held to more.
  private func least(_ role: ColorRole, _ theme: Theme) -> Float {
    if ThemeTests.quiet.contains(role) { return 1.8 }
    switch theme.id {
    case "dark", "light", "okabe-ito": return 4.5
    case "high-contrast-dark", "high-contrast-light": return 7
    default: return 2.4
    }
  }

  /// WCAG 2's contrast ratio; nil where a colour is the terminal's own.
  private func contrast(_ style: Style) -> Float? {
    guard let text = color(style.foreground), let ground = color(style.background) else {
      return nil
    }
    return text.contrast(with: ground)
  }

  private func color(_ color: TerminalColor) -> Image.Color? {
    switch color {
    case .standard: nil
    case .palette(let index): ColorMapper.xterm(index)
    case .rgb(let rgb): rgb
    }
  }
}

extension Theme: CustomTestStringConvertible {
  /// Its file's name.
  public var testDescription: String { id }

  var ground: TerminalColor { self[.background].background }
}
