import History
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
