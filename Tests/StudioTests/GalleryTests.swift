import Foundation
import History
import Imaging
import Studio
import Terminal
import Testing
import Tokens

/// The gallery, and what is done to what is marked in it.
@Suite struct GalleryTests {
  private func id(_ number: Int64) -> Run.ID { Run.ID(rawValue: number) }

  private func opened(_ count: Int) throws -> (SampleHistory, StudioState) {
    let sample = try SampleHistory((1...count).map { "picture \($0)" })
    var state = try sample.browsing()
    try sample.press("g", &state)
    return (sample, state)
  }

  private func gallery(_ state: StudioState) -> Gallery? {
    if case .gallery(let gallery) = state.stage { gallery } else { nil }
  }

  @Test func itsPageAsksForThumbnailsOnce() throws {
    let (sample, opened) = try opened(5)
    defer { sample.remove() }
    var state = opened
    _ = reduce(into: &state, .terminal(.key(Key(.escape))))
    let effects = try sample.press("g", &state)
    #expect(effects.isEmpty, "asked for already")
    var fresh = try sample.browsing()
    #expect(try sample.press("g", &fresh) == [.thumbnails([5, 4, 3, 2, 1].map { id($0) })])
    #expect(try sample.press("Right", &fresh).isEmpty)
  }

  @Test func aThumbnailIsMadeAgainWhenItsPictureGrew() throws {
    let (sample, opened) = try opened(2)
    defer { sample.remove() }
    var state = opened
    let image = Image(width: 64, height: 64, fill: .white)
    for run in [1, 2] { _ = reduce(into: &state, .thumbnail(id(Int64(run)), image, written: 256)) }
    var run = try #require(state.history?[id(1)])
    run.written = 17
    let effects = reduce(into: &state, .changed(HistoryChange(revision: 0, present: [run])))
    #expect(effects == [.thumbnails([id(1)])])
  }

  @Test func arrowsMoveByTilesAndRowsAndTheKnobsStay() throws {
    let (sample, opened) = try opened(40)
    defer { sample.remove() }
    var state = opened
    let settings = state.settings
    try sample.press("Right Right", &state)
    #expect(gallery(state)?.cursor == id(38))
    try sample.press("Left", &state)
    #expect(gallery(state)?.cursor == id(39))
    try sample.press("Down", &state)
    let below = try #require(gallery(state)?.cursor)
    #expect(below < id(38))
    try sample.press("Up", &state)
    #expect(gallery(state)?.cursor == id(39))
    try sample.press("End", &state)
    #expect(gallery(state)?.cursor == id(1))
    try sample.press("PageUp PageUp PageUp PageUp PageUp PageUp PageUp", &state)
    #expect(gallery(state)?.cursor == id(40) && state.settings == settings)
    #expect(state.shown?.run == id(40) && state.selected == nil)
  }

  @Test func enterLooksAtThePictureUnderTheCursor() throws {
    let (sample, opened) = try opened(3)
    defer { sample.remove() }
    var state = opened
    try sample.press("Right Enter", &state)
    #expect(state.stage == .picture && state.shown?.run == id(2) && state.selected == id(2))
  }

  @Test func escapeTakesTheMarksThenLeaves() throws {
    let (sample, opened) = try opened(3)
    defer { sample.remove() }
    var state = opened
    try sample.press("Space", &state)
    #expect(gallery(state)?.marked == [id(3)] && gallery(state)?.cursor == id(2))
    try sample.press("Esc", &state)
    #expect(gallery(state)?.marked.isEmpty == true)
    try sample.press("Esc", &state)
    #expect(state.stage == .picture)
  }

  @Test func whatIsMarkedIsJudgedTogetherAndUndoneAtOnce() throws {
    let (sample, opened) = try opened(4)
    defer { sample.remove() }
    var state = opened
    let effects = try sample.press("Space Space s", &state)
    #expect(
      effects.contains(.edit(HistoryEdit(number: 1, runs: [id(4), id(3)], edit: .judge(.kept)))))
    #expect(state.message?.text == "2 pictures kept" && gallery(state)?.cursor == id(2))
    #expect(try sample.press("u", &state) == [.takeBack(1)])
  }

  @Test func keepingOneGoesOnWithoutReadingIt() throws {
    let (sample, opened) = try opened(3)
    defer { sample.remove() }
    var state = opened
    let effects = try sample.press("x", &state)
    #expect(effects == [.edit(HistoryEdit(number: 1, runs: [id(3)], edit: .judge(.tossed)))])
    #expect(gallery(state)?.cursor == id(2))
  }

  @Test func differenceIsBetweenTheMarkedOneAndTheCursor() throws {
    let (sample, opened) = try opened(3)
    defer { sample.remove() }
    var state = opened
    try sample.press("d", &state)
    #expect(state.message?.text.contains("Space marks one") == true)
    #expect(try sample.press("Space d", &state) == [.readDifference(id(3), id(2))])
    _ = reduce(into: &state, .differenceRead(try sample.entry(3), try sample.entry(2)))
    let text = StudioView.draw(state).text
    #expect(text.contains("only A says") && text.contains("3") && text.contains("codes differ"))
  }

  @Test func theSearchIsSharedWithThePane() throws {
    let (sample, opened) = try opened(3)
    defer { sample.remove() }
    var state = opened
    try sample.press("/ 2", &state)
    #expect(state.context == .search && gallery(state) != nil)
    let found = try sample.store.page(of: try state.search.query(in: .gmt), 9)
    _ = reduce(into: &state, .listed(found, .init(all: 3), revision: 1))
    try sample.press("Enter", &state)
    #expect(gallery(state)?.cursor == id(2) && state.context == .gallery)
    let cleared = try sample.press("Esc", &state)
    #expect(cleared.contains(.list(state.search)) && gallery(state) != nil)
  }

  @Test(arguments: ["100x30", "80x24", "160x50", "60x18"]) func everyTileLiesInThePane(
    _ size: String
  ) throws {
    let (sample, opened) = try opened(60)
    defer { sample.remove() }
    var state = opened
    state.capabilities.pictureMode = .sixel
    state.capabilities.cell = PixelSize(width: 8, height: 16)
    _ = reduce(into: &state, .display(try #require(TerminalSize(name: size)), state.capabilities))
    let image = Image(width: 64, height: 64, fill: .black)
    for run in 1...60 { _ = reduce(into: &state, .thumbnail(id(Int64(run)), image, written: 256)) }
    let canvas = StudioView.draw(state)
    let pane = Layout(state).preview
    #expect(canvas.pictures.count > 1)
    for picture in canvas.pictures {
      #expect(picture.area.intersection(pane) == picture.area)
    }
  }
}
