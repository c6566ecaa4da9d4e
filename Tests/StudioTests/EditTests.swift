import Foundation
import Generation
import History
import Imaging
import Studio
import Terminal
import Testing
import Tokens

/// Pictures changed by words, and questions about them.
@Suite struct EditTests {
  private let reducer = ReducerTests()
  private let studio = TestStudio()

  private func settled(_ turning: Turning = .live) throws -> StudioState {
    var state = try reducer.settled()
    state.settings.turning = turning
    state.tasks = try TestStudio.tasks()
    state.shown?.image = Image(width: 128, height: 128, fill: .white)
    return state
  }

  private func type(_ text: String, _ state: inout StudioState) {
    for character in text { _ = reduce(into: &state, .terminal(.key(Key(.character(character))))) }
  }

  private func order(_ effects: [Effect]) throws -> Order {
    for case .draw(let order) in effects { return order }
    throw NotDrawn(effects: effects)
  }

  private struct NotDrawn: Error { let effects: [Effect] }

  @Test func anEditIsDrawnFromThePictureShownWhichIsPinned() throws {
    var state = try settled()
    let source = try #require(state.shown)
    reducer.press("e", &state)
    #expect(state.mode == .write && state.pinned == source)
    #expect(state.settings.scales.map { [$0.text, $0.image] } == [3, 1.5])
    type("make it green", &state)
    let order = try order(reducer.press("Enter", &state))
    #expect(order.request.prompt == "make it green" && order.task == "edit")
    #expect(order.request.base?.pictures.map(\.codes) == [source.codes])
    #expect(order.parent == source.run && order.request.seed == source.request.seed)
  }

  @Test func theTurnOfAScaleDrawsAgainFromTheSamePicture() throws {
    var state = try settled(.instant)
    let source = try #require(state.shown)
    reducer.press("e", &state)
    type("make it green", &state)
    let first = try order(reducer.press("Enter", &state))
    _ = reduce(
      into: &state,
      .ended(
        first.job, Snapshot(codes: Array(repeating: CodeIndex(9), count: 256)), seconds: 1,
        failure: nil))
    reducer.press("Esc", &state)
    #expect(state.activeKnob == .textGuidance)
    let again = try order(reducer.press("Right", &state))
    #expect(again.request.base == first.request.base && again.request.seed == first.request.seed)
    #expect(again.request.knobs.blend == .dual(text: 3.5, image: 1.5))
    #expect(again.parent == source.run && state.pinned == source)
  }

  @Test func anEmptyInstructionIsRefusedAndLeavingGivesTheKnobsBack() throws {
    var state = try settled()
    let before = state.settings.knobs
    reducer.press("e", &state)
    #expect(reducer.press("Enter", &state) == [])
    #expect(state.message?.text == "a slot of the form is empty; write what shall stand in it")
    reducer.press("Esc", &state)
    reducer.press("Esc", &state)
    #expect(state.form == nil && state.settings.knobs == before)
    #expect(state.prompt.text == StudioState.firstPrompt)
  }

  @Test func whatCannotBeEditedIsRefusedWithTheReason() throws {
    var state = try settled()
    state.tasks = []
    reducer.press("e", &state)
    #expect(state.message?.text == "tasks.toml has no task “edit”")
    state = try settled()
    state.shown?.codes.removeLast()
    reducer.press("e", &state)
    #expect(state.message?.text.contains("needs a whole picture") == true && state.form == nil)
    state = try settled()
    state.shown?.codes = []
    state.shown?.total = 0
    reducer.press("e", &state)
    #expect(state.message?.text.contains("no codes of leon-fake") == true && state.form == nil)
  }

  @Test func aDraftThatIsEditedBecomesAnEntry() throws {
    var state = try settled()
    state.shown?.verdict = .draft
    let effects = reducer.press("e", &state)
    #expect(
      effects.contains { if case .edit(let edit) = $0 { edit.edit == .promote } else { false } })
  }

  @Test func sheetsCompareBothScales() throws {
    var state = try settled()
    reducer.press("e", &state)
    type("make it green", &state)
    for key in ["Esc", "m"] { reducer.press(key, &state) }
    let variants = try #require(state.sheet?.plan.variants)
    #expect(variants.count == 8 && Set(variants.map(\.base)).count == 1)
    #expect(variants.first?.knobs.blend == .dual(text: 0, image: 1.5))
    #expect(state.sheet?.plan.task == "edit")
    // Enter takes the scales of the tile, which stands in the form that is open.
    let snapshot = SheetSnapshot(
      codes: variants.map { _ in (0..<256).map { CodeIndex($0) } },
      changes: variants.map { _ in [] },
      images: variants.map { _ in nil })
    let job = try #require(state.sheet?.job)
    _ = reduce(into: &state, .sheetEnded(job, snapshot, seconds: 1, failure: nil))
    reducer.press("Right", &state)
    reducer.press("Enter", &state)
    #expect(state.stage == .picture && state.settings.scales?.text == 1)
    state = try settled()
    state.activeKnob = .imageGuidance
    reducer.press("m", &state)
    #expect(state.message?.text.contains("drawn from a picture and words") == true)
  }

  @Test func sheetsCompareInstructions() throws {
    var state = try settled()
    reducer.press("e", &state)
    type("make it {red|blue}", &state)
    reducer.press("Enter", &state)
    let variants = try #require(state.sheet?.plan.variants)
    #expect(variants.map(\.prompt) == ["make it red", "make it blue"])
    #expect(Set(variants.map(\.base)).count == 1 && variants[0].base != nil)
    #expect(state.sheet?.plan.task == "edit", "its tiles are edits")
    state = try settled()
    reducer.press("e", &state)
    type("make it red", &state)
    for key in ["Esc", "M"] { reducer.press(key, &state) }
    guard case .sheetForm(var form) = state.popup else {
      Issue.record("no form of a sheet: \(String(describing: state.popup))")
      return
    }
    while form.axes[0].subject != .prompt {
      reducer.press("Right", &state)
      guard case .sheetForm(let turned) = state.popup else { break }
      form = turned
    }
    #expect(form.axes[0].values.text == "make it red")
  }

  @Test func documentsRestWhileAPictureIsDrawnFromAnother() throws {
    var state = try settled()
    _ = reduce(into: &state, .bankOpened(BankFacts(path: "", count: 2)))
    state.settings.documents.count = 2
    reducer.press("e", &state)
    type("make it green", &state)
    #expect(try order(reducer.press("Enter", &state)).request.documents == [])
    reducer.press("Esc", &state)
    state.activeKnob = .documents
    reducer.press("Left", &state)
    #expect(state.message?.text.hasPrefix("no documents are looked at") == true)
  }

  // MARK: in a whole studio

  private static let edited = """
    wait idle
    key Esc e
    type make it green
    key Enter
    wait idle
    key Esc

    """

  @Test func editsAreChildrenAndChain() throws {
    defer { studio.remove() }
    let screens = try studio.play(
      EditTests.edited + "key e\ntype add a worm\nkey Enter\nwait idle\nkey Esc d\n"
        + "save-screen difference\nkey Esc Esc R\nwait idle", size: "160x50")
    let runs = try HistoryStore.open(folder: studio.folder).store.newest(9)
      .filter { $0.verdict != .draft }
    #expect(runs.map(\.prompt) == ["add a worm", "make it green", StudioState.firstPrompt])
    #expect(runs.map(\.task) == ["edit", "edit", "picture"])
    #expect(runs.map(\.parent?.rawValue) == [2, 1, nil])
    #expect(screens["difference"]?.text.contains("difference of A and B") == true)
    #expect(screens["last"]?.text.contains("#3 again, code for code") == true)
    #expect(screens["last"]?.text.contains("CFG          3.0") == true, "the form is left")
  }

  @Test(arguments: ["80x24", "100x30", "160x50"]) func screen(_ size: String) throws {
    defer { studio.remove() }
    let screen = try studio.play(EditTests.edited, size: size)["last"]
    try ScreenFile.expect(#require(screen?.text), "edit-\(size)")
  }

  @Test func anEditIsNotLoadedAsAPromptNorTakenUpAsOne() throws {
    defer { studio.remove() }
    let screens = try studio.play(EditTests.edited + "key Esc l\nwait idle", size: "160x50")
    #expect(screens["last"]?.text.contains("#2 was drawn from another picture") == true)
    let next = try studio.play("wait idle", size: "160x50")["last"]
    #expect(next?.text.contains("│ red apple, 3D icon") == true)
  }

  /// A red file of one's own, whose codes say another colour: what the edit leaves alone stays red,
  /// also in an edit of the edit.
  @Test(arguments: [true, false])
  func pixelsOfOnesOwnStayWhereTheEditLeavesTheCodes(keeps: Bool) throws {
    var studio = studio
    studio.settings.keepPixels = keeps
    defer { studio.remove() }
    let path = studio.folder + "-own.png"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let red = Image.Color(red: 200, green: 0, blue: 7)
    try Data(PNG.encode(Image(width: 128, height: 128, fill: red)))
      .write(to: URL(fileURLWithPath: path))
    _ = try studio.play(
      """
      wait idle
      key Esc a
      type changed by words
      key Enter Esc Ctrl-F Down Down Enter
      type \(path)
      wait idle
      key Enter
      wait idle
      key i
      type hold it
      key Enter
      wait idle
      key Esc Esc e
      type hold it
      key Enter
      wait idle
      """, size: "160x50")
    let store = try HistoryStore.open(folder: studio.folder).store
    let edits = try store.newest(9).filter { $0.task == "edit" }
    #expect(edits.count == 2)
    for run in edits {
      let image = try Image.load(path: try #require(store.picturePath(of: store.run(run.id))))
      #expect((Array(image.pixels[..<4]) == [200, 0, 7, 255]) == keeps)
      #expect(Array(image.pixels.suffix(4)) != [200, 0, 7, 255])
    }
  }

  @Test func whatIsAskedAfterAnAnswerIsAboutItsPicture() throws {
    defer { studio.remove() }
    _ = try studio.play(
      "wait idle\nkey Esc V\ntype what is it?\nkey Enter\nwait idle\nkey Enter\nwait idle")
    let store = try HistoryStore.open(folder: studio.folder).store
    for number in [2, 3] as [Int64] {
      let run = try store.run(Run.ID(rawValue: number))
      #expect(run.task == "question" && run.parent == Run.ID(rawValue: 1))
    }
  }

  @Test func aQuestionAboutThePictureIsAnsweredBesideIt() throws {
    defer { studio.remove() }
    let screens = try studio.play(
      "wait idle\nkey Esc V\ntype what is it?\nkey Enter\nwait idle", size: "160x50")
    let run = try HistoryStore.open(folder: studio.folder).store.run(Run.ID(rawValue: 2))
    #expect(run.task == "question" && run.parent == Run.ID(rawValue: 1))
    #expect(run.prompt == "what is it?" && run.answer == "blue boat, clip art")
    #expect(screens["last"]?.text.contains("blue boat, clip art") == true)
  }
}
