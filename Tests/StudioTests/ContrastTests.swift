import Generation
import Imaging
import Studio
import Terminal
import Testing
import Tokens

/// A and B looked at together.
@Suite struct ContrastTests {
  private let reducer = ReducerTests()

  /// A pinned picture and another, each of one colour.
  private func pair() throws -> StudioState {
    var state = try reducer.settled()
    state.shown?.image = Image(width: 128, height: 128, fill: .black)
    reducer.press("p", &state)
    state.shown?.image = Image(width: 128, height: 128, fill: .white)
    return state
  }

  @Test func withoutAPinNothingIsCompared() throws {
    var state = try reducer.settled()
    for key in ["d", "w", "B"] {
      #expect(reducer.press(key, &state) == [] && state.stage == .picture)
      #expect(state.message?.text.hasPrefix("nothing is pinned") == true)
    }
  }

  @Test func picturesOfTwoSizesAreOnlyFlipped() throws {
    var state = try pair()
    state.shown?.image = Image(width: 64, height: 64, fill: .white)
    reducer.press("d", &state)
    #expect(state.stage == .picture && state.message?.text.contains("different sizes") == true)
  }

  @Test func theSameKeyAndEscapeGoBack() throws {
    var state = try pair()
    for key in ["d", "w", "B"] {
      reducer.press(key, &state)
      #expect(state.stage != .picture)
      reducer.press(key, &state)
      #expect(state.stage == .picture)
      reducer.press(key, &state)
      reducer.press("Esc", &state)
      #expect(state.stage == .picture)
    }
    reducer.press("d", &state)
    reducer.press("Space", &state)
    #expect(state.stage == .picture && state.showsPinned, "flipping shows A itself")
  }

  @Test func arrowsMoveTheLineOfAWipeAndKeepTheKnob() throws {
    var state = try pair()
    reducer.press("w", &state)
    reducer.press("Left", &state)
    reducer.press("]", &state)
    #expect(state.stage == .contrast(contrast(.wipe, line: 29)) && state.settings.guidance == 3)
    for _ in 0..<30 { reducer.press("Right", &state) }
    #expect(state.stage == .contrast(contrast(.wipe, line: 64)))
  }

  private func contrast(_ way: Contrast.Way, line: Int) -> Contrast {
    Contrast(way: way, isOfTile: false, line: line)
  }

  @Test func knobsTurnWhileTheDifferenceIsLookedAt() throws {
    var state = try pair()
    reducer.press("d", &state)
    #expect(reducer.press("Right", &state).count == 1 && state.stage.isContrast)
  }

  @Test func aTileIsComparedAndTheSheetComesBack() throws {
    var state = try pair()
    reducer.press("m", &state)
    let image = Image(width: 128, height: 128, fill: .white)
    let codes = Array(repeating: Array(repeating: CodeIndex(1), count: 256), count: 8)
    let snapshot = SheetSnapshot(
      codes: codes, changes: codes.map { _ in [] }, images: codes.map { _ in image })
    _ = reduce(into: &state, .sheetEnded(JobID(2), snapshot, seconds: 1, failure: nil))
    reducer.press("d", &state)
    #expect(state.stage.isContrast)
    reducer.press("Esc", &state)
    #expect(state.stage == .sheet)
  }

  @Test func differencesAreFourTimesAsStrongAndCellsOutlined() {
    let grey = Image(width: 8, height: 8, fill: .init(red: 100, green: 100, blue: 100))
    let other = Image(width: 8, height: 8, fill: .init(red: 110, green: 90, blue: 200))
    let image = grey.difference(from: other, outlining: [true, false, false, false], side: 2)
    #expect(Array(image.pixels[4 * 63..<4 * 63 + 3]) == [40, 40, 255])
    #expect(Array(image.pixels[..<3]) == [255, 208, 64], "the corner of the first cell")
    #expect(Array(image.pixels[4 * 9..<4 * 9 + 3]) == [40, 40, 255], "its inside")
    #expect(Array(image.pixels[4 * 4..<4 * 4 + 3]) == [40, 40, 255], "the next cell")
    let same = grey.difference(from: grey, outlining: [], side: 2)
    #expect(same == Image(width: 8, height: 8, fill: .black))
  }

  @Test func wipedPicturesMeetAtALine() {
    let black = Image(width: 8, height: 2, fill: .black)
    let image = black.wiped(with: Image(width: 8, height: 2, fill: .white), at: 3)
    #expect((0..<3).allSatisfy { image.pixels[4 * $0] == 0 })
    #expect((3..<8).allSatisfy { image.pixels[4 * $0] == 255 })
    #expect(black.wiped(with: image, at: 8) == black)
    #expect(black.wiped(with: image, at: 0).pixels[4] == image.pixels[4])
  }
}

extension Stage {
  fileprivate var isContrast: Bool { if case .contrast = self { true } else { false } }
}
