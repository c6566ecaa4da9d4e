import Foundation
import Generation
import History
import Imaging
import Studio
import Terminal
import Testing
import Tokens

/// Details, tags, notes, copying, export and import of entries.
@Suite struct EntryFactsTests {
  private func id(_ number: Int64) -> Run.ID { Run.ID(rawValue: number) }

  @Test func detailsShowEverythingAndTouchNothing() throws {
    let sample = try SampleHistory(["red apple", "green apple"], parents: [1: 0])
    defer { sample.remove() }
    var state = try sample.browsing()
    let (settings, prompt) = (state.settings, state.prompt)
    #expect(try sample.press("K", &state) == [.readDetails(id(2), .details)])
    let entry = try sample.entry(2)
    let parent = try sample.store.summary(id(1))
    _ = reduce(
      into: &state,
      .detailsRead(EntryDetails(entry: entry, path: "/p/2.png", parent: parent), .details))
    let text = StudioView.draw(state).text
    for part in ["green apple", "CFG 3.0", "leon-fake", "/p/2.png", "#1", "undecided"] {
      #expect(text.contains(part), "\(part)")
    }
    try sample.press("x", &state)
    #expect(state.popup == nil && state.settings == settings && state.prompt == prompt)
  }

  @Test func tagsAreCompletedGivenAndTakenAway() throws {
    let sample = try SampleHistory(["red apple"])
    defer { sample.remove() }
    var state = try sample.browsing()
    #expect(try sample.press("t", &state) == [.readTags])
    _ = reduce(into: &state, .tagsRead([TagCount(name: "fruit", count: 3)]))
    let given = try sample.press("f r Enter", &state)
    #expect(
      given.first == .edit(HistoryEdit(number: 1, runs: [id(1)], edit: .tag("fruit"))))
    #expect(state.history?[id(1)]?.tags == ["fruit"])
    let taken = try sample.press("Enter", &state)
    #expect(taken == [.edit(HistoryEdit(number: 2, runs: [id(1)], edit: .untag("fruit")))])
    let new = try sample.press("n e w Enter", &state)
    #expect(new.first == .edit(HistoryEdit(number: 3, runs: [id(1)], edit: .tag("new"))))
    try sample.press("Esc", &state)
    #expect(try sample.press("u u u", &state) == [.takeBack(3), .takeBack(2), .takeBack(1)])
  }

  @Test func aNoteIsWrittenInALine() throws {
    let sample = try SampleHistory(["red apple"])
    defer { sample.remove() }
    var state = try sample.browsing()
    try sample.press("A", &state)
    _ = reduce(into: &state, .terminal(.paste("two\nlines ")))
    let effects = try sample.press("Enter", &state)
    #expect(
      effects == [.edit(HistoryEdit(number: 1, runs: [id(1)], edit: .note("two lines")))])
    #expect(state.popup == nil)
  }

  @Test func theCommandIsSentToTheTerminal() throws {
    let sample = try SampleHistory(["it's red"])
    defer { sample.remove() }
    var state = try sample.browsing()
    #expect(try sample.press("y", &state) == [.readDetails(id(1), .copy(.line))])
    let details = EntryDetails(entry: try sample.entry(1))
    let effects = reduce(into: &state, .detailsRead(details, .copy(.line)))
    let line =
      "leon generate 'it'\\''s red' --seed 0 --cfg 3 --top-p 0.95 --temperature 1 --top-k 0"
    #expect(effects == [.terminal(.copy(line))])
    #expect(state.message?.text == "sent to the terminal: \(line)")
    _ = reduce(into: &state, .detailsRead(details, .copy(.path)))
    #expect(state.message == .init(text: "#1 has no picture file yet", isError: true))
  }

  @Test func theMenuCopiesTheSeed() throws {
    let sample = try SampleHistory(["a", "b"])
    defer { sample.remove() }
    var state = try sample.browsing()
    #expect(try sample.press("Y s e Enter", &state) == [.readDetails(id(2), .copy(.seed))])
  }

  @Test func anExportAsksWhereWithANameFilledIn() throws {
    let sample = try SampleHistory(["a", "b"])
    defer { sample.remove() }
    var state = try sample.browsing()
    #expect(
      try sample.press("E Enter Enter", &state)
        == [.export(.pictures, [id(2)], path: "~/pictures/leon-2.png")])
    #expect(
      try sample.press("E l i n Enter Esc", &state) == [] && state.popup == nil, "Esc leaves")
  }

  @Test func anExportedDraftBecomesAnEntryWithAFile() throws {
    let studio = TestStudio()
    defer { studio.remove() }
    let path = studio.folder + "/out.png"
    let screens = try studio.play(
      "wait idle\nkey Esc Right\nwait idle\nsave-screen draft\nkey E Enter Ctrl-U\n"
        + "paste \(path)\nkey Enter\nwait idle", size: "160x50")
    #expect(screens["draft"]?.text.contains("draft: red apple") == true)
    #expect(screens["last"]?.text.contains("#2: red apple") == true)
    let store = try HistoryStore.open(folder: studio.folder).store
    let run = try store.run(id(2))
    #expect(run.verdict == .undecided && store.picturePath(of: run) != nil)
    #expect(FileManager.default.fileExists(atPath: path))
  }

  /// Knobs turned and codes taken are told apart from words.
  @Test func theDifferenceNamesKnobsAndCodes() throws {
    let studio = TestStudio()
    defer { studio.remove() }
    let screens = try studio.play(
      "wait idle\nkey Esc Right n\nwait idle\nkey - \nwait idle\nsave-screen knobs\nkey Esc\n"
        + "key r End\nwait idle\nkey 1 Enter\nwait idle\nkey -\nwait idle\nsave-screen codes\n"
        + "key Esc K\nwait idle", size: "160x50")
    let knobs = try #require(screens["knobs"]?.text)
    #expect(knobs.contains("the same words"))
    #expect(knobs.contains(#/knobs +CFG 3\.0 -> 3\.5, seed 7 -> 8 /#), "\(knobs)")
    #expect(knobs.contains(#/codes +256 of 256 codes differ/#))
    let codes = try #require(screens["codes"]?.text)
    #expect(codes.contains(#/knobs +the same/#) && codes.contains(#/codes +1 of 256 codes differ/#))
    #expect(screens["last"]?.text.contains(#/turned +1 code given by hand/#) == true)
  }

  @Test func filesAreExportedOnceAndNeverWrittenOver() throws {
    let sample = try SampleHistory(["a"])
    defer { sample.remove() }
    let folder = sample.studio.folder
    let script = """
      wait idle
      key Esc E Enter Ctrl-U
      paste \(folder)/out.png
      key Enter
      wait idle
      save-screen first
      key E Enter Ctrl-U
      paste \(folder)/out.png
      key Enter
      wait idle
      key E s h e e t Enter Ctrl-U
      paste \(folder)/sheet.png
      key Enter
      wait idle
      """
    let screens = try sample.studio.play(script, size: "160x50")
    #expect(screens["first"]?.text.contains("wrote \(folder)/out.png") == true)
    #expect(screens["last"]?.text.contains("wrote a sheet of 1") == true)
    let file = try #require(FileManager.default.contents(atPath: "\(folder)/out.png"))
    #expect(try PNG.decode([UInt8](file)).width == 128)
  }

  @Test func anImportedPictureIsLookedAtAndRefusedTwice() throws {
    let sample = try SampleHistory(["a"])
    defer { sample.remove() }
    let path = sample.studio.folder + "/other.png"
    let text = PNG.Text(keyword: "parameters", text: "a cat\nSteps: 20, Seed: 5, CFG scale: 7")
    let bytes = try PNG.encode(Image(width: 8, height: 8, fill: .white), text: [text])
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let screens = try sample.studio.play(
      """
      wait idle
      key Esc I
      paste \(path)
      key Enter
      wait idle
      save-screen first
      key I
      paste \(path)
      key Enter
      wait idle
      """, size: "160x50")
    #expect(screens["first"]?.text.contains("viewing #2, knobs unchanged: a cat") == true)
    #expect(screens["last"]?.text.contains("is there already") == true)
  }

  @Test func wordsOfBothAreToldApart() {
    let difference = WordDifference("red apple, 3D icon", "green apple, icon on white")
    #expect(difference.onlyA == ["red", "3D"] && difference.onlyB == ["green", "on", "white"])
    #expect(WordDifference("a, b", "a b").isEmpty)
  }
}
