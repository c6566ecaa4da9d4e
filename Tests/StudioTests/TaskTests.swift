import Foundation
import Generation
import History
import Imaging
import Studio
import Terminal
import Testing
import Tokens

/// Tasks from the table: forms in the prompt's place, answers in the history.
@Suite struct TaskTests {
  private let reducer = ReducerTests()

  /// A studio that draws only when it is told to.
  private func settled() throws -> StudioState {
    var state = try reducer.settled()
    state.settings.turning = .live
    state.tasks = try TestStudio.tasks()
    state.shown?.image = Image(width: 128, height: 128, fill: .white)
    return state
  }

  @discardableResult
  private func press(_ keys: String, _ state: inout StudioState) -> [Effect] {
    keys.split(separator: " ").map { reducer.press(String($0), &state) }.last ?? []
  }

  @discardableResult
  private func type(_ text: String, _ state: inout StudioState) -> [Effect] {
    text.flatMap { reduce(into: &state, .terminal(.key(Key(.character($0))))) }
  }

  private func question(_ effects: [Effect]) throws -> Question {
    guard case .ask(let question) = effects.last else { throw NoQuestion() }
    return question
  }

  private struct NoQuestion: Error {}

  @Test func wordsForThePictureShownAreAskedForAtOnce() throws {
    var state = try settled()
    press("a Down", &state)
    let asked = try question(press("Enter", &state))
    #expect(asked.task.name == "caption" && asked.words.isEmpty)
    guard case .shown(let picture, hasCodes: true) = asked.pictures["picture"] else {
      Issue.record("\(asked.pictures)")
      return
    }
    #expect(picture.run == Run.ID(rawValue: 1))
    #expect(state.popup == nil && state.form == nil)
  }

  @Test func aFormIsDrawnFromItsSlotsAndAskedFor() throws {
    var state = try settled()
    type("a", &state)
    press("Down Down Down Enter", &state)
    let empty = StudioView.draw(state).text
    #expect(empty.contains("text: Words with one [mask]"))
    #expect(empty.contains("picture: shown, #1 red apple, 3D icon"))
    #expect(empty.contains(" Words for a blank in what is said of a picture ─┤"))
    #expect(empty.contains("Enter ask"))
    type("[mask] boat", &state)
    let asked = try question(press("Enter", &state))
    #expect(asked.words == ["text": "[mask] boat"] && asked.pictures.keys.contains("picture"))
    #expect(state.prompt.text == StudioState.firstPrompt, "the prompt is left alone")
  }

  @Test(arguments: [
    ("", "The slot “text” (text) is not filled."),
    ("red", "The words must have one [mask]"),
    ("[mask] and [mask]", "they have 2."),
  ])
  func aFormThatIsNotFilledIsRefused(_ words: String, _ sentence: String) throws {
    var state = try settled()
    press("a Down Down Enter", &state)
    type(words, &state)
    #expect(press("Enter", &state) == [])
    #expect(state.message?.isError == true)
    let text = try #require(state.message?.text).replacing("\"", with: "“", maxReplacements: 1)
      .replacing("\"", with: "”", maxReplacements: 1)
    #expect(text.contains(sentence))
  }

  @Test func aTaskOfOnesOwnThatDrawsIsALivePrompt() throws {
    var state = try settled()
    state.settings.turning = .instant
    press("a Down Down Down Down Enter", &state)
    let typed = type("x", &state)
    #expect(typed.contains(.awaitPause(revision: state.promptRevision)))
    let drawn = reduce(into: &state, .typingPaused(revision: state.promptRevision))
    guard case .draw(let order) = drawn.last else {
      Issue.record("\(drawn)")
      return
    }
    #expect(order.request.prompt == "x, 3D icon" && order.verdict == .draft)
    press("Ctrl-N", &state)
    #expect(StudioView.draw(state).text.contains("not: what it shall lead away from"))
  }

  @Test func aSlotHasUndoCompletionEarlierPromptsAndTheUsersEditor() throws {
    var state = try settled()
    _ = reduce(into: &state, .promptsRead(["blue boat"]))
    press("a Down Down Enter", &state)
    type("zebra ap", &state)
    #expect(StudioView.draw(state).text.contains("no caption holds “zebra”"))
    press("Tab", &state)
    #expect(state.form?.words[0].text == "zebra apple")
    press("Ctrl-_", &state)
    #expect(state.form?.words[0].text == "zebra ap")
    press("Up Up", &state)
    #expect(state.form?.words[0].text == "blue boat")
    #expect(press("Ctrl-X", &state) == [.editElsewhere("blue boat")])
    _ = reduce(into: &state, .edited("a [mask]"))
    let canvas = StudioView.draw(state)
    #expect(state.form?.words[0].text == "a [mask]")
    #expect(!canvas.text.contains("no caption holds"), "the blank is no word")
    _ = reduce(into: &state, .counted(revision: state.promptRevision, tokens: 3))
    #expect(StudioView.draw(state).text.contains("3/64 tokens"))
    press("Esc *", &state)
    _ = reduce(into: &state, .lotDrawn(1))
    #expect(state.form?.words[0].text == "green pear, 3D icon")
    #expect(state.prompt.text == StudioState.firstPrompt)
  }

  @Test func escLeavesTheFormAndTheListGoesBackToThePrompt() throws {
    var state = try settled()
    press("a Down Down Enter Esc", &state)
    #expect(state.form != nil && state.mode == .browse)
    press("Esc", &state)
    #expect(state.form == nil && StudioView.draw(state).text.contains("│ red apple, 3D icon"))
    press("a Down Down Enter Esc a Enter", &state)
    #expect(state.form == nil && state.mode == .write && state.field == .prompt)
  }

  @Test func whereNoPictureIsShownThatIsSaid() throws {
    var state = try settled()
    state.shown = nil
    press("a Down Enter", &state)
    #expect(
      state.message?.text == "“Words for a picture” needs a whole picture; O opens one of your own")
  }

  @Test func aPathIsCompletedAndAFolderIsGoneInto() throws {
    var state = try settled()
    #expect(press("O", &state) == [.listFiles("")])
    #expect(type("a", &state) == [.listFiles("a")])
    _ = reduce(into: &state, .filesListed(["b.png"], for: ""))
    #expect(StudioView.draw(state).text.contains("reading"), "a late answer is dropped")
    _ = reduce(into: &state, .filesListed(["apples/", "art.png"], for: "a"))
    #expect(press("Enter", &state) == [.listFiles("apples/")])
    _ = reduce(into: &state, .filesListed(["apples/red.jpg"], for: "apples/"))
    press("Tab", &state)
    let asked = try question(press("Enter", &state))
    #expect(asked.pictures == ["picture": .file("apples/red.jpg")])
  }

  @Test func controlCStopsTheSearchForWords() throws {
    let studio = TestStudio()
    defer { studio.remove() }
    let screens = try studio.play(
      "wait idle\nkey Esc a Down Down Enter\ntype slow [mask]\nkey Enter Ctrl-C\nwait idle\n"
        + "save-screen stopped\nkey Ctrl-C")
    #expect(screens["stopped"]?.text.contains("Words for a blank: stopped") == true)
    #expect(screens["last"]?.text.contains("nothing is being written") == true)
    #expect(try HistoryStore.open(folder: studio.folder).store.counts().all == 1)
  }

  @Test func aPictureOfATaskOfOnesOwnIsFiledUnderIt() throws {
    let studio = TestStudio()
    defer { studio.remove() }
    let screens = try studio.play(
      """
      wait idle
      key Esc a Down Down Down Down Enter
      type boat
      key Enter
      wait idle
      key Esc BackTab
      repeat 8 Right
      key r Home
      wait idle
      key 1 Enter Esc
      repeat 3 .
      key Ctrl-C
      wait idle
      key c
      wait idle
      key R
      wait idle
      """, size: "160x50")
    let runs = try HistoryStore.open(folder: studio.folder).store.newest(9)
    #expect(
      runs.map(\.task) == ["icon", "icon", "icon", "icon", "picture"], "\(runs.map(\.state))")
    #expect(runs.last?.prompt == StudioState.firstPrompt && runs[0].prompt == "boat, 3D icon")
    #expect(screens["last"]?.text.contains("icon  CFG 3.0") == true)
  }

  @Test func aFormIsFilledInAsItWasLeft() throws {
    let studio = TestStudio()
    defer { studio.remove() }
    _ = try studio.play(
      "wait idle\nkey Esc a Down Down Down Enter\ntype a [mask] boat\nwait idle")
    let text = try #require(try studio.play("wait idle")["last"]?.text)
    #expect(text.contains("text: a [mask] boat"))
    #expect(text.contains("picture: shown, #1 red apple, 3D icon") && text.contains("Enter ask"))
    #expect(text.contains("3/64 tokens"))
    let session = studio.folder + "/session.json"
    let other = try String(contentsOfFile: session, encoding: .utf8)
      .replacing("infill-picture", with: "no-such-task")
    try other.write(toFile: session, atomically: true, encoding: .utf8)
    #expect(try studio.play("wait idle")["last"]?.text.contains("│ red apple, 3D icon") == true)
  }

  // MARK: in a whole studio

  @Test func anOwnPictureIsFittedCaptionedAndKeptInTheHistory() throws {
    let studio = TestStudio()
    defer { studio.remove() }
    let path = studio.folder + "-own.png"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(PNG.encode(Image(width: 300, height: 200, fill: .white)))
      .write(to: URL(fileURLWithPath: path))
    let screen = try studio.play(
      "wait idle\nkey Esc O\npaste \(path)\nwait idle\nkey Enter\nwait idle", size: "200x50")
    let text = try #require(screen["last"]?.text)
    #expect(text.contains("#2 caption: blue boat, clip art"))
    #expect(text.contains("viewing #2, knobs unchanged: caption"))
    let run = try HistoryStore.open(folder: studio.folder).store.run(Run.ID(rawValue: 2))
    #expect(run.task == "caption" && run.answer == "blue boat, clip art" && run.prompt == "")
    #expect(run.origin == path && run.codes.count == 256 && run.state == .finished)
    let file = "\(studio.folder)/pictures/\(run.picture ?? "")"
    #expect(try Image.load(path: file).width == 128)
  }

  @Test func aJPEGIsOpenedToo() throws {
    let studio = TestStudio()
    defer { studio.remove() }
    let path = studio.folder + "-own.jpg"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let bytes = try #require(Data(base64Encoded: Self.jpeg, options: .ignoreUnknownCharacters))
    try bytes.write(to: URL(fileURLWithPath: path))
    _ = try studio.play("wait idle\nkey Esc O\npaste \(path)\nwait idle\nkey Enter\nwait idle")
    let run = try HistoryStore.open(folder: studio.folder).store.run(Run.ID(rawValue: 2))
    #expect(run.task == "caption" && run.answer == "blue boat, clip art" && run.origin == path)
    #expect(try Image.load(path: "\(studio.folder)/pictures/\(run.picture ?? "")").width == 128)
  }

  /// A grey picture of 16 × 16 pixels.
  private static let jpeg = """
    /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAIBAQEBAQIBAQECAgICAgQDAgICAgUEBAMEBgUGBgYFBgYGBwkIBgcJBwYG
    CAsICQoKCgoKBggLDAsKDAkKCgr/wAALCAAQABABAREA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QA
    tRAAAgEDAwIEAwUFBAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0
    NTY3ODk6Q0RFRkdISUpTVFVWV1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2
    t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEBAAA/APzf/wCCbH/Lh/wH+lf0Af8A
    BNj/AJcP+A/0r+f/AP4Jsf8ALh/wH+lf0Af8E2P+XD/gP9K//9k=
    """

  @Test func anAnswerIsAChildOfItsPictureAndIsLoadedCopiedAndFound() throws {
    let studio = TestStudio()
    defer { studio.remove() }
    let screens = try studio.play(
      """
      wait idle
      key Esc a Down Down Down Enter
      type a [mask] boat
      key Enter
      wait idle
      key Esc y
      wait idle
      save-screen copied
      key l
      wait idle
      save-screen loaded
      key /
      type task:infill-picture
      wait idle
      """, size: "200x50")
    let copied = try #require(screens["copied"]?.text)
    #expect(copied.contains("leon run 'infill-picture' --seed 7 --slot 'picture="))
    #expect(copied.contains("└─ #2    a [blue boat, clip art] boat"))
    let loaded = try #require(screens["loaded"]?.text)
    #expect(loaded.contains("│ a blue boat, clip art boat"), "the prompt is what the words became")
    #expect(loaded.contains("temperature  1.00"), "the knobs of words are not taken")
    #expect(try #require(screens["last"]?.text).contains("history  1 of 2"))
  }

  @Test func aFileThatIsNoPictureIsRefusedInASentence() throws {
    let studio = TestStudio()
    defer { studio.remove() }
    let screen = try studio.play(
      "wait idle\nkey Esc O\ntype /no/such.png\nkey Enter\nwait idle", size: "200x50")
    #expect(
      try #require(screen["last"]?.text)
        .contains("cannot read /no/such.png: no such file or directory"))
  }

  @Test func wordsWithoutAPictureStandInItsPlace() throws {
    let studio = TestStudio()
    defer { studio.remove() }
    let screen = try studio.play(
      "wait idle\nkey Esc a Down Down Enter\ntype a red [mask] on a table\nkey Enter\nwait idle")
    let text = try #require(screen["last"]?.text)
    #expect(text.contains("│  a red [apple] on a table "))
  }
}
