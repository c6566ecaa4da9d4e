import Foundation
import Generation
import History
import Imaging
import Studio
import Terminal
import Testing
import Tokens

@Suite struct ReducerTests {
  /// A studio with a model, an empty history and the first picture being drawn.
  func started() throws -> StudioState {
    var state = StudioState(
      size: TerminalSize(columns: 100, rows: 30), capabilities: TerminalCapabilities(),
      themes: try ThemeTests.all())
    _ = reduce(into: &state, .modelLoaded(FakeEngine.facts))
    _ = reduce(into: &state, .listed(HistoryPage(runs: []), .init(), revision: 0))
    return state
  }

  /// The same after the first picture has come, in browse mode.
  func settled() throws -> StudioState {
    var state = try started()
    let codes = (0..<256).map { CodeIndex($0) }
    _ = reduce(
      into: &state, .ended(JobID(1), Snapshot(codes: codes), seconds: 0.5, failure: nil))
    _ = reduce(into: &state, .recorded(JobID(1), Run.ID(rawValue: 1)))
    let request = try #require(state.shown?.request)
    let json = String(decoding: try JSONEncoder().encode(request), as: UTF8.self)
    let studio = TestStudio()
    defer { studio.remove() }
    let store = try HistoryStore.open(folder: studio.folder).store
    let time = Date(timeIntervalSince1970: 0)
    let id = try store.begin(
      NewRun(prompt: request.prompt, request: json, seed: 7, modelHash: "fa4e", codeCount: 256),
      at: time)
    try store.close(
      id, as: .finished, codes: codes.map(\.rawValue), knobChanges: "[]", picture: nil, at: time)
    let run = try store.run(id)
    _ = reduce(
      into: &state,
      .listed(
        HistoryPage(runs: [run.summary]), StudioState.HistoryCounts(all: 1, kept: 0), revision: 0))
    _ = reduce(into: &state, .entryRead(HistoryEntry(run), .refresh))
    _ = press("Esc", &state)
    return state
  }

  @discardableResult
  func press(_ name: String, _ state: inout StudioState) -> [Effect] {
    guard let key = Key(name: name) else { return [] }
    return reduce(into: &state, .terminal(.key(key)))
  }

  @Test func emptyHistoryAndModelStartTheFirstPicture() throws {
    let state = try started()
    #expect(state.prompt.text == StudioState.firstPrompt && state.mode == .write)
    #expect(state.writing?.order.job == JobID(1))
    #expect(state.writing?.order.verdict == .undecided)
  }

  @Test func modelMayComeAfterTheHistory() throws {
    var state = StudioState(
      size: TerminalSize(columns: 80, rows: 24), capabilities: TerminalCapabilities(),
      themes: try ThemeTests.all())
    #expect(reduce(into: &state, .listed(HistoryPage(runs: []), .init(), revision: 0)) == [])
    let effects = reduce(into: &state, .modelLoaded(FakeEngine.facts))
    #expect(effects.contains { if case .draw = $0 { true } else { false } })
  }

  @Test func typingCountsAndWaitsForSilence() throws {
    var state = try settled()
    press("i", &state)
    let effects = press("!", &state)
    let text = StudioState.firstPrompt + "!"
    let revision = state.promptRevision
    #expect(effects == [.count(text, revision: revision), .awaitPause(revision: revision)])
    #expect(reduce(into: &state, .typingPaused(revision: revision - 1)) == [], "typing went on")
    let drawn = reduce(into: &state, .typingPaused(revision: revision))
    guard case .draw(let order) = drawn.last else {
      Issue.record("\(drawn)")
      return
    }
    #expect(order.verdict == .draft && order.request.prompt == text)
  }

  @Test func lateCountOfAnOlderPromptIsDropped() throws {
    var state = try settled()
    press("i", &state)
    press("!", &state)
    let revision = state.promptRevision
    _ = reduce(into: &state, .counted(revision: revision - 1, tokens: 5))
    #expect(state.promptTokens == nil)
    _ = reduce(into: &state, .counted(revision: revision, tokens: 6))
    #expect(state.promptTokens == 6)
  }

  @Test func instantTurnStopsTheStaleDraftAndPinsThePicture() throws {
    var state = try settled()
    let first = press("Right", &state)
    #expect(state.pinned?.run == Run.ID(rawValue: 1) && first.count == 1)
    #expect(state.writing?.order.request.knobs.blend == .guidance(scale: 3.5))
    let second = press("Right", &state)
    #expect(second == [.stop(JobID(2))] && state.queue.map(\.job) == [JobID(3)])
    let third = press("Right", &state)
    #expect(third == [] && state.queue.map(\.job) == [JobID(4)], "only the newest draft waits")
    let next = reduce(into: &state, .ended(JobID(2), nil, seconds: 0, failure: nil))
    #expect(next == [.draw(try #require(state.writing).order)])
    #expect(state.writing?.order.request.knobs.blend == .guidance(scale: 4.5))
    #expect(state.pinned?.run == Run.ID(rawValue: 1))
  }

  @Test func pacedTurnIsHeardByThePictureThatIsWritten() throws {
    var state = try settled()
    state.settings.turning = .paced(16)
    press("n", &state)
    press("Enter", &state)
    let effects = press("Right", &state)
    var knobs = state.settings.knobs
    knobs.blend = .guidance(scale: 3.5)
    #expect(effects == [.retune(JobID(2), knobs, Seed(8))] && state.queue.isEmpty)
    #expect(press("n", &state) == [.retune(JobID(2), knobs, Seed(9))], "the seed is a knob too")
  }

  @Test func progressTellsSpeedAndTimeLeftWhateverBadgesThereAre() throws {
    var state = try started()
    let codes = (0..<128).map { CodeIndex($0) }
    _ = reduce(into: &state, .progressed(JobID(1), Snapshot(codes: codes), seconds: 0.5))
    #expect(StudioView.draw(state).text.contains("128/256  256 tok/s  0.5 s left"))
    let turned = Steering(knobChanges: [KnobChange(position: 9, knobs: Knobs())])
    let snapshot = Snapshot(codes: codes, steering: turned)
    for columns in [80, 100] {
      state.size = TerminalSize(columns: columns, rows: 30)
      _ = reduce(into: &state, .progressed(JobID(1), snapshot, seconds: 0.5))
      #expect(StudioView.draw(state).text.contains("256 tok/s  0.5 s left"), "\(columns)")
    }
  }

  @Test func enterWhileWritingQueuesAndControlCStops() throws {
    var state = try started()
    state.settings.turning = .live
    press("Esc", &state)
    press("n", &state)
    #expect(press("Enter", &state) == [.remember(state.queue, drawing: JobID(1))])
    #expect(state.queue.count == 1)
    #expect(press("Ctrl-C", &state) == [.stop(JobID(1))])
    #expect(press("Ctrl-C", &state) == [], "it is stopping already")
    let effects = reduce(into: &state, .ended(JobID(1), nil, seconds: 1, failure: nil))
    #expect(effects == [.draw(try #require(state.writing).order)] && state.queue.isEmpty)
  }

  @Test func enterOnADraftInWorkMakesItAnEntry() throws {
    var state = try settled()
    press("Right", &state)
    #expect(press("Enter", &state) == [.adopt(JobID(2))])
    #expect(state.shown?.verdict == .undecided)
  }

  @Test func pictureThatTheModelRefusesLeavesTheOneBefore() throws {
    var state = try settled()
    let before = state.shown
    press("Right", &state)
    #expect(state.shown != before)
    _ = reduce(into: &state, .ended(JobID(2), nil, seconds: 0, failure: "too long"))
    #expect(state.shown == before && state.message?.text == "too long" && state.writing == nil)
  }

  @Test func samePictureIsNotDrawnTwice() throws {
    var state = try settled()
    #expect(press("Enter", &state) == [])
    #expect(state.message?.text.contains("n takes the next seed") == true)
  }

  @Test func emptyAndTooLongPromptsAreRefusedWithTheLimit() throws {
    var state = try settled()
    press("i", &state)
    press("Ctrl-U", &state)
    #expect(press("Enter", &state) == [])
    #expect(state.message?.text.hasPrefix("the prompt is empty") == true)
    _ = reduce(into: &state, .terminal(.paste("word")))
    _ = reduce(into: &state, .counted(revision: state.promptRevision, tokens: 80))
    #expect(press("Enter", &state) == [])
    #expect(state.message?.text == "the prompt has 80 tokens; leon-fake takes at most 64")
  }

  @Test func lookingAtARunLeavesTheKnobsUntilTheyAreLoaded() throws {
    var state = try settled()
    let entry = try #require(state.entry)
    press("Right", &state)
    _ = reduce(into: &state, .ended(JobID(2), Snapshot(codes: []), seconds: 0, failure: nil))
    _ = reduce(into: &state, .recorded(JobID(2), Run.ID(rawValue: 2)))
    let effects = press("Down", &state)
    _ = reduce(into: &state, .entryRead(entry, .look))
    #expect(effects.count == 1 && state.selected == Run.ID(rawValue: 1))
    #expect(state.settings.guidance == 3.5)
    press("l", &state)
    #expect(state.settings.guidance == 3 && state.selected == nil)
  }

  @Test func refusalsSayWhy() throws {
    var state = try settled()
    for (key, sentence) in [
      (".", "a key writes a token only where"), ("Space", "nothing is pinned"),
      ("c", "only a partial picture"), ("}", "} does nothing here"),
    ] {
      #expect(press(key, &state) == [])
      #expect(state.message?.text.hasPrefix(sentence) == true, "\(key)")
    }
  }

  @Test func quittingWhileAPictureIsWrittenAsksOnce() throws {
    var state = try started()
    press("Esc", &state)
    #expect(press("q", &state) == [])
    press("j", &state)
    #expect(press("q", &state) == [], "another key took the question back")
    #expect(press("q", &state) == [.quit])
  }

  @Test func failureOfTheModelIsSaidAndNothingIsDrawn() throws {
    var state = StudioState(
      size: TerminalSize(columns: 80, rows: 24), capabilities: TerminalCapabilities(),
      themes: try ThemeTests.all())
    _ = reduce(into: &state, .modelFailed("model.safetensors: cut short"))
    _ = reduce(into: &state, .listed(HistoryPage(runs: []), .init(), revision: 0))
    #expect(press("Enter", &state) == [])
    #expect(state.message == .init(text: "model.safetensors: cut short", isError: true))
  }

  @Test func everyKeyOfTheTableIsReadAndMeansOneThingInEachContext() {
    for context in KeyContext.allCases.map(Optional.init) + [nil] {
      let keys = Command.table.filter { $0.context == context }.flatMap(\.keys)
      #expect(keys.allSatisfy { Key(name: $0) != nil }, "\(keys.filter { Key(name: $0) == nil })")
      #expect(Set(keys).count == keys.count)
    }
    let reserved = ["Ctrl-H", "Ctrl-I", "Ctrl-M", "Ctrl-[", "Ctrl-G", "Ctrl-P", "Ctrl-B"]
    #expect(Set(Command.table.flatMap(\.keys)).isDisjoint(with: reserved))
  }

  @Test func keepingIsUndone() throws {
    var state = try settled()
    press("s", &state)
    #expect(state.shown?.verdict == .kept)
    let effects = press("u", &state)
    #expect(effects == [.takeBack(1)])
    var run = try #require(state.history?.runs.first)
    run.verdict = .undecided
    _ = reduce(into: &state, .changed(HistoryChange(revision: 0, present: [run])))
    #expect(state.shown?.verdict == .undecided)
    press("u", &state)
    #expect(state.message == .init(text: "nothing to undo", isError: true))
  }

  @Test func loadingIsUndone() throws {
    var state = try settled()
    press("i", &state)
    press("!", &state)
    press("Esc", &state)
    let text = state.prompt.text
    press("l", &state)
    #expect(state.prompt.text == StudioState.firstPrompt)
    press("u", &state)
    #expect(state.prompt.text == text && text.hasSuffix("!"))
  }

  @Test func thePaletteRunsACommandByItsName() throws {
    var state = try settled()
    press(":", &state)
    for letter in "alone" { press(String(letter), &state) }
    #expect(!state.isZoomed)
    press("Enter", &state)
    #expect(state.isZoomed && state.popup == nil)
    press(":", &state)
    press("Esc", &state)
    #expect(state.popup == nil)
  }
}
