import History
import Imaging
import Studio
import Terminal
import Testing

/// Clicks and the wheel do what keys do.
@Suite struct MouseTests {
  private func id(_ number: Int64) -> Run.ID { Run.ID(rawValue: number) }

  private func send(
    _ action: MouseEvent.Action, _ column: Int, _ row: Int, _ state: inout StudioState
  ) -> [Effect] {
    let place = CellPosition(column: column, row: row)
    return reduce(into: &state, .terminal(.mouse(MouseEvent(action, at: place))))
  }

  @Test func aClickChoosesAKnobAndTheWheelTurnsIt() throws {
    let sample = try SampleHistory(["red apple"])
    defer { sample.remove() }
    var state = try sample.browsing()
    let pane = Layout(state).knobs
    _ = send(.press, pane.column + 3, pane.row + 1, &state)
    #expect(state.activeKnob == .temperature)
    let before = state.settings.knobs.temperature
    _ = send(.wheelUp, pane.column + 3, pane.row + 1, &state)
    #expect(state.settings.knobs.temperature > before)
  }

  @Test func aClickInTheHistoryLooksAtTheRowAndTheWheelGoesOn() throws {
    let sample = try SampleHistory((1...6).map { "picture \($0)" })
    defer { sample.remove() }
    var state = try sample.browsing()
    let pane = Layout(state).history
    #expect(send(.press, pane.column + 4, pane.row + 2, &state).first == .read(id(4), .look))
    _ = send(.wheelDown, pane.column + 4, pane.row, &state)
    #expect(state.selected == id(3))
    #expect(send(.press, pane.column + 4, pane.endRow - 1, &state) == [], "no line there")
  }

  @Test func aClickInThePromptPutsTheCursorThere() throws {
    let sample = try SampleHistory(["red apple"])
    defer { sample.remove() }
    var state = try sample.browsing()
    let pane = Layout(state).prompt
    _ = send(.press, pane.column + 1 + 4, pane.row, &state)
    #expect(state.mode == .write && state.prompt.cursor == 4)
    _ = send(.press, Layout(state).preview.column, Layout(state).preview.row, &state)
    #expect(state.mode == .browse)
  }

  @Test func aClickOnARowOfAListChoosesItASecondTakesItAndOneBesideLeaves() throws {
    let sample = try SampleHistory(["red apple"])
    defer { sample.remove() }
    var state = try sample.browsing()
    try sample.press("T", &state)
    let before = state.theme.name
    // The frame, the line of words and two rows lie above the third.
    let row = max(0, state.size.rows - 5 - min(14, state.size.rows - 6)) + 4
    _ = send(.press, state.size.columns - 20, row, &state)
    let name = state.theme.name
    #expect(state.popup != nil && name != before, "a chosen theme is tried")
    _ = send(.press, state.size.columns - 20, row - 2, &state)
    #expect(state.popup != nil && state.theme.name != name)
    _ = send(.press, state.size.columns - 20, row, &state)
    _ = send(.press, state.size.columns - 20, row, &state)
    #expect(state.popup == nil && state.theme.name == name)
    try sample.press("T", &state)
    _ = send(.press, 0, 0, &state)
    #expect(state.popup == nil && state.theme.name == name)
    try sample.press("?", &state)
    _ = send(.press, 0, 0, &state)
    #expect(state.popup == nil)
  }

  @Test func aSecondClickOnATileLooksAtIt() throws {
    let sample = try SampleHistory((1...6).map { "picture \($0)" })
    defer { sample.remove() }
    var state = try sample.browsing()
    try sample.press("g", &state)
    let pane = Layout(state).preview
    let place = (pane.column..<pane.endColumn).first { column in
      var other = state
      _ = send(.press, column, pane.row + 2, &other)
      return other.stage == .gallery(Gallery(cursor: id(5)))
    }
    let column = try #require(place)
    _ = send(.press, column, pane.row + 2, &state)
    #expect(state.stage == .gallery(Gallery(cursor: id(5))))
    let effects = send(.press, column, pane.row + 2, &state)
    #expect(effects.first == .read(id(5), .look) && state.stage == .picture)
  }

  @Test func aSecondClickOnATileOfASheetAdoptsIt() throws {
    var state = try SheetTests().finished()
    let tile = SheetLayout(state, Layout(state).preview).area(3)
    #expect(send(.press, tile.column + 1, tile.row + 1, &state) == [])
    #expect(state.sheet?.cursor == 3)
    _ = send(.wheelDown, tile.column, tile.row, &state)
    _ = send(.wheelUp, tile.column, tile.row, &state)
    #expect(state.sheet?.cursor == 3 && state.stage == .sheet)
    _ = send(.press, tile.column + 1, tile.row - 1, &state)
    #expect(state.stage == .picture && state.message?.text == "CFG 4 is taken; u goes back")
  }

  @Test func clicksPutTheTokenCursorAndChooseAnAlternative() throws {
    var state = try RewindTests().inspecting()
    let layout = Layout(state)
    let picture = layout.picture
    _ = send(.press, picture.column, picture.row, &state)
    #expect(state.inspection?.position == 0)
    _ = send(.press, picture.endColumn - 1, picture.endRow - 1, &state)
    #expect(state.inspection?.position == 255)
    let pane = try #require(layout.inspector?.alternatives)
    _ = send(.press, pane.column + 2, pane.row + 1, &state)
    #expect(state.inspection?.alternative == 0)
    _ = send(.press, pane.column + 2, pane.row + 1, &state)
    #expect(state.inspection?.alternative == nil)
  }

  @Test func aClickPutsTheWipesLine() throws {
    let sample = try SampleHistory(["a", "b"])
    defer { sample.remove() }
    var state = try sample.browsing()
    state.shown?.image = Image(width: 128, height: 128, fill: .white)
    try sample.press("p w", &state)
    let picture = Layout(state).picture
    let line = picture.columns / 4 * Contrast.parts / picture.columns
    _ = send(.press, picture.column + picture.columns / 4, picture.row, &state)
    #expect(state.stage == .contrast(Contrast(way: .wipe, isOfTile: false, line: line)))
  }

  @Test func whereItIsSwitchedOffNothingHappens() throws {
    let sample = try SampleHistory(["red apple", "b"])
    defer { sample.remove() }
    var state = try sample.browsing()
    state.preferences.mouse = false
    let pane = Layout(state).history
    #expect(send(.press, pane.column + 4, pane.row + 1, &state) == [])
    #expect(state.selected == nil)
  }
}
