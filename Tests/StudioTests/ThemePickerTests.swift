import Imaging
import Studio
import Terminal
import Testing

@Suite struct ThemePickerTests {
  private let keys = ReducerTests()

  @Test func movingShowsAThemeAtOnceAndEscGoesBack() throws {
    var state = try keys.settled()
    let before = state.theme
    keys.press("T", &state)
    #expect(keys.press("Down", &state) == [] && state.theme != before)
    keys.press("Up", &state)
    #expect(state.theme == before)
    for letter in "nord" { keys.press(String(letter), &state) }
    #expect(state.theme.id == "nord")
    for letter in "zz" { keys.press(String(letter), &state) }
    #expect(state.theme == before, "none is left, so nothing is shown")
    keys.press("Backspace", &state)
    keys.press("Backspace", &state)
    keys.press("Esc", &state)
    #expect(state.theme == before && state.popup == nil)
  }

  @Test func enterTakesTheThemeAndRemembersIt() throws {
    var state = try keys.settled()
    keys.press("T", &state)
    for letter in "mocha" { keys.press(String(letter), &state) }
    let effects = keys.press("Enter", &state)
    #expect(effects == [.save(key: "theme", literal: "\"catppuccin-mocha\"")])
    #expect(state.theme.id == "catppuccin-mocha" && state.popup == nil)
    #expect(state.preferences.theme == "catppuccin-mocha")
  }

  @Test func aLateAnswerAboutTheGroundChangesTheThemeUnlessOneWasChosen() throws {
    var state = try keys.settled()
    let day = TerminalCapabilities(background: Image.Color(red: 250, green: 250, blue: 250))
    let night = TerminalCapabilities(background: Image.Color(red: 10, green: 10, blue: 10))
    let before = state.theme.id
    _ = reduce(into: &state, .display(state.size, day))
    #expect(state.theme.id == before, "a theme that was named stays")
    state.followsTerminal = true
    _ = reduce(into: &state, .display(state.size, day))
    #expect(state.theme.id == "light")
    keys.press("T", &state)
    keys.press("Down", &state)
    let previewed = state.theme.id
    _ = reduce(into: &state, .display(state.size, night))
    #expect(state.theme.id == previewed, "a preview is not taken away")
    keys.press("Esc", &state)
    #expect(state.theme.id == "dark")
    keys.press("T", &state)
    keys.press("Enter", &state)
    _ = reduce(into: &state, .display(state.size, day))
    #expect(state.theme.id == "dark", "what was taken stays")
  }

  @Test func themesAreFittedToTheColoursOfTheTerminal() throws {
    var state = try keys.settled()
    state.themeIndex = try #require(state.themes.firstIndex { $0.id == "nord" })
    #expect(state.theme.depth == .indexed256)
    _ = reduce(
      into: &state, .display(state.size, TerminalCapabilities(colorDepth: .monochrome)))
    #expect(state.theme.depth == .monochrome && state.theme.id == "nord")
  }
}
