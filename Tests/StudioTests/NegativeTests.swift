import Generation
import History
import Studio
import Terminal
import Testing
import Tokens

/// The negative prompt: a line of its own under the prompt.
@Suite struct NegativeTests {
  private let reducer = ReducerTests()

  /// A studio that draws only when it is told to.
  private func settled() throws -> StudioState {
    var state = try reducer.settled()
    state.settings.turning = .live
    return state
  }

  private func press(_ keys: String, _ state: inout StudioState) {
    for key in keys.split(separator: " ") { reducer.press(String(key), &state) }
  }

  @discardableResult
  private func type(_ text: String, _ state: inout StudioState) -> [Effect] {
    text.flatMap { reduce(into: &state, .terminal(.key(Key(.character($0))))) }
  }

  @Test func aKeyOpensTheLineAndWhatIsWrittenIsAskedFor() throws {
    var state = try settled()
    #expect(!StudioView.draw(state).text.contains("not: "))
    press("Ctrl-N", &state)
    #expect(state.mode == .write && StudioView.draw(state).text.contains("not: what it shall lead"))
    type("red", &state)
    #expect(state.prompt.text == StudioState.firstPrompt && state.negative.text == "red")
    press("Enter", &state)
    #expect(state.writing?.order.request.negativePrompt == "red")
    press("Ctrl-N", &state)
    #expect(state.field == .prompt && StudioView.draw(state).text.contains("not: red"))
  }

  @Test(arguments: ["Ctrl-N", "Esc"]) func anEmptyLineIsPutAway(_ key: String) throws {
    var state = try settled()
    press("Ctrl-N \(key)", &state)
    #expect(state.field == .prompt && !StudioView.draw(state).text.contains("not: "))
  }

  @Test func arrowsGoFromLineToLineAndThenToEarlierPrompts() throws {
    var state = try settled()
    _ = reduce(into: &state, .promptsRead(["blue boat"]))
    press("Ctrl-N", &state)
    type("red", &state)
    press("Up", &state)
    #expect(state.field == .prompt)
    press("Down", &state)
    #expect(state.field == .negative)
    press("Up Up", &state)
    #expect(state.prompt.text == "blue boat" && state.negative.text == "red")
    press("Down", &state)
    #expect(state.prompt.text == StudioState.firstPrompt)
    press("Esc i", &state)
    #expect(state.field == .prompt, "i writes the prompt")
  }

  @Test func eachLineHasItsOwnUndo() throws {
    var state = try settled()
    press("Ctrl-N", &state)
    type("red", &state)
    press("Ctrl-_", &state)
    #expect(state.negative.text == "" && state.prompt.text == StudioState.firstPrompt)
  }

  @Test func aPauseInTypingItDrawsTheDraftAgain() throws {
    var state = try reducer.settled()
    press("Ctrl-N", &state)
    let effects = type("x", &state)
    let revision = state.promptRevision
    #expect(effects == [.count("x", revision: revision), .awaitPause(revision: revision)])
    let drawn = reduce(into: &state, .typingPaused(revision: revision))
    guard case .draw(let order) = drawn.first else {
      Issue.record("\(drawn)")
      return
    }
    #expect(order.verdict == .draft && order.request.negativePrompt == "x")
  }

  @Test func bothCountsAreKeptAndAnEndlessNegativePromptIsRefused() throws {
    var state = try settled()
    press("i", &state)
    type("!", &state)
    let first = state.promptRevision
    press("Ctrl-N", &state)
    type("x", &state)
    _ = reduce(into: &state, .counted(revision: first, tokens: 6))
    #expect(state.promptTokens == 6)
    _ = reduce(into: &state, .counted(revision: state.promptRevision, tokens: 80))
    #expect(state.promptTokens == 6 && StudioView.draw(state).text.contains("80/64 tokens"))
    press("Enter", &state)
    #expect(state.message?.text == "the negative prompt has 80 tokens; leon-fake takes at most 64")
    #expect(state.writing == nil)
  }

  @Test func loadingAnEntryTakesItsNegativePromptAndIsUndone() throws {
    var state = try settled()
    press("Ctrl-N", &state)
    type("red", &state)
    press("Esc l", &state)
    #expect(state.negative.text == "" && !StudioView.draw(state).text.contains("not: "))
    press("u", &state)
    #expect(state.negative.text == "red")
  }

  @Test func withoutGuidanceItIsSaidToDoNothing() throws {
    var state = try reducer.settled()
    state.settings.knobs.blend = .guidance(scale: 1)
    press("Ctrl-N", &state)
    #expect(
      state.message?.text == "at CFG 1 a negative prompt has no effect; turn CFG up, or CD-K on")
    let effects = type("x", &state)
    #expect(effects == [.count("x", revision: state.promptRevision)], "nothing is drawn for it")
    #expect(StudioView.draw(state).text.contains("not (unheard at CFG 1): x"))
    state.settings.knobs.blend = .contrastive(k: 4, alpha: 0.1, amateurTemperature: 1)
    #expect(StudioView.draw(state).text.contains("not: x"))
  }

  @Test func wordsAreUnderlinedNamedAndCompletedThere() throws {
    var state = try settled()
    press("Ctrl-N", &state)
    type("zebra ap", &state)
    let canvas = StudioView.draw(state)
    let row = Layout(state).prompt.row + 1
    #expect(canvas[7, row].text == "z")
    #expect(canvas[7, row].style.attributes.contains(.underline))
    #expect(canvas.text.contains("no caption holds “zebra”"))
    press("Tab", &state)
    #expect(state.negative.text == "zebra apple")
  }

  @Test func aClickGoesIntoTheLineUnderIt() throws {
    var state = try settled()
    press("Ctrl-N", &state)
    type("red boat", &state)
    press("Esc", &state)
    let pane = Layout(state).prompt
    let place = CellPosition(column: pane.column + 1 + 5 + 3, row: pane.row + 1)
    _ = reduce(into: &state, .terminal(.mouse(MouseEvent(.press, at: place))))
    #expect(state.mode == .write && state.field == .negative && state.negative.cursor == 3)
    _ = reduce(
      into: &state,
      .terminal(.mouse(MouseEvent(.press, at: CellPosition(column: 2, row: pane.row)))))
    #expect(state.field == .prompt && state.prompt.cursor == 0)
  }

  @Test func theNextStudioAndTheCopiedLineHaveItToo() throws {
    let studio = TestStudio()
    defer { studio.remove() }
    _ = try studio.play("wait idle\nkey Ctrl-N\ntype red\nkey Enter\nwait idle")
    let screens = try studio.play(
      "wait idle\nkey Esc K\nwait idle\nsave-screen details\nkey Esc y\nwait idle",
      size: "200x50")
    #expect(screens["details"]?.text.contains("negative     red") == true)
    let last = try #require(screens["last"]?.text)
    #expect(last.contains("│ not: red"))
    #expect(last.contains("--negative 'red'"))
  }
}
