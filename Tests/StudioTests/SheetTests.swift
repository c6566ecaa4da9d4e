import Foundation
import Generation
import History
import Imaging
import Studio
import Terminal
import Testing
import Tokens

/// Sheets, as the reducer sees them.
@Suite struct SheetTests {
  private let reducer = ReducerTests()

  /// A finished picture, and a sheet over CFG that is being written.
  private func spread() throws -> StudioState {
    var state = try reducer.settled()
    reducer.press("m", &state)
    return state
  }

  /// The same, all codes written.
  func finished() throws -> StudioState {
    var state = try spread()
    finish(&state)
    return state
  }

  private func finish(_ state: inout StudioState, scores: [Double] = []) {
    guard let sheet = state.sheet else { return }
    let codes = sheet.tiles.indices.map { tile in (0..<256).map { CodeIndex($0 + tile) } }
    var snapshot = SheetSnapshot(
      codes: codes, changes: codes.map { _ in [] }, images: codes.map { _ in nil })
    snapshot.scores = scores
    _ = reduce(into: &state, .sheetEnded(sheet.job, snapshot, seconds: 1, failure: nil))
  }

  private func scales(_ state: StudioState) -> [Float?] {
    (state.sheet?.plan.variants ?? []).map {
      if case .guidance(let scale) = $0.knobs.blend { scale } else { nil }
    }
  }

  @Test func theActiveKnobIsSpreadOverEightValuesOnOneSeed() throws {
    var state = try reducer.settled()
    let effects = reducer.press("m", &state)
    #expect(state.stage == .sheet && scales(state) == [1, 2, 3, 4, 5, 6, 7, 8])
    #expect(Set(state.sheet?.plan.variants.map(\.seed) ?? []) == [Seed(7)])
    #expect(state.sheet?.tiles.map(\.label).first == "CFG 1")
    guard case .draw(let order) = effects.last else {
      Issue.record("\(effects)")
      return
    }
    #expect(order.sheet == state.sheet?.plan && order.verdict == .undecided)
    #expect(state.shown?.run == Run.ID(rawValue: 1), "the picture waits behind the sheet")
  }

  @Test func valuesLieAroundThePresentOne() {
    var settings = DrawSettings()
    settings.knobs.blend = .guidance(scale: 6.5)
    #expect(Knob.guidance.spread(in: settings).first == "3.5")
    #expect(
      Knob.temperature.spread(in: settings)
        == ["0.6", "0.7", "0.8", "0.9", "1", "1.1", "1.2", "1.3"])
    #expect(Knob.topP.spread(in: settings).last == "1")
    #expect(Knob.topP.spread(in: settings).contains("0.95"))
    settings.knobs.topK = 40
    #expect(Knob.topK.spread(in: settings).contains("40"))
    #expect(Knob.topK.spread(in: settings).last == "0", "off comes last")
    settings.seed = Seed(20)
    #expect(Knob.seed.spread(in: settings).map { Int($0) } == (20...27).map { $0 })
    settings.knobs.variation = 0.12
    #expect(
      Knob.variation.spread(in: settings) == [
        "0", "0.05", "0.12", "0.2", "0.3", "0.5", "0.75", "1",
      ])
    for knob in Knob.allCases where knob.subject != nil && knob != .documents {
      #expect(Set(knob.spread(in: settings)).count == 8, "\(knob)")
    }
  }

  @Test func narrowingLiesBetweenTheNeighbours() throws {
    #expect(
      Knob.guidance.narrowed(["1", "2", "3", "4"], around: 2)
        == ["2.4", "2.6", "2.8", "3", "3.2", "3.4", "3.6", "3.8"])
    #expect(Knob.guidance.narrowed(["2.9", "3", "3.1"], around: 1) == nil)
    #expect(Knob.topK.narrowed(["5", "10", "12"], around: 1)?.contains("10") == true)
    #expect(Knob.topK.narrowed(["9", "10", "11"], around: 1) == nil)
    var state = try finished()
    for _ in 0..<4 { reducer.press("Right", &state) }
    reducer.press("m", &state)
    #expect(
      state.sheet?.cursor == 0 && scales(state).compactMap { $0 }.allSatisfy { $0 > 4 && $0 < 6 })
    #expect(scales(state).contains(5))
  }

  @Test func aSeedIsNarrowedByVariation() throws {
    var state = try reducer.settled()
    state.activeKnob = .seed
    reducer.press("m", &state)
    finish(&state)
    reducer.press("Right", &state)
    reducer.press("m", &state)
    #expect(state.sheet?.plan.axes.first?.subject == .variation)
    #expect(Set(state.sheet?.plan.variants.map(\.seed) ?? []) == [Seed(8)])
  }

  @Test func axesWithoutEffectAreRefusedWithTheReason() throws {
    var state = try reducer.settled()
    state.activeKnob = .turning
    #expect(reducer.press("m", &state) == [] && state.stage == .picture)
    #expect(state.message?.text.hasPrefix("turning draws no other picture") == true)
    state.activeKnob = .seed
    state.settings.knobs.temperature = 0
    #expect(reducer.press("m", &state) == [])
    #expect(state.message?.text.contains("temperature 0") == true)
    state.settings.knobs.temperature = 1
    state.settings.knobs.blend = Knobs.usualContrastive
    for knob in [Knob.guidance, .topP] {
      state.activeKnob = knob
      #expect(reducer.press("m", &state) == [], "\(knob)")
      #expect(state.message?.text.contains("no effect under CD-K") == true)
    }
  }

  @Test func theSameSheetIsNotDrawnTwice() throws {
    var state = try finished()
    reducer.press("Esc", &state)
    #expect(state.stage == .picture)
    #expect(reducer.press("m", &state) == [] && state.stage == .sheet)
  }

  @Test func aSheetEndsTheDraftThatIsBeingWritten() throws {
    var state = try reducer.settled()
    reducer.press("Right", &state)
    let effects = reducer.press("m", &state)
    #expect(effects.first == .stop(JobID(2)) && state.queue.map(\.job) == [JobID(3)])
    let next = reduce(into: &state, .ended(JobID(2), nil, seconds: 0, failure: nil))
    #expect(next.count == 1 && state.writing?.order.sheet != nil)
  }

  @Test func theCursorMovesOverTheTilesAndStaysAmongThem() throws {
    var state = try finished()
    reducer.press("Left", &state)
    #expect(state.sheet?.cursor == 0)
    reducer.press("l", &state)
    reducer.press("Right", &state)
    #expect(state.sheet?.cursor == 2)
    reducer.press("Down", &state)
    #expect(state.sheet?.cursor == 6, "four tiles in a row at 100x30")
    reducer.press("Down", &state)
    #expect(state.sheet?.cursor == 6)
    reducer.press("k", &state)
    reducer.press("h", &state)
    #expect(state.sheet?.cursor == 1)
  }

  @Test func adoptingSetsKnobsAndPictureAndIsUndone() throws {
    var state = try finished()
    let before = state.shown
    for _ in 0..<4 { reducer.press("Right", &state) }
    let effects = reducer.press("Enter", &state)
    #expect(state.stage == .picture && state.settings.guidance == 5)
    #expect(state.shown?.codes.first == CodeIndex(4) && state.shown?.run == nil)
    guard case .recordTile(let tile, _, .draft, _) = effects.last else {
      Issue.record("\(effects)")
      return
    }
    _ = reduce(into: &state, .tileRecorded(tile, Run.ID(rawValue: 9)))
    #expect(state.shown?.run == Run.ID(rawValue: 9))
    reducer.press("u", &state)
    #expect(state.stage == .sheet && state.settings.guidance == 3 && state.shown == before)
  }

  @Test func aTileThatIsStillWrittenIsNotAdopted() throws {
    var state = try spread()
    #expect(reducer.press("Enter", &state) == [] && state.stage == .sheet)
    #expect(state.message?.text.hasPrefix("the sheet is still being written") == true)
    #expect(reducer.press("s", &state) == [])
    #expect(state.message?.text.contains("cannot be kept") == true)
  }

  @Test func keepingATileMakesItARunAndGoesOn() throws {
    var state = try finished()
    _ = reduce(into: &state, .recorded(JobID(2), Run.ID(rawValue: 5)))
    let effects = reducer.press("s", &state)
    guard case .recordTile(let tile, _, .kept, let parent) = effects.first else {
      Issue.record("\(effects)")
      return
    }
    #expect(parent == Run.ID(rawValue: 5) && state.sheet?.cursor == 1)
    #expect(state.sheet?.tiles[0].picture.verdict == .kept)
    #expect(reducer.press("u", &state) == [], "it has no row yet")
    let late = reduce(into: &state, .tileRecorded(tile, Run.ID(rawValue: 6)))
    #expect(late == [.decide(Run.ID(rawValue: 6), .draft)], "the undoing is caught up with")
    #expect(reducer.press("x", &state) == [] && state.sheet?.tiles[1].picture.verdict == .tossed)
    reducer.press("Left", &state)
    reducer.press("Left", &state)
    #expect(reducer.press("s", &state) == [.decide(Run.ID(rawValue: 6), .kept)])
  }

  @Test func spaceFlipsTheTileWithThePinnedPicture() throws {
    var state = try finished()
    #expect(reducer.press("Space", &state) == [] && !state.showsPinned)
    reducer.press("p", &state)
    #expect(state.pinned?.codes.first == CodeIndex(0))
    reducer.press("Right", &state)
    reducer.press("Space", &state)
    #expect(state.showsPinned)
    reducer.press("Right", &state)
    #expect(!state.showsPinned, "another tile shows itself")
  }

  @Test func otherKnobsAreHeardByAllTilesOfASheetInWork() throws {
    var state = try spread()
    reducer.press(">", &state)
    #expect(state.message?.text.contains("what the tiles differ in") == true)
    reducer.press("Tab", &state)
    let effects = reducer.press("<", &state)
    var knobs = Knobs()
    knobs.temperature = 0.95
    #expect(effects == [.retuneSheet(JobID(2), knobs)])
  }

  @Test func aFinishedSheetIsDrawnAgainWithTheTurnedKnob() throws {
    var state = try finished()
    let effects = reducer.press("n", &state)
    guard case .draw(let order) = effects.last else {
      Issue.record("\(effects)")
      return
    }
    #expect(
      order.verdict == .draft
        && order.sheet?.variants.map(\.seed) == Array(repeating: Seed(8), count: 8))
    #expect(scales(state) == [1, 2, 3, 4, 5, 6, 7, 8])
  }

  @Test func aStoppedSheetStaysAsFarAsItIs() throws {
    var state = try spread()
    #expect(reducer.press("Ctrl-C", &state) == [.stop(JobID(2))])
    let codes = Array(repeating: [CodeIndex(1), CodeIndex(2)], count: 8)
    let snapshot = SheetSnapshot(
      codes: codes, changes: codes.map { _ in [] }, images: codes.map { _ in nil })
    _ = reduce(into: &state, .sheetEnded(JobID(2), snapshot, seconds: 1, failure: nil))
    #expect(state.stage == .sheet && state.sheet?.written == 2 && state.writing == nil)
  }

  @Test func aSheetThatTheModelRefusesLeavesThePicture() throws {
    var state = try spread()
    _ = reduce(into: &state, .sheetEnded(JobID(2), nil, seconds: 0, failure: "too long"))
    #expect(state.stage == .picture && state.sheet == nil && state.message?.text == "too long")
  }

  @Test func aPictureThatIsDrawnTakesItsPlaceBack() throws {
    var state = try finished()
    reducer.press("i", &state)
    reducer.press("!", &state)
    reducer.press("Enter", &state)
    #expect(state.stage == .picture && state.writing?.order.sheet == nil)
  }

  @Test func tilesAreEnlargedTogether() throws {
    var state = try finished()
    #expect(reducer.press("-", &state) == [] && state.message?.isError == true)
    reducer.press("+", &state)
    reducer.press("+", &state)
    #expect(state.sheet?.view.factor == 4)
    let middle = state.sheet?.view
    reducer.press("Shift-Left", &state)
    #expect(state.sheet?.view.x == (middle?.x ?? 0) - 1)
    reducer.press("L", &state)
    reducer.press("-", &state)
    reducer.press("-", &state)
    #expect(state.sheet?.view == SheetView.Part())
  }

  @Test func savingAsksForAPathAndWaitsForTheLastCode() throws {
    var state = try spread()
    #expect(reducer.press("E", &state) == [] && state.popup == nil)
    #expect(state.message?.text == "the sheet is not finished; it cannot be saved")
    finish(&state)
    _ = reduce(into: &state, .recorded(JobID(2), Run.ID(rawValue: 5)))
    for place in 0..<8 {
      state.sheet?.tiles[place].picture.image = Image(width: 8, height: 8, fill: .black)
    }
    reducer.press("E", &state)
    guard case .line(let line) = state.popup else {
      Issue.record("\(String(describing: state.popup))")
      return
    }
    #expect(line.editor.text == "~/pictures/leon-sheet-5.png")
    let sheet = try #require(state.sheet)
    #expect(
      reducer.press("Enter", &state) == [.saveSheet(sheet, path: "~/pictures/leon-sheet-5.png")])
  }

  @Test func theHistorysCommandsAreAboutTheSheetsRow() throws {
    var state = try finished()
    #expect(reducer.press("f", &state) == [] && state.message?.isError == true, "no row yet")
    _ = reduce(into: &state, .recorded(JobID(2), Run.ID(rawValue: 5)))
    #expect(reducer.press("y", &state) == [.readDetails(Run.ID(rawValue: 5), .copy(.line))])
  }
}
