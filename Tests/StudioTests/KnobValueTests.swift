import Studio
import Terminal
import Testing
import Tokens

@Suite struct KnobValueTests {
  private let base = ReducerTests()

  @Test(arguments: [
    (Knob.guidance, "6 -> 2", "6 -> 2"), (.guidance, " 4.5 ", "4.5"),
    (.guidance, "6 -> 2 @ 0.5", "6 -> 2 @ 0.5"), (.temperature, "greedy", "greedy"),
    (.temperature, "1 -> 0.7", "1 -> 0.7"), (.topP, "off", "off"), (.topP, "0.9", "0.90"),
    (.topK, "37", "37"), (.topK, "off", "off"), (.contrastive, "6", "6"),
    (.variation, "0.25", "0.25"),
    (.seed, "18446744073709551615", "18446744073709551615"),
  ])
  func valueIsTaken(_ knob: Knob, _ text: String, _ shown: String) throws {
    #expect(knob.text(in: try knob.set(DrawSettings(), to: text)) == shown)
  }

  @Test(arguments: [
    (Knob.guidance, "much", "CFG takes a number, or 6 -> 2, or 6 -> 2 @ 0.5, got “much”"),
    (.guidance, "99", "CFG must be 0 to 30, got 99"),
    (.guidance, "6 -> 99", "CFG must be 0 to 30, got 99"),
    (.temperature, "-1", "temperature must be 0 to 10, got -1"),
    (.topP, "0", "top-p must be above 0 and at most 1, got 0"),
    (.topK, "6 -> 2", "top-k takes a whole number or off, got “6 -> 2”"),
    (.variation, "a", "variation takes a number, got “a”"),
    (.variation, "2", "variation must be 0 to 1, got 2"),
    (.seed, "-3", "seed takes a whole number, got “-3”"),
  ])
  func whatIsNoValueIsNamed(_ knob: Knob, _ text: String, _ sentence: String) {
    let error = #expect(throws: KnobValueError.self) { try knob.set(DrawSettings(), to: text) }
    #expect(error?.description == sentence)
  }

  @Test func courseGoesFromOneEndToTheOther() throws {
    let settings = try Knob.guidance.set(DrawSettings(), to: "10 -> 1")
    let course = try #require(Knob.guidance.course(in: settings, count: 4))
    #expect(zip(course, [1, 2 / 3, 1 / 3, 0]).allSatisfy { abs($0 - $1) < 1e-5 }, "\(course)")
    #expect(course.count == 4)
    #expect(Knob.temperature.course(in: settings, count: 4) == nil)
  }

  @Test func turningAScheduledKnobEndsItsSchedule() throws {
    let settings = try Knob.guidance.set(DrawSettings(), to: "6 -> 2")
    let turned = Knob.guidance.turned(settings, by: 1, fine: false)
    #expect(turned.knobs.schedules.isEmpty && turned.guidance == 6.5)
  }

  @Test func typedValueReplacesTheOldOneAndDraws() throws {
    var state = try base.settled()
    base.press("=", &state)
    for key in ["6", "-", ">", "2"] { base.press(key, &state) }
    #expect(state.popup != nil)
    let effects = base.press("Enter", &state)
    #expect(state.popup == nil && state.settings.knobs.schedules.guidanceScale != nil)
    #expect(effects.contains { if case .draw = $0 { true } else { false } })
  }

  @Test func wrongValueStaysOpenWithTheReason() throws {
    var state = try base.settled()
    let before = state.settings
    base.press("=", &state)
    base.press("x", &state)
    #expect(base.press("Enter", &state) == [])
    guard case .value(let editor) = state.popup else {
      Issue.record("the line was closed")
      return
    }
    #expect(editor.flaw?.contains("“x”") == true && state.settings == before)
    base.press("Backspace", &state)
    base.press("Esc", &state)
    #expect(state.popup == nil && state.settings == before)
  }

  @Test func backspaceResetsTheKnobAndUndoPutsItBack() throws {
    var state = try base.settled()
    state.settings.turning = .live
    base.press("Right", &state)
    let turned = state.settings
    #expect(Knob.guidance.isChanged(in: turned, from: FakeEngine.facts.knobs))
    base.press("Backspace", &state)
    #expect(state.settings.knobs == FakeEngine.facts.knobs)
    base.press("u", &state)
    #expect(state.settings == turned)
    base.press("Tab", &state)
    base.press("Backspace", &state)
    #expect(state.message?.text == "temperature is at the model's default")
  }

  @Test func everyKnobIsResetFromThePalette() throws {
    var state = try base.settled()
    state.settings.turning = .live
    state.settings.knobs.topK = 5
    state.settings.knobs.setTemperature(0.5)
    base.press(":", &state)
    for key in "every knob's".map(String.init) { base.press(key == " " ? "Space" : key, &state) }
    base.press("Enter", &state)
    #expect(state.settings.knobs == FakeEngine.facts.knobs)
  }
}
