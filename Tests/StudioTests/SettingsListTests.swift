import Foundation
import Studio
import Terminal
import Testing

/// The settings changed in the studio.
@Suite struct SettingsListTests {
  private let keys = ReducerTests()

  private func press(_ names: String, _ state: inout StudioState) -> [Effect] {
    names.split(separator: " ").map { keys.press(String($0), &state) }.last ?? []
  }

  private func type(_ text: String, _ state: inout StudioState) {
    for character in text { _ = keys.press(String(character), &state) }
  }

  @Test func enterSwitchesAndRemembers() throws {
    var state = try keys.settled()
    _ = press(",", &state)
    type("mouse", &state)
    let effects = press("Enter", &state)
    #expect(effects == [.save(key: "mouse", literal: "false"), .terminal(.mouse(false))])
    #expect(!state.preferences.mouse && state.message?.text == "mouse = false")
    #expect(StudioView.draw(state).text.contains("settings, as in config.toml"))
    #expect(press("Enter", &state).last == .terminal(.mouse(true)), "the list goes on")
  }

  @Test func otherValuesAreTypedAndWrongOnesNamed() throws {
    var state = try keys.settled()
    _ = press(",", &state)
    type("bellAfter", &state)
    _ = press("Enter", &state)
    #expect(StudioView.draw(state).text.contains("bellAfter: a number from 0 to 86400"))
    _ = press("Ctrl-U", &state)
    type("soon", &state)
    #expect(press("Enter", &state) == [] && state.popup != nil)
    #expect(
      state.message?.text == "bellAfter must be a number from 0 to 86400, got “soon”")
    _ = press("Ctrl-U 3", &state)
    #expect(press("Enter", &state) == [.save(key: "bellAfter", literal: "3")])
    #expect(state.preferences.bellAfter == 3 && state.popup == nil)
  }

  @Test func instantTurningIsChangedAtOnceAndTheThemeHasItsList() throws {
    var state = try keys.settled()
    _ = press(",", &state)
    type("instant", &state)
    _ = press("Enter", &state)
    #expect(state.settings.turning == .live)
    _ = press("Esc ,", &state)
    type("how it looks", &state)
    _ = press("Enter", &state)
    guard case .themes = state.popup else {
      Issue.record("\(String(describing: state.popup))")
      return
    }
  }

  @Test func aChangedSettingIsThereInTheNextStudio() throws {
    let studio = TestStudio()
    defer { studio.remove() }
    let file = SettingsFile(path: studio.folder + "/config.toml")
    var setup = try studio.setup()
    setup.settingsFile = file
    let script = try StudioScript("wait idle\nkey Esc ,\ntype hints\nkey Enter\nwait idle")
    try script.run(driver: MemoryDriver(), setup: setup) { _, _ in }
    #expect(file.read().settings.hints == false)
  }
}
