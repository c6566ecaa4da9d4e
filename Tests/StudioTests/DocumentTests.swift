import Foundation
import Generation
import History
import Imaging
import Studio
import Terminal
import Testing
import Tokens

/// Documents of a bank: looked up before a picture is drawn, compared, shown and kept.
@Suite struct DocumentTests {
  private let reducer = ReducerTests()
  private let studio = TestStudio(documents: FakeEngine.found)

  private func settled(_ turning: Turning = .instant) throws -> StudioState {
    var state = try reducer.settled()
    state.settings.turning = turning
    _ = reduce(into: &state, .bankOpened(BankFacts(path: "", count: 2)))
    state.activeKnob = .documents
    return state
  }

  private func query(_ count: Int, _ effects: [Effect]) throws -> DocumentQuery {
    for case .lookUp(let query) in effects where query.count == count { return query }
    throw NotAsked(effects: effects)
  }

  private struct NotAsked: Error { let effects: [Effect] }

  private func found(_ query: DocumentQuery) -> StudioAction {
    .found(
      FoundDocuments(query: query, documents: FakeEngine.found.prefix(query.count).reversed()))
  }

  private func order(_ effects: [Effect]) throws -> Order {
    for case .draw(let order) in effects { return order }
    throw NotAsked(effects: effects)
  }

  @Test func theKnobIsThereOnlyWithABankAndItsThresholdOnlyWithDocuments() throws {
    var state = try reducer.settled()
    #expect(!Knob.shown(in: state.settings).contains(.documents))
    _ = reduce(into: &state, .bankOpened(BankFacts(path: "", count: 2)))
    #expect(Knob.shown(in: state.settings).contains(.documents))
    #expect(!Knob.shown(in: state.settings).contains(.documentThreshold))
    state.settings.documents.count = 1
    #expect(Knob.shown(in: state.settings).contains(.documentThreshold))
    _ = reduce(into: &state, .bankFailed("it is gone"))
    #expect(!Knob.shown(in: state.settings).contains(.documents))
    #expect(state.message == .init(text: "it is gone", isError: true))
  }

  @Test func aTurnedKnobLooksUpAndDrawsBehindWhatWasFound() throws {
    var state = try settled()
    let asked = try query(1, reducer.press("Right", &state))
    #expect(asked.prompt == StudioState.firstPrompt && asked.threshold == 0.9)
    let drawn = try order(reduce(into: &state, found(asked)))
    #expect(drawn.request.documents == [FakeEngine.found[0]] && drawn.verdict == .draft)
    #expect(state.pinned?.request.documents == [])
    let again = reducer.press("n", &state)
    #expect(!again.contains { if case .lookUp = $0 { true } else { false } }, "they are there")
  }

  @Test func onlyTheAnswerToTheLastQuestionIsHeard() throws {
    var state = try settled()
    let first = try query(1, reducer.press("Right", &state))
    let second = try query(2, reducer.press("Right", &state))
    #expect(reduce(into: &state, found(first)) == [])
    #expect(try order(reduce(into: &state, found(second))).request.documents.count == 2)
  }

  @Test func anotherCountBeginsThePictureInWorkAgain() throws {
    var state = try settled(.live)
    reducer.press("n", &state)
    let writing = try order(reducer.press("Enter", &state))
    let asked = try query(1, reducer.press("Right", &state))
    let effects = reduce(into: &state, found(asked))
    #expect(effects.contains(.stop(writing.job)))
    #expect(state.queue.first?.request.documents.count == 1)
    #expect(state.queue.first?.verdict == writing.verdict)
  }

  @Test func fewerThanAskedForAreTold() throws {
    var state = try settled()
    let asked = try query(1, reducer.press("Right", &state))
    let drawn = reduce(into: &state, .found(FoundDocuments(query: asked, documents: [])))
    #expect(drawn == [], "it is the picture shown")
    #expect(
      state.message?.text == "no document of the bank is scored at most 0.90 for these words")
  }

  @Test func aSheetComparesCountsAndRefusesThresholdsAndPrompts() throws {
    var state = try settled()
    let asked = try query(2, reducer.press("m", &state))
    let sheet = try order(reduce(into: &state, found(asked)))
    #expect(sheet.sheet?.variants.map(\.documents.count) == [0, 1, 2])
    #expect(sheet.sheet?.variants[1].documents == [FakeEngine.found[0]], "the best one")
    #expect(reducer.press("Right", &state) == [], "arrows move over tiles")
    #expect(reducer.press(">", &state) == [])
    #expect(state.message?.text.contains("before a picture begins") == true)
    state = try settled()
    state.settings.documents.count = 1
    state.activeKnob = .documentThreshold
    reducer.press("m", &state)
    #expect(state.message?.text.hasPrefix("threshold may change nothing that is found") == true)
    _ = reduce(into: &state, .terminal(.paste(" {a|b}")))
    reducer.press("Enter", &state)
    #expect(state.message?.text.hasPrefix("documents are of one prompt") == true)
  }

  @Test func aBankWithTooFewCannotBeCompared() throws {
    var state = try settled()
    let asked = try query(2, reducer.press("m", &state))
    _ = reduce(
      into: &state, .found(FoundDocuments(query: asked, documents: [FakeEngine.found[0]])))
    #expect(state.message?.text.hasPrefix("only one document of the bank") == true)
    #expect(state.stage == .picture)
  }

  @Test func aTypedCountThatIsNoneIsRefused() {
    let settings = DrawSettings()
    #expect(throws: (any Error).self) { try Knob.documents.set(settings, to: "3") }
    #expect(throws: (any Error).self) { try Knob.documentThreshold.set(settings, to: "1.5") }
    #expect((try? Knob.documents.set(settings, to: "2"))?.documents.count == 2)
  }

  @Test func aFolderThatIsReadIsToldAndCanBeStopped() throws {
    var state = try reducer.settled()
    _ = reduce(into: &state, .bankRead(10, of: 40))
    #expect(state.message?.text == "reading picture 10 of 40 for the bank; Ctrl-C stops")
    #expect(reducer.press("Ctrl-C", &state) == [.stopAsking])
    _ = reduce(into: &state, .bankFailed("stopped"))
    #expect(reducer.press("Ctrl-C", &state) == [])
    _ = reduce(into: &state, .bankRead(40, of: 40))
    _ = reduce(into: &state, .bankOpened(BankFacts(path: "/mine", count: 39)))
    #expect(state.message?.text == "documents are looked up among the bank's 39")
    #expect(!state.isReadingBank)
  }

  // MARK: in a whole studio

  private static let two = "wait idle\nkey Esc BackTab BackTab BackTab Right Right\nwait idle\n"

  @Test func whatWasLookedAtIsShownKeptAndTheSameInAReplay() throws {
    defer { studio.remove() }
    let screens = try studio.play(
      DocumentTests.two + "key Enter\nwait idle\nkey C\nwait idle\nsave-screen shown\nkey C K\n"
        + "wait idle\nsave-screen details\nkey Esc y\nwait idle\nsave-screen line\nkey R\nwait idle",
      size: "160x50")
    let shown = try #require(screens["shown"])
    for words in ["the best first", "red circle, 3D icon", "score 0.829", "MIT", "openclipart"] {
      #expect(shown.text.contains(words), "\(words)")
    }
    #expect(shown.pictures.count == 2)
    #expect(
      screens["details"]?.text.contains("“red circle, 3D icon”, score 0.829, fluent3d, MIT") == true
    )
    #expect(screens["line"]?.text.contains("leon generate --like") == true)
    #expect(screens["last"]?.text.contains("#2 again, code for code") == true)
    let run = try HistoryStore.open(folder: studio.folder).store.run(Run.ID(rawValue: 2))
    #expect(HistoryEntry(run).request?.documents == FakeEngine.found.reversed())
  }

  @Test(arguments: ["80x24", "100x30", "160x50"]) func screen(_ size: String) throws {
    defer { studio.remove() }
    let screen = try studio.play(DocumentTests.two + "key C\nwait idle", size: size)["last"]
    try ScreenFile.expect(#require(screen?.text), "documents-\(size)")
  }

  @Test func thePictureDrawnWithoutDocumentsSaysSo() throws {
    defer { studio.remove() }
    let screens = try studio.play("wait idle\nkey Esc C")
    #expect(screens["last"]?.text.contains("drawn without documents") == true)
  }

  @Test func theChoiceIsLeftAndTakenUpAgain() throws {
    defer { studio.remove() }
    _ = try studio.play(DocumentTests.two)
    let screens = try studio.play("wait idle")
    #expect(screens["last"]?.text.contains("documents    2") == true)
  }

  @Test func aBankThatIsNoneIsToldAndTheStudioGoesOn() throws {
    var studio = studio
    studio.settings.bank = "/no/such"
    defer { studio.remove() }
    let screens = try studio.play("wait idle\nsave-screen told\nkey Esc n\nwait idle\nkey Enter")
    #expect(screens["told"]?.text.contains("/no/such: it is no memory bank.") == true)
    #expect(screens["last"]?.text.contains("documents") == false)
    #expect(try HistoryStore.open(folder: studio.folder).store.counts().all == 2)
  }

  @Test func aFolderOfOnesOwnIsABank() throws {
    var studio = studio
    studio.settings.bank = "/my pictures/"
    defer { studio.remove() }
    let screens = try studio.play(DocumentTests.two)
    #expect(screens["last"]?.text.contains("documents    2") == true)
  }

  @Test func aBankOfOnesOwnIsNamedInThePalette() throws {
    defer { studio.remove() }
    let screens = try studio.play(
      "wait idle\nkey Esc :\ntype bank of your own\nkey Enter\ntype /my.bank\nkey Enter\nwait idle")
    #expect(screens["last"]?.text.contains("documents are looked up among the bank's 2") == true)
  }
}
