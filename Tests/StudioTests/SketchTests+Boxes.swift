import Generation
import History
import Imaging
import Studio
import Terminal
import Testing
import Tokens

/// Boxes, and the other ways to fill a slot.
extension SketchTests {
  @Test func boxesAreDraggedNamedAndBecomeWords() throws {
    var state = try opened("boxes")
    #expect(state.form?.sketch == nil && state.field == .slot(0))
    type("a cat and a star", &state)
    press("Down Ctrl-F", &state)
    press("Space", &state)
    #expect(state.form?.sketch?.anchor == SketchPoint(x: 32, y: 32))
    press("L J Space", &state)
    #expect(state.popup == .line(LineEntry(.box)))
    type("cat, (big)", &state)
    press("Enter", &state)
    _ = send(.press, (10, 20), &state)
    _ = send(.drag, (2, 4), &state)
    _ = send(.release, (2, 4), &state)
    type("star", &state)
    press("Enter", &state)
    let boxes = try #require(state.form?.sketch?.content.boxes)
    #expect(boxes.map(\.name) == ["cat big", "star"] && boxes[0].to == SketchPoint(x: 40, y: 40))
    press("Enter", &state)
    let text = state.form?.words[1].text
    #expect(text?.hasPrefix("cat big at (128, 128) -> (163, 163), star at (") == true)
    let order = try order(press("Enter", &state))
    #expect(order.request.prompt == "a cat and a star with segmentations \(text ?? "")")
  }

  @Test func wordsOfBoxesAreReadBack() throws {
    var state = try opened("boxes")
    press("Down", &state)
    type("cat at (20, 30) -> (91, 111) and red star at (4, 4) -> (63, 63)", &state)
    press("Ctrl-F", &state)
    let sketch = try #require(state.form?.sketch)
    #expect(
      sketch.content.boxes.map { $0.text(side: 64) }
        == ["cat at (20, 28) -> (91, 111)", "red star at (4, 4) -> (63, 63)"])
    press("Tab x", &state)
    #expect(state.form?.sketch?.content.boxes.map(\.name) == ["red star"])
    press("u Tab n", &state)
    press("Ctrl-U", &state)
    type("dog", &state)
    press("Enter Enter", &state)
    #expect(
      state.form?.words[1].text == "dog at (20, 28) -> (91, 111), red star at (4, 4) -> (63, 63)")
  }

  @Test func aBoxWithoutANameIsNone() throws {
    var state = try opened("boxes")
    press("Down Ctrl-F x", &state)
    #expect(state.message?.text.hasPrefix("there is no box yet") == true)
    press("Space L J Space Enter", &state)
    #expect(state.form?.sketch?.content.boxes == [])
    #expect(state.message?.text.hasPrefix("a box needs the name of a thing") == true)
    press("Space L J Enter Esc", &state)
    #expect(state.popup == nil && state.form?.sketch?.content.boxes == [])
    press("Space L Esc", &state)
    #expect(state.form?.sketch?.anchor == nil && state.form?.sketch != nil)
    press("Esc", &state)
    #expect(state.form?.words[1].text == "" && state.field == .slot(1))
  }

  @Test func aClickChoosesABoxAndTheRightButtonTakesItAway() throws {
    var state = try opened("boxes")
    press("Down", &state)
    type("cat at (0, 0) -> (99, 99), star at (128, 128) -> (255, 255)", &state)
    press("Ctrl-F", &state)
    #expect(state.form?.sketch?.chosen == 1)
    _ = send(.press, (6, 6), &state)
    #expect(send(.release, (6, 6), &state) == [.keepSession])
    #expect(state.form?.sketch?.chosen == 0 && state.popup == nil)
    _ = send(.rightPress, (50, 50), &state)
    #expect(state.form?.sketch?.content.boxes.map(\.name) == ["cat"])
  }

  // MARK: other ways to fill a slot

  @Test func aSlotTakesThePictureShownOrAFile() throws {
    var state = try opened("scribble")
    press("Esc Ctrl-F", &state)
    let menu = StudioView.draw(state).text
    for row in ["condition: draw it", "condition: the picture shown", "a file of your own"] {
      #expect(menu.contains(row))
    }
    press("Down Enter", &state)
    #expect(state.form?.sources["condition"]?.run == Run.ID(rawValue: 1))
    press("Ctrl-F Down Down Enter", &state)
    type("scribble.png", &state)
    let (source, number) = try filling(press("Enter", &state))
    #expect(source == .file("scribble.png"))
    _ = reduce(into: &state, .unfilled("it is no picture", number: number))
    #expect(state.message?.text == "it is no picture")
    #expect(state.form?.sources["condition"]?.run == Run.ID(rawValue: 1), "what was there stays")
    state.shown?.codes = []
    state.shown?.total = 0
    press("Ctrl-F Down", &state)
    let (shown, _) = try filling(press("Enter", &state))
    #expect(
      shown == .image(Image(width: 128, height: 128, fill: .white), name: "red apple, 3D icon"))
  }

  @Test func whereNothingIsFilledByHandThatIsSaid() throws {
    var state = try opened("infill-picture")
    #expect(press("Ctrl-F", &state) == [])
    #expect(state.message?.text == "only words are filled in here")
    press("Esc Esc Ctrl-F", &state)
    #expect(state.message?.text == "no form is open; a opens that of a task")
  }
}
