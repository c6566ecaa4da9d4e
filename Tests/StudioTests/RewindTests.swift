import Foundation
import Generation
import History
import Imaging
import Studio
import Terminal
import Testing
import Tokens

/// The token inspector in `reduce`.
@Suite struct RewindTests {
  private let base = ReducerTests()

  /// A finished picture #1 that is looked into, with what the model thought.
  func inspecting(surveyed: Bool = true) throws -> StudioState {
    var state = try base.settled()
    base.press("r", &state)
    guard surveyed else { return state }
    let origin = try #require(state.inspection?.picture.origin)
    let tokens = origin.codes.enumerated().map(FakeEngine.inspection)
    _ = reduce(into: &state, .surveyed(origin, tokens))
    return state
  }

  private func drawn(_ effects: [Effect]) -> Order? {
    effects.lazy.compactMap { if case .draw(let order) = $0 { order } else { nil } }.first
  }

  @Test func rewindingPutsTheCursorOnTheLastTokenAndSurveysThePicture() throws {
    var state = try base.settled()
    let effects = base.press("r", &state)
    let inspection = try #require(state.inspection)
    #expect(inspection.position == 255 && inspection.tokens == nil)
    #expect(effects == [.survey(inspection.picture.origin), .awaitRest(revision: 1)])
    #expect(state.context == .rewind)
  }

  @Test func escLeavesAndThePresentIsUnchanged() throws {
    let before = try base.settled()
    var state = before
    base.press("r", &state)
    base.press("Home", &state)
    #expect(base.press("Esc", &state) == [])
    #expect(state.stage == .picture && state.shown == before.shown)
    #expect(state.settings == before.settings && state.queue.isEmpty && state.writing == nil)
  }

  @Test func nothingWrittenOrNoPictureIsRefused() throws {
    var state = try base.started()
    base.press("Esc", &state)
    #expect(base.press("r", &state) == [])
    #expect(state.message?.text == "no token of this picture is written yet")
  }

  @Test func pictureOfAnotherModelIsRefused() throws {
    var state = try base.settled()
    var facts = FakeEngine.facts
    facts.hash = "0ther"
    state.model = .ready(facts)
    base.press("r", &state)
    #expect(state.inspection == nil)
    #expect(state.message?.text == "another model wrote #1; its tokens cannot be looked at")
  }

  @Test(arguments: [
    ("Left", 100, 99), ("Right", 100, 101), ("Up", 100, 84), ("Down", 100, 116),
    ("Shift-Left", 100, 92), ("Shift-Right", 100, 108), ("PageUp", 200, 72),
    ("PageDown", 20, 148), ("PageDown", 200, 248), ("PageUp", 20, 4), ("Home", 100, 0),
    ("End", 100, 255), ("Left", 0, 0), ("Up", 3, 3), ("Right", 255, 255), ("Down", 250, 250),
    ("h", 100, 99), ("j", 100, 116), ("k", 100, 84), ("l", 100, 101),
  ])
  func keysMoveTheCursor(_ key: String, _ from: Int, _ to: Int) throws {
    var state = try inspecting()
    state.inspection?.position = from
    base.press(key, &state)
    #expect(state.inspection?.position == to)
  }

  @Test func alternativesWaitForARest() throws {
    var state = try inspecting()
    let moved = base.press("Left", &state)
    let revision = state.cursorRevision
    #expect(moved == [.awaitRest(revision: revision)])
    base.press("Left", &state)
    #expect(reduce(into: &state, .rested(revision: revision)) == [], "it moved on")
    let inspection = try #require(state.inspection)
    let codes = try #require(inspection.token).alternatives.map(\.code)
    let now = state.cursorRevision
    #expect(
      reduce(into: &state, .rested(revision: now)) == [
        .imagine(inspection.picture.origin, position: 253, codes, revision: now)
      ])
    let image = Image(width: 128, height: 128, fill: .white)
    _ = reduce(into: &state, .imagined(codes[0], image, revision: now))
    _ = reduce(into: &state, .imagined(codes[1], image, revision: revision))
    #expect(state.inspection?.imagined == [codes[0]: image], "a late answer is dropped")
    base.press("Left", &state)
    #expect(state.inspection?.imagined.isEmpty == true)
  }

  @Test func tabAndDigitsChooseAnAlternative() throws {
    var state = try inspecting()
    base.press("Tab", &state)
    #expect(state.inspection?.alternative == 0)
    base.press("BackTab", &state)
    #expect(state.inspection?.alternative == nil)
    base.press("BackTab", &state)
    #expect(state.inspection?.alternative == 9)
    base.press("0", &state)
    #expect(state.inspection?.alternative == nil, "the same digit lets it go")
    base.press("3", &state)
    let code = state.inspection?.picture.codes.last
    #expect(state.inspection?.choice?.code.rawValue == code.map { $0.rawValue + 3 })
    base.press("Left", &state)
    #expect(state.inspection?.alternative == nil)
  }

  @Test func alternativesAreRefusedUntilTheModelHasLooked() throws {
    var state = try inspecting(surveyed: false)
    base.press("3", &state)
    #expect(state.message?.text == "the model is still looking at the tokens")
  }

  @Test func heatMapsGoRound() throws {
    var state = try inspecting()
    var maps: [HeatMap] = []
    for _ in 0..<4 {
      base.press("H", &state)
      maps += state.inspection.map { [$0.heatMap] } ?? []
    }
    #expect(maps == [.entropy, .rank, .guidance, .off])
  }

  @Test func enterTakesTheAlternativeAndMakesAChild() throws {
    var state = try inspecting()
    let picture = try #require(state.inspection?.picture)
    state.inspection?.position = 40
    base.press("2", &state)
    let effects = base.press("Enter", &state)
    let order = try #require(drawn(effects))
    #expect(order.parent == Run.ID(rawValue: 1) && order.verdict == .undecided)
    #expect(order.request == picture.request)
    #expect(
      order.branch
        == Branch(
          origin: picture.origin, position: 40, code: CodeIndex(42), knobs: state.settings.knobs,
          seed: state.settings.seed))
    #expect(state.stage == .picture && state.pinned == picture)
    #expect(state.shown?.codes == Array(picture.codes.prefix(40)))
  }

  @Test func knobsTurnedInTheInspectorWaitForEnter() throws {
    var state = try inspecting()
    let before = state.settings.knobs
    #expect(base.press("]", &state) == [], "nothing is drawn yet")
    #expect(state.settings.knobs != before)
    let order = try #require(drawn(base.press("Enter", &state)))
    #expect(order.branch?.knobs == state.settings.knobs && order.branch?.code == nil)
  }

  @Test func anotherSeedGivesTheCodesThatStay() throws {
    var state = try inspecting()
    state.inspection?.position = 3
    base.press("n", &state)
    base.press("1", &state)
    let order = try #require(drawn(base.press("Enter", &state)))
    #expect(order.branch == nil && order.request.seed == state.settings.seed)
    #expect(
      order.replaying.forcedCodes == [
        ForcedCodes(position: 0, codes: [CodeIndex(0), CodeIndex(1), CodeIndex(2), CodeIndex(4)])
      ])
  }

  @Test func theSamePictureAgainIsRefused() throws {
    var state = try inspecting()
    #expect(base.press("Enter", &state) == [])
    #expect(state.message?.isError == true && state.inspection != nil)
  }

  @Test func aPictureInWorkIsHeldAndGoesOnAfterEsc() throws {
    var state = try base.started()
    let codes = (0..<30).map { CodeIndex($0) }
    _ = reduce(into: &state, .progressed(JobID(1), Snapshot(codes: codes), seconds: 1))
    base.press("Esc", &state)
    let effects = base.press("r", &state)
    #expect(effects.first == .pause(JobID(1), true) && state.writing?.isPaused == true)
    // The code that was on its way comes with the pause.
    let more = codes + [CodeIndex(30)]
    _ = reduce(into: &state, .progressed(JobID(1), Snapshot(codes: more), seconds: 1))
    let origin = try #require(state.inspection?.picture.origin)
    #expect(origin.codes == more)
    let short = Origin(request: origin.request, steering: Steering(), codes: codes)
    let again = reduce(
      into: &state, .surveyed(short, codes.enumerated().map(FakeEngine.inspection)))
    #expect(again == [.survey(origin)], "the survey was a code short")
    #expect(base.press("Esc", &state) == [.pause(JobID(1), false)])
    #expect(state.writing?.isPaused == false && state.stage == .picture)
  }

  @Test func goingOnFromAPictureInWorkStopsIt() throws {
    var state = try base.started()
    let codes = (0..<30).map { CodeIndex($0) }
    _ = reduce(into: &state, .progressed(JobID(1), Snapshot(codes: codes), seconds: 1))
    _ = reduce(into: &state, .recorded(JobID(1), Run.ID(rawValue: 5)))
    base.press("Esc", &state)
    base.press("r", &state)
    let origin = try #require(state.inspection?.picture.origin)
    _ = reduce(into: &state, .surveyed(origin, codes.enumerated().map(FakeEngine.inspection)))
    base.press("1", &state)
    let stopping = base.press("Enter", &state)
    #expect(stopping == [.stop(JobID(1)), .remember(state.waiting, drawing: JobID(1))])
    let next = reduce(
      into: &state, .ended(JobID(1), Snapshot(codes: codes), seconds: 1, failure: nil))
    let order = try #require(drawn(next))
    #expect(order.parent == Run.ID(rawValue: 5) && order.branch?.position == 29)
  }

  @Test func backGoesToTheParentAtTheTokenWhereTheyPart() throws {
    var state = try inspecting()
    let parent = try #require(state.entry)
    state.inspection?.position = 40
    base.press("2", &state)
    base.press("Enter", &state)
    var codes = (0..<50).map { CodeIndex($0) }
    codes[40] = CodeIndex(42)
    _ = reduce(into: &state, .progressed(JobID(2), Snapshot(codes: codes), seconds: 1))
    #expect(base.press("b", &state) == [.read(parent.id, .goBack)])
    let effects = reduce(into: &state, .entryRead(parent, .goBack))
    #expect(effects.first == .stop(JobID(2)), "the rejected child is kept as far as it is")
    #expect(state.inspection?.position == 40 && state.inspection?.picture.run?.rawValue == 1)
  }

  @Test func backWithoutAParentIsRefused() throws {
    var state = try base.settled()
    #expect(base.press("b", &state) == [])
    #expect(state.message?.text == "this picture was taken from no other")
  }

  @Test func pauseHoldsAndGoesOn() throws {
    var state = try base.started()
    base.press("Esc", &state)
    #expect(base.press("P", &state) == [.pause(JobID(1), true)])
    #expect(base.press("P", &state) == [.pause(JobID(1), false)])
    #expect(base.press("P", &state) == [.pause(JobID(1), true)])
    #expect(base.press("Ctrl-C", &state) == [.stop(JobID(1))])
    base.press("P", &state)
    #expect(state.message?.isError == true, "it is stopping")
  }

  @Test func burstOfFiftyTurnsLeavesOnlyTheLastPicture() throws {
    var state = try base.settled()
    state.activeKnob = .temperature
    state.settings.knobs.temperature = 0
    var effects: [Effect] = []
    for _ in 0..<50 { effects += base.press("]", &state) }
    #expect(effects.count == 2, "the first is begun and stopped, the others never begin")
    #expect(effects.last == .stop(JobID(2)) && state.queue.count == 1)
    let next = reduce(into: &state, .ended(JobID(2), nil, seconds: 0, failure: nil))
    #expect(drawn(next)?.request.knobs.temperature == 0.5)
  }
}
