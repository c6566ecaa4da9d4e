import Foundation
import History
import Studio
import Terminal
import Testing

/// What is left for the next studio, the tour, and what the window says.
@Suite struct SessionTests {
  @Test func theNextStudioGoesOnWhereTheLastWasLeft() throws {
    let studio = TestStudio()
    defer { studio.remove() }
    _ = try studio.play(
      """
      wait idle
      key Ctrl-U
      type blue boat
      key Enter
      wait idle
      key Esc Right
      wait idle
      key j j F
      wait idle
      """)
    let screens = try studio.play("wait idle")
    let text = try #require(screens["last"]?.text)
    #expect(text.contains("undecided  2 of 2") && text.contains("CFG          3.5"))
    #expect(text.contains("viewing #1, knobs unchanged"))
    #expect(text.contains("│ blue boat"))
  }

  /// A studio that is killed leaves no session: the one before it does not hide what was drawn since.
  @Test func whatWasDrawnAfterTheSessionWasLeftIsShown() throws {
    let sample = try SampleHistory(["red apple", "blue boat"])
    defer { sample.remove() }
    _ = try sample.studio.play("wait idle\nkey Esc j\nwait idle")
    let before = try #require(Session.left(in: sample.studio.folder))
    var left = try sample.studio.play("wait idle")
    #expect(left["last"]?.text.contains("viewing #1") == true)
    _ = try sample.studio.play(
      "wait idle\nkey Esc BackTab\nrepeat 8 Right\nkey n .\nrepeat 9 .\nwait idle")
    before.leave(in: sample.studio.folder)
    left = try sample.studio.play("wait idle")
    let text = try #require(left["last"]?.text)
    #expect(text.contains("#3: blue boat") && text.contains("partial 3%"))
    #expect(text.contains("#3 was cut off; c finishes it"))
  }

  @Test(arguments: ["", "{", "{\"version\": 2}", "[1]"]) func aBrokenSessionIsPassedOver(
    _ text: String
  ) throws {
    let sample = try SampleHistory(["red apple"])
    defer { sample.remove() }
    let path = sample.studio.folder + "/session.json"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    #expect(Session.left(in: sample.studio.folder) == nil)
    let screens = try sample.studio.play("wait idle")
    #expect(screens["last"]?.text.contains("#1: red apple") == true)
  }

  @Test func theTourWaitsForEachKey() throws {
    let sample = try SampleHistory(["a", "b", "c"])
    defer { sample.remove() }
    var state = try sample.browsing()
    for key in [":", "t", "o", "u", "r", "Enter"] { try sample.press(key, &state) }
    #expect(state.tour?.step == 1, "browse mode is there already")
    #expect(StudioView.draw(state).text.contains("tour 2/8  Right turns the chosen knob"))
    try sample.press("n", &state)
    #expect(state.tour?.step == 1)
    try sample.press("Right Space n s Down g", &state)
    #expect(state.tour?.step == 7)
    try sample.press("Esc ?", &state)
    #expect(state.tour == nil)
  }

  @Test func theFirstStartSaysWhatToDoInOneLine() throws {
    let state = try ReducerTests().started()
    #expect(state.message?.text == "Enter draws, Esc :tour helps")
  }

  @Test func theWindowIsNamedAfterThePictureAndHowFarItIs() throws {
    let studio = TestStudio()
    defer { studio.remove() }
    let driver = MemoryDriver()
    _ = try StudioScript("wait idle\nkey Esc n Enter\nwait idle").run(
      driver: driver, setup: studio.setup()
    ) { _, _ in }
    let titles = driver.requests.compactMap { if case .title(let text) = $0 { text } else { nil } }
    #expect(titles.contains("leon: red apple, 3D icon"))
    #expect(titles.contains { $0.hasPrefix("leon 00%: red apple") })
    #expect(zip(titles, titles.dropFirst()).allSatisfy { $0 != $1 })
  }

  @Test func longWorkThatNobodyWatchedIsNotified() throws {
    var state = try ReducerTests().started()
    _ = reduce(into: &state, .terminal(.focused(false)))
    let effects = reduce(
      into: &state, .ended(JobID(1), Snapshot(codes: []), seconds: 60, failure: nil))
    #expect(
      effects == [.terminal(.bell), .terminal(.notify("leon", "drawn: red apple, 3D icon"))])
  }
}
