import Foundation
import Generation
import History
import Imaging
import Studio
import Terminal
import Testing
import Tokens

/// What is drawn by hand for a slot: scribbles, masks and boxes, with keys and with the mouse.
@Suite struct SketchTests {
  let reducer = ReducerTests()

  /// A studio whose picture is whole, with a task's form opened from the list.
  func opened(_ task: String, _ turning: Turning = .live) throws -> StudioState {
    var state = try reducer.settled()
    state.settings.turning = turning
    state.tasks = try TestStudio.tasks()
    state.shown?.image = Image(width: 128, height: 128, fill: .white)
    press("a", &state)
    type(task, &state)
    press("Enter", &state)
    return state
  }

  @discardableResult
  func press(_ keys: String, _ state: inout StudioState) -> [Effect] {
    keys.split(separator: " ").map { reducer.press(String($0), &state) }.last ?? []
  }

  func type(_ text: String, _ state: inout StudioState) {
    for character in text { _ = reduce(into: &state, .terminal(.key(Key(.character(character))))) }
  }

  func marks(_ state: StudioState) -> Set<SketchPoint> {
    state.form?.sketch?.content.marks ?? []
  }

  func points(_ places: (Int, Int)...) -> Set<SketchPoint> {
    Set(places.map { SketchPoint(x: $0.0, y: $0.1) })
  }

  func filling(_ effects: [Effect]) throws -> (SlotSource, Int) {
    for case .fill(let source, let number) in effects { return (source, number) }
    throw NotAsked(effects: effects)
  }

  func order(_ effects: [Effect]) throws -> Order {
    for case .draw(let order) in effects { return order }
    throw NotAsked(effects: effects)
  }

  struct NotAsked: Error { let effects: [Effect] }

  let codes = (0..<256).map { CodeIndex(255 - $0) }

  func answer(_ number: Int, _ state: inout StudioState) -> [Effect] {
    let image = Image(width: 128, height: 128, fill: .white)
    return reduce(
      into: &state,
      .filled(FilledSlot(name: "drawn by hand", image: image, codes: codes), number: number))
  }

  // MARK: scribbles

  @Test func aScribbleIsDrawnFillsItsSlotAndIsDrawnFrom() throws {
    var state = try opened("scribble")
    #expect(state.form?.sketch?.tool == .scribble && state.form?.sketch?.side == 64)
    press("Space Right l Down", &state)
    #expect(marks(state) == points((32, 32), (33, 32), (34, 32), (34, 33)))
    let (source, number) = try filling(press("Enter", &state))
    guard case .image(let image, _) = source else {
      Issue.record("\(source)")
      return
    }
    #expect(image.width == 128 && image.height == 128)
    let black = stride(from: 0, to: image.pixels.count, by: 4).filter { image.pixels[$0] == 0 }
    #expect(black.count == 16, "lines are two pixels wide, as leon was taught them")
    #expect(black.first == 4 * (64 * 128 + 64))
    #expect(state.form?.sketch == nil && state.mode == .write && state.field == .slot(1))
    type("a red star", &state)
    #expect(press("Enter", &state) == [])
    #expect(state.message?.text == "“condition” is still being read")
    #expect(answer(number, &state) == [])
    #expect(StudioView.draw(state).text.contains("condition: A, drawn by hand"))
    let order = try order(press("Enter", &state))
    #expect(order.request.prompt == "a red star" && order.task == "scribble")
    #expect(order.request.base?.pictures.map(\.codes) == [codes])
    #expect(order.parent == nil && state.pinned?.codes == codes)
    #expect(order.request.knobs.blend == .guidance(scale: 4))
  }

  @Test func slantingLinesAreAsWideAsOthers() throws {
    var state = try opened("scribble")
    press("Space PageDown PageDown", &state)
    guard case .image(let image, _) = try filling(press("Enter", &state)).0 else { return }
    let black = (0..<128 * 128).filter { image.pixels[4 * $0] == 0 }
    // Five squares of two pixels a side, each a pixel below and right of the one before.
    #expect(black.count == 4 + 4 * 3)
    #expect(black.contains(65 * 128 + 65) && black.contains(66 * 128 + 65))
  }

  @Test func aPenThatIsUpLeavesNothingAndTheEdgeHoldsIt() throws {
    var state = try opened("scribble")
    press("Left Left Shift-Up", &state)
    #expect(marks(state).isEmpty)
    for _ in 0..<9 { press("Shift-Left K", &state) }
    #expect(state.form?.sketch?.cursor == SketchPoint(x: 0, y: 0))
    press("Space End Home PageDown PageUp", &state)
    #expect(marks(state) == points((0, 0), (0, 1), (1, 1), (2, 0)))
    press("Space Right Right", &state)
    #expect(marks(state).count == 4)
  }

  @Test func linesTheEraserStepsBackAndClearing() throws {
    var state = try opened("scribble")
    press("Tab", &state)
    #expect(state.message?.text == "a straight line begins where the pen was last")
    press("Space Space Right Right Right Right Down Down Tab", &state)
    #expect(
      marks(state) == points((32, 32), (33, 33), (34, 33), (35, 34), (36, 34))
        || marks(state) == points((32, 32), (33, 32), (34, 33), (35, 33), (36, 34)))
    let line = marks(state)
    press("e Space Space", &state)
    #expect(marks(state) == line.filter { $0.x < 34 }, "the eraser takes two points around it")
    press("u", &state)
    #expect(marks(state) == line)
    press("X", &state)
    #expect(marks(state).isEmpty)
    press("u u u", &state)
    #expect(marks(state).isEmpty)
    press("u", &state)
    #expect(state.message?.text == "nothing is drawn that could be taken back")
  }

  @Test func escLeavesTheFormAsItWasAndTheDrawingComesBack() throws {
    var state = try opened("scribble")
    press("Enter", &state)
    #expect(state.message?.text.hasPrefix("nothing is drawn yet") == true)
    press("Space Right Esc", &state)
    #expect(state.form?.sketch == nil && state.form?.sketches.isEmpty == true)
    #expect(state.message?.text == "the drawing was left; u brings it back")
    press("u", &state)
    #expect(marks(state) == points((32, 32), (33, 32)))
    press("Esc Esc u", &state)
    #expect(state.form == nil, "the second Esc closes the form")
    #expect(state.message?.text == "the form that it was drawn for is closed")
  }

  @Test func aScribbleIsGoneOnWith() throws {
    var state = try opened("scribble")
    press("Space Right", &state)
    _ = answer(try filling(press("Enter", &state)).1, &state)
    press("Ctrl-F Enter", &state)
    #expect(marks(state) == points((32, 32), (33, 32)))
    press("Space Down Enter", &state)
    #expect(state.form?.sketches["condition"]?.marks.count == 3)
  }

  @Test func whatItMeantMeanwhileIsHeardOnceAndLateAnswersAreNot() throws {
    var state = try opened("scribble", .instant)
    press("Space Right", &state)
    let first = try filling(press("Enter", &state)).1
    press("Ctrl-F Enter Space Down", &state)
    let second = try filling(press("Enter", &state)).1
    #expect(answer(first, &state) == [] && state.form?.sources.isEmpty == true)
    _ = reduce(into: &state, .unfilled("late", number: first))
    #expect(state.message?.text != "late")
    type("a star", &state)
    let effects = answer(second, &state)
    #expect(effects == [.awaitPause(revision: state.promptRevision)])
    let drawn = try order(reduce(into: &state, .typingPaused(revision: state.promptRevision)))
    #expect(drawn.verdict == .draft && drawn.request.base?.pictures.count == 1)
  }

  @Test func nothingElseIsDoneMeanwhile() throws {
    var state = try opened("scribble")
    press("Space Right", &state)
    let before = state.form?.sketch
    for key in ["Ctrl-N", "Ctrl-R", "Ctrl-X", "Ctrl-F"] {
      #expect(press(key, &state) == [])
      #expect(state.message?.text == "Enter takes the drawing first, Esc leaves it", "\(key)")
    }
    _ = reduce(into: &state, .terminal(.paste("blue boat")))
    press("q", &state)
    #expect(state.message?.text.hasPrefix("q does nothing here") == true)
    _ = reduce(
      into: &state, .display(TerminalSize(columns: 61, rows: 19), TerminalCapabilities()))
    #expect(state.form?.sketch == before && state.prompt.text == StudioState.firstPrompt)
  }

  // MARK: the mouse

  func send(
    _ action: MouseEvent.Action, _ point: (Int, Int), _ state: inout StudioState
  ) -> [Effect] {
    let sketch = state.form?.sketch
    guard let sketch else { return [] }
    let place = SketchPlace(Layout(state), sketch, state.capabilities)
    let cell = place.cell(of: SketchPoint(x: point.0, y: point.1))
    return reduce(into: &state, .terminal(.mouse(MouseEvent(action, at: cell))))
  }

  @Test func aPartThatIsDrawnAgainHasNoScale() throws {
    var state = try opened("redraw")
    #expect(state.activeKnob == .temperature)
    let shown = Knob.shown(in: state.settings)
    #expect(!shown.contains(.guidance) && !shown.contains(.contrastive) && shown.contains(.topP))
    state = try opened("scribble")
    #expect(state.activeKnob == .guidance, "structure is guided by one scale")
    for _ in 0..<4 where state.form != nil { press("Esc", &state) }
    state = try opened("redraw")
    for _ in 0..<6 where state.form != nil { press("Esc", &state) }
    #expect(state.form == nil && Knob.shown(in: state.settings).contains(.guidance))
  }

  @Test func theLeftButtonDrawsAndTheRightOneTakesAway() throws {
    var state = try opened("redraw")
    #expect(send(.press, (2, 3), &state) == [])
    _ = send(.drag, (5, 3), &state)
    _ = send(.release, (5, 3), &state)
    _ = send(.drag, (5, 9), &state)
    #expect(marks(state) == points((2, 3), (3, 3), (4, 3), (5, 3)), "no button is down")
    _ = send(.rightPress, (3, 3), &state)
    _ = send(.rightDrag, (4, 3), &state)
    _ = send(.release, (4, 3), &state)
    #expect(marks(state) == points((2, 3), (5, 3)))
    press("u u", &state)
    #expect(marks(state).isEmpty)
    let outside = MouseEvent(.press, at: CellPosition(column: 0, row: 0))
    let before = state.form?.sketch
    #expect(reduce(into: &state, .terminal(.mouse(outside))) == [])
    #expect(state.form?.sketch == before && state.mode == .browse)
  }

  @Test func aDragThatLeavesTheDrawingGoesAlongItsEdge() throws {
    var state = try opened("redraw")
    _ = send(.press, (1, 0), &state)
    let corner = MouseEvent(.drag, at: CellPosition(column: 0, row: 0))
    _ = reduce(into: &state, .terminal(.mouse(corner)))
    #expect(marks(state) == points((0, 0), (1, 0)))
  }

  @Test func whereTheTerminalTellsPixelsTheMouseReachesEveryPoint() throws {
    var state = try opened("scribble")
    let capabilities = TerminalCapabilities(
      pictureMode: .sixel, cell: PixelSize(width: 8, height: 16))
    _ = reduce(into: &state, .display(state.size, capabilities))
    let sketch = try #require(state.form?.sketch)
    let place = SketchPlace(Layout(state), sketch, capabilities)
    var event = MouseEvent(
      .press, at: CellPosition(column: place.area.column, row: place.area.row + 1))
    var rows: Set<Int> = []
    for part in [0.0, 0.25, 0.5, 0.75, 0.99] {
      event.within = MouseEvent.Within(x: 0, y: part)
      let found = place.point(at: event.position, event.within)
      rows.insert(try #require(found).y)
      _ = reduce(into: &state, .terminal(.mouse(event)))
      #expect(state.form?.sketch?.cursor == found)
    }
    #expect(rows.count >= 16 * 64 / place.pixels, "\(rows)")
  }

  @Test func aMouseThatIsSwitchedOffDrawsNothing() throws {
    var state = try opened("scribble")
    state.preferences.mouse = false
    _ = send(.press, (2, 3), &state)
    #expect(marks(state).isEmpty)
  }

  @Test(arguments: [PictureMode.sixel, .halfBlocks, .shades], ["60x18", "80x24", "160x50"])
  func everyPointOfTheScreenIsWhereItIsDrawn(_ mode: PictureMode, _ size: String) throws {
    var state = try opened("redraw")
    let capabilities = TerminalCapabilities(
      pictureMode: mode, cell: PixelSize(width: 8, height: 16))
    _ = reduce(into: &state, .display(try #require(TerminalSize(name: size)), capabilities))
    let sketch = try #require(state.form?.sketch)
    let place = SketchPlace(Layout(state), sketch, capabilities)
    let picture = try #require(StudioView.draw(state).pictures.last)
    #expect(picture.image.width == place.pixels && capabilities.fit(picture).area == place.area)
    // Where a cell holds several points, the mouse reaches one of them.
    let reach = capabilities.pixelsOfCell.height / max(1, place.pixels / 16) / 2
    for y in 0..<16 {
      for x in 0..<16 {
        let point = SketchPoint(x: x, y: y)
        let found = try #require(place.point(at: place.cell(of: point)))
        #expect(found.x == point.x && abs(found.y - point.y) <= reach)
      }
    }
  }

  // MARK: masks

  @Test func theRectangleAroundAMaskIsDrawnAgain() throws {
    var state = try opened("redraw")
    let source = try #require(state.shown)
    #expect(state.form?.sketch?.tool == .mask && state.form?.sketch?.side == 16)
    #expect(state.settings.guidance == 1 && state.pinned == source)
    press("Space Right Right Down", &state)
    #expect(StudioView.draw(state).text.contains("3 × 2 codes again, 2 unpainted"))
    #expect(press("Enter", &state) == [.keepSession])
    #expect(StudioView.draw(state).text.contains("area: 3 × 2 codes at (8, 8)"))
    let order = try order(press("Enter", &state))
    #expect(order.request.prompt == source.request.prompt, "the picture's own words, to begin with")
    let grid = CodeGrid(height: 16, width: 16, codes: source.codes)
    #expect(
      order.request.base
        == .rectangle(CodeRectangle(x: 8, y: 8, width: 3, height: 2), of: grid))
    #expect(order.parent == source.run && order.task == "redraw")
  }

  @Test func onlyWordsThatShowTheWholePictureAreTaken() throws {
    var state = try reducer.settled()
    state.tasks = try TestStudio.tasks()
    state.shown?.image = Image(width: 128, height: 128, fill: .white)
    var knobs = Knobs()
    knobs.setDualGuidance(text: 3, image: 1)
    let grid = CodeGrid(height: 16, width: 16, codes: codes)
    state.shown?.request = try GenerationRequest(
      prompt: "make it green", seed: Seed(1), knobs: knobs, base: .segments([.image(grid)]))
    press("a", &state)
    type("redraw", &state)
    press("Enter", &state)
    #expect(state.form?.words[2].text == "")
  }

  @Test func withoutAMaskNothingIsDrawn() throws {
    var state = try opened("redraw")
    press("Esc", &state)
    #expect(press("Enter", &state) == [])
    #expect(state.message?.text == "“area” is empty; Ctrl-F fills it")
  }
}
