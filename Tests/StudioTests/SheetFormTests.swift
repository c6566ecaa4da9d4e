import Foundation
import Generation
import Studio
import Terminal
import Testing
import Tokens

/// The form of a sheet, templates, and the best of several.
@Suite struct SheetFormTests {
  private let reducer = ReducerTests()

  private func form(_ state: StudioState) throws -> SheetForm {
    guard case .sheetForm(let form) = state.popup else {
      Issue.record("\(String(describing: state.popup))")
      return SheetForm(axes: [])
    }
    return form
  }

  private func type(_ text: String, _ state: inout StudioState) {
    reducer.press("Ctrl-U", &state)
    for letter in text {
      reducer.press(letter == " " ? "Space" : String(letter), &state)
    }
  }

  @Test(arguments: [
    ("1, 2, 4", ["1", "2", "4"]), ("1..4", ["1", "2", "3", "4"]), (" 3 ,, 5..6", ["3", "5", "6"]),
    ("0.5..1/3", ["0.5", "0.75", "1"]), ("0..10/2", ["0", "10"]), ("x..y", ["x..y"]),
    ("4..1", ["4", "3.57", "3.14", "2.71", "2.29", "1.86", "1.43", "1"]),
  ])
  func valuesAreRead(_ text: String, _ values: [String]) {
    #expect(SheetForm.values(text) == values)
  }

  @Test func longRangesAreCut() {
    #expect(SheetForm.values("1..100000000").count == 64)
  }

  @Test func theFormBeginsWithTheActiveKnobAndDrawsTwoAxes() throws {
    var state = try reducer.settled()
    reducer.press("M", &state)
    #expect(try form(state).axes[0].values.text == "1, 2, 3, 4, 5, 6, 7, 8")
    reducer.press("Tab", &state)
    type("1, 3, 6", &state)
    reducer.press("Tab", &state)
    for _ in 0..<9 { reducer.press("Right", &state) }
    #expect(try form(state).axes[1].subject == .seed && form(state).axes[1].values.text == "7, 8")
    let effects = reducer.press("Enter", &state)
    #expect(effects.count == 1 && state.popup == nil && state.stage == .sheet)
    #expect(state.sheet?.plan.title == "CFG by seed" && state.sheet?.tiles.count == 6)
    #expect(state.sheet?.tiles[4].label == "CFG 3, seed 8")
  }

  @Test func samplersAreAnAxis() throws {
    var state = try reducer.settled()
    reducer.press("M", &state)
    reducer.press("Left", &state)
    reducer.press("Left", &state)
    #expect(try form(state).axes[0].subject == .sampler)
    reducer.press("Enter", &state)
    #expect(state.sheet?.tiles.map(\.label) == ["temperature", "top-p", "CFG", "CD-K"])
  }

  @Test func whatIsWrongIsSaidAndTheFormStays() throws {
    var state = try reducer.settled()
    reducer.press("M", &state)
    reducer.press("Tab", &state)
    for (text, part) in [("1..40", "2 to 16"), ("one", "\"one\""), ("99", "2 to 16")] {
      type(text, &state)
      #expect(reducer.press("Enter", &state) == [] && state.popup != nil)
      #expect(state.message?.text.contains(part) == true, "\(text)")
    }
    reducer.press("Esc", &state)
    #expect(state.popup == nil && state.stage == .picture)
  }

  @Test func aTemplateDrawsEveryPromptItStandsFor() throws {
    var state = try reducer.settled()
    state.wildcards = ["fruit": ["apple", "pear"]]
    state.prompt = PromptEditor("{red|green} __fruit__")
    reducer.press("Enter", &state)
    #expect(
      state.sheet?.plan.variants.map(\.prompt)
        == ["red apple", "red pear", "green apple", "green pear"])
    #expect(state.sheet?.tiles.map(\.label).last == "green, pear")
    #expect(Set(state.sheet?.plan.variants.map(\.seed) ?? []) == [Seed(7)])
  }

  @Test func wordListsAreFilesOfLines() throws {
    let folder = FileManager.default.temporaryDirectory.path + "/leon-words-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for (name, text) in [
      ("fruit.txt", "apple\r\n\n# sour\n lemon \n"), ("none.txt", "\n"), ("x", "y"),
    ] {
      try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
    }
    #expect(WordLists.read(in: folder) == ["fruit": ["apple", "lemon"]])
    #expect(WordLists.read(in: folder + "/missing").isEmpty)
  }

  @Test func sixteenTilesArePagedWhereTheyWouldBeTooSmall() throws {
    var state = try reducer.settled()
    state.size = TerminalSize(columns: 80, rows: 24)
    reducer.press("M", &state)
    reducer.press("Tab", &state)
    type("1..16", &state)
    reducer.press("Enter", &state)
    let grid = SheetLayout(state, Layout(state).preview)
    #expect(state.sheet?.tiles.count == 16 && grid.pages > 1)
    for place in 0..<grid.tilesAPage {
      #expect(grid.area(place).columns >= 12 && grid.area(place).rows >= 6)
    }
    reducer.press("PageDown", &state)
    #expect(state.sheet?.cursor == grid.tilesAPage, "the first tile of the next page")
  }

  @Test func aTemplateWithoutItsWordListIsRefused() throws {
    var state = try reducer.settled()
    state.prompt = PromptEditor("a __fish__")
    #expect(reducer.press("Enter", &state) == [])
    #expect(state.message?.text.contains("__fish__") == true)
  }

  @Test func templatesAreNotDrawnWhileTheyAreTyped() throws {
    var state = try reducer.settled()
    state.prompt = PromptEditor("{red|green} apple")
    #expect(reduce(into: &state, .typingPaused(revision: state.promptRevision)) == [])
  }

  @Test func theBestOfEightIsRankedOnceAllAreThere() throws {
    var state = try reducer.settled()
    reducer.press("!", &state)
    let plan = try #require(state.sheet?.plan)
    #expect(
      plan.title == "best of 8"
        && plan.variants.map(\.seed.rawValue) == [7, 8, 9, 10, 11, 12, 13, 14])
    #expect(plan.variants.filter { $0.knobs.contrastive != nil }.count == 4)
    let codes = Array(repeating: Array(repeating: CodeIndex(1), count: 256), count: 8)
    let snapshot = SheetSnapshot(
      codes: codes, changes: codes.map { _ in [] }, images: codes.map { _ in nil },
      scores: [-9, -8, -7, -1, -5, -4, -3, -2])
    _ = reduce(into: &state, .sheetEnded(JobID(2), snapshot, seconds: 1, failure: nil))
    #expect(state.sheet?.tiles.map(\.variant) == [3, 7, 6, 5, 4, 2, 1, 0])
    #expect(state.sheet?.tile.score == -1)
    reducer.press("Enter", &state)
    #expect(state.settings.seed == Seed(10))
  }

  @Test func greedyDecodingHasNoBest() throws {
    var state = try reducer.settled()
    state.settings.knobs.temperature = 0
    #expect(reducer.press("!", &state) == [])
    #expect(state.message?.text.contains("temperature above 0") == true)
  }
}
