import Foundation
import History
import Studio
import Terminal
import Testing
import Tokens

/// What keys do to the history: moving, searching, deciding, loading.
@Suite struct HistoryReducerTests {
  @Test func aSearchThatMeansNothingLeavesWhatWasFound() throws {
    let sample = try SampleHistory(["red apple"])
    defer { sample.remove() }
    let screens = try sample.studio.play(
      "wait idle\nkey Esc /\ntype date:1 \nwait idle\nsave-screen refused\nkey Ctrl-U\nwait idle")
    let refused = try #require(screens["refused"]?.text)
    #expect(refused.contains("history  as before") && refused.contains("there is no filter date:"))
    #expect(refused.contains("#1       red apple"))
    #expect(screens["last"]?.text.contains("history  1  kept 0") == true)
  }

  @Test(arguments: [true, false]) func whatAnotherStudioDrewShows(_ isFocused: Bool) throws {
    let studio = TestStudio()
    defer { studio.remove() }
    let other = try HistoryStore.open(folder: studio.folder).store
    let driver = MemoryDriver(size: TerminalSize(columns: 100, rows: 30))
    let keys = isFocused ? "" : "key Esc n Enter\nwait idle"
    let last = try StudioScript("wait idle\nsave-screen now\n\(keys)\nwait idle").run(
      driver: driver, setup: studio.setup()
    ) { _, _ in
      let run = NewRun(
        prompt: "pear of another", request: "{}", seed: 1, modelHash: "fa4e", codeCount: 256)
      _ = try other.begin(run, at: Date(timeIntervalSince1970: 0))
      if isFocused { driver.send([.focused(true)]) }
    }
    #expect(
      last.text.contains("pear of another") && last.text.contains("history  \(isFocused ? 2 : 3)"))
  }

  @Test func aDraftThatBecameAnEntryIsCalledSoWhereItIsPinned() throws {
    let studio = TestStudio()
    defer { studio.remove() }
    let screens = try studio.play(
      "wait idle\nkey Esc Right\nwait idle\nkey r Home\nwait idle\nkey 2 Enter\nwait idle")
    #expect(screens["last"]?.text.contains("A #2 pinned / B #3") == true)
  }

  private func id(_ number: Int64) -> Run.ID { Run.ID(rawValue: number) }

  @Test func theNewestIsShownAtTheStartAndItsPromptIsSet() throws {
    let sample = try SampleHistory(["red apple", "blue boat"])
    defer { sample.remove() }
    let state = try sample.browsing()
    #expect(state.shown?.run == id(2) && state.prompt.text == "blue boat")
    #expect(state.selected == nil && state.entry?.id == id(2))
  }

  @Test func movingReadsTheEntryAndLeavesTheKnobs() throws {
    let sample = try SampleHistory(["red apple", "blue boat"])
    defer { sample.remove() }
    var state = try sample.browsing()
    let effects = try sample.press("j", &state)
    #expect(effects.first == .read(id(1), .look))
    #expect(state.shown?.run == id(1) && state.prompt.text == "blue boat")
    try sample.press("j", &state)
    #expect(state.message?.text == "this is the oldest")
    try sample.press("PageUp", &state)
    #expect(state.selected == id(2))
  }

  @Test func anEntryThatComesAfterTheCursorWentOnIsDropped() throws {
    let sample = try SampleHistory(["a", "b", "c"])
    defer { sample.remove() }
    var state = try sample.browsing()
    for _ in 0..<2 { _ = reduce(into: &state, .terminal(.key(Key(.down)))) }
    _ = reduce(into: &state, .entryRead(try sample.entry(2), .look))
    #expect(state.shown?.run == id(3) && state.selected == id(1))
    _ = reduce(into: &state, .entryRead(try sample.entry(1), .look))
    #expect(state.shown?.run == id(1))
  }

  @Test func theNextPageIsAskedForBeforeTheEndIsReached() throws {
    let sample = try SampleHistory((0..<6).map { "picture \($0)" })
    defer { sample.remove() }
    var state = try sample.browsing()
    let page = try sample.store.page(of: HistoryQuery(), 3)
    _ = reduce(into: &state, .listed(page, .init(all: 6), revision: 0))
    let effects = try sample.press("j", &state)
    #expect(effects.contains(.listMore(state.search, before: id(4))))
    let again = try sample.press("j", &state)
    #expect(!again.contains(.listMore(state.search, before: id(4))))
    let rest = try sample.store.page(of: HistoryQuery(), 3, before: id(4))
    _ = reduce(into: &state, .listedMore(rest, revision: 0))
    #expect(state.history?.runs.map(\.id.rawValue) == [6, 5, 4, 3, 2, 1])
    #expect(state.history?.hasMore == false)
  }

  @Test func childrenStandUnderTheirParentAndTheCursorFollowsTheLines() throws {
    let sample = try SampleHistory(["apple", "boat", "green apple"], parents: [2: 0])
    defer { sample.remove() }
    var state = try sample.browsing()
    #expect(state.history?.lines.map(\.run.id.rawValue) == [1, 3, 2])
    #expect(state.history?.lines.map(\.depth) == [0, 1, 0])
    try sample.press("k", &state)
    #expect(state.selected == id(1))
  }

  @Test func typingASearchAsksForItAndLateAnswersAreDropped() throws {
    let sample = try SampleHistory(["red apple", "blue boat"])
    defer { sample.remove() }
    var state = try sample.browsing()
    try sample.press("/", &state)
    #expect(state.context == .search)
    let first = try sample.press("r", &state)
    #expect(first == [.list(state.search)] && state.search.revision == 1)
    try sample.press("e", &state)
    let query = try state.search.query(in: .gmt)
    #expect(query.words == [.init("re", isPrefix: true)] && !query.includesLastDraft)
    let found = try sample.store.page(of: query, 9)
    _ = reduce(into: &state, .listed(found, .init(all: 2), revision: 1))
    #expect(state.history?.runs.count == 2, "that was the search for r")
    _ = reduce(into: &state, .listed(found, .init(all: 2), revision: 2))
    #expect(state.history?.runs.map(\.id) == [id(1)])
    let ended = try sample.press("Enter", &state)
    #expect(ended.contains(.read(id(1), .look)) && state.context == .browse)
    let cleared = try sample.press("Esc", &state)
    #expect(state.search.isPlain && cleared == [.list(state.search)])
  }

  @Test func aSearchThatIsRefusedLeavesWhatWasFound() throws {
    let sample = try SampleHistory(["red apple"])
    defer { sample.remove() }
    var state = try sample.browsing()
    try sample.press("/ r : x", &state)
    _ = reduce(into: &state, .searchRefused("there is no filter r:", revision: 3))
    #expect(state.message == .init(text: "there is no filter r:", isError: true))
    #expect(state.history?.runs.count == 1)
  }

  @Test func filtersAreCycled() throws {
    let sample = try SampleHistory(["red apple"])
    defer { sample.remove() }
    var state = try sample.browsing()
    var seen: [HistoryFilter] = []
    for _ in 0..<5 {
      try sample.press("F", &state)
      seen.append(state.search.filter)
    }
    #expect(seen == [.undecided, .kept, .tossed, .favourites, .all])
  }

  @Test func keepingGoesOnToTheNextAndTheFilterLosesIt() throws {
    let sample = try SampleHistory(["a", "b", "c"])
    defer { sample.remove() }
    var state = try sample.browsing()
    try sample.press("F", &state)
    let undecided = try state.search.query(in: .gmt)
    _ = reduce(
      into: &state, .listed(try sample.store.page(of: undecided, 9), .init(all: 3), revision: 1))
    let effects = try sample.press("s", &state)
    #expect(
      effects.first
        == .edit(HistoryEdit(number: 1, runs: [id(3)], edit: .judge(.kept))))
    #expect(state.selected == id(2) && state.shown?.run == id(2))
    #expect(state.history?[id(3)]?.verdict == .kept, "shown before the history answered")
    _ = reduce(into: &state, .changed(HistoryChange(revision: 1, present: [], gone: [id(3)])))
    #expect(state.history?.runs.map(\.id) == [id(2), id(1)])
    #expect(try sample.press("u", &state) == [.takeBack(1)])
  }

  @Test func ratingAndFavouritesAreShownAtOnceAndUndone() throws {
    let sample = try SampleHistory(["a"])
    defer { sample.remove() }
    var state = try sample.browsing()
    try sample.press("4 f", &state)
    #expect(state.history?[id(1)]?.rating == 4 && state.history?[id(1)]?.isFavourite == true)
    #expect(state.entry?.run.rating == 4)
    let off = try sample.press("f", &state)
    #expect(off == [.edit(HistoryEdit(number: 3, runs: [id(1)], edit: .favour(false)))])
    #expect(try sample.press("u u u", &state) == [.takeBack(3), .takeBack(2), .takeBack(1)])
  }

  @Test func deletingGoesOnAndSaysHowToGetItBack() throws {
    let sample = try SampleHistory(["a", "b"])
    defer { sample.remove() }
    var state = try sample.browsing()
    try sample.press("D", &state)
    #expect(state.message?.text == "#2 deleted; u brings it back" && state.selected == id(1))
    #expect(try sample.press("u", &state) == [.takeBack(1)])
  }

  @Test(arguments: [
    (LoadedPart.prompt, "a", Seed(1)), (.seed, "b", Seed(0)), (.all, "a", Seed(0)),
    (.knobs, "b", Seed(1)),
  ])
  func partsAreLoadedAloneAndUndone(_ part: LoadedPart, _ prompt: String, _ seed: Seed) throws {
    let sample = try SampleHistory(["a", "b"])
    defer { sample.remove() }
    var state = try sample.browsing()
    state.settings.knobs.temperature = 0.3
    try sample.press("j", &state)
    let load = try #require(Command.table.first { $0.act == .load(part) })
    try sample.press(":", &state)
    for letter in load.name { try sample.press(String(letter), &state) }
    try sample.press("Enter", &state)
    #expect(state.prompt.text == prompt && state.settings.seed == seed)
    let isKnobs = part == .knobs || part == .all
    #expect((state.settings.knobs.temperature == 0.3) != isKnobs)
    try sample.press("u", &state)
    #expect(state.prompt.text == "b" && state.settings.knobs.temperature == 0.3)
  }

  @Test func ofTheDraftsOnlyTheNewestHasALine() throws {
    let sample = try SampleHistory(["a", "b"])
    defer { sample.remove() }
    let state = try sample.browsing()
    var list = try #require(state.history)
    var draft = try #require(list.runs.first)
    draft.verdict = .draft
    var newer = draft
    newer.id = id(3)
    #expect(list.runs.count == 2)
    var changed = state
    for run in [draft, newer] {
      _ = reduce(into: &changed, .changed(HistoryChange(revision: 0, present: [run])))
    }
    list = try #require(changed.history)
    #expect(list.runs.map(\.id) == [id(3), id(1)])
  }
}
