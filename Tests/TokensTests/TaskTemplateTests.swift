import Testing
import Tokens

@Suite struct TaskTemplateTests {
  private let slots = [
    TaskTemplate.Slot(name: "text", kind: .text, title: "Words"),
    TaskTemplate.Slot(name: "picture", kind: .image, title: "Picture"),
  ]

  private func task(_ layout: String, _ names: [String] = ["text", "picture"]) throws
    -> TaskTemplate
  {
    try TaskTemplate(
      name: "task", title: "Task", slots: slots.filter { names.contains($0.name) }, layout: layout)
  }

  private func refusal(_ body: () throws -> Void) -> String? {
    do {
      try body()
      return nil
    } catch {
      return "\(error)"
    }
  }

  private let grid = CodeGrid(height: 1, width: 1, codes: [CodeIndex(0)])

  @Test func aLayoutIsWordsSlotsAndMarks() throws {
    #expect(
      try task("a photo of {text} <break> {picture}").layout
        == [.words("a photo of "), .slot("text"), .modalityBreak, .slot("picture")])
    #expect(try task("{text} <break> <draw>", ["text"]).draws)
    #expect(try task("draw <break> {picture} <break> {text} <break> <draw>").draws)
    #expect(try task("{text} <break> {picture}").takesBlank)
    #expect(try !task("{text} <mask> <break> {picture}").takesBlank)
  }

  @Test func unknownMarksAndSlotsAreNamed() {
    #expect(
      refusal { _ = try task("{text} <brake> {picture}") }
        == "The layout has <brake>; it knows <break>, <mask> and <draw>.")
    #expect(
      refusal { _ = try task("{words} <break> {picture}") }
        == "There is no slot \"words\"; the task has text, picture.")
    #expect(
      refusal { _ = try task("{text}") } == "The slot \"picture\" does not stand in the layout.")
    #expect(
      refusal {
        _ = try TaskTemplate(
          name: "x", title: "x", slots: [slots[0], slots[0]], layout: "{text}")
      } == "The slot \"text\" is there twice.")
  }

  @Test(arguments: [
    ("{text} {picture}", "a picture beside words"), ("{text} <break> <break> {picture}", "empty"),
    ("<mask> {text} <mask> <break> {picture}", "more than one <mask>"),
    ("<draw> <break> {text} <break> {picture}", "<draw> elsewhere"),
    ("{text} <mask> <break> <draw>", "<draw> elsewhere"),
    ("{picture} <break> <draw> {text}", "a picture beside words"),
  ])
  func whatCannotStandThereIsRefused(_ layout: String, _ part: String) {
    let names = ["text", "picture"].filter { layout.contains("{\($0)}") }
    #expect(refusal { _ = try task(layout, names) }?.contains(part) == true)
  }

  @Test func fillingGivesSegmentsWithOneBlank() throws {
    let both = try task("{text} <break> {picture}")
    let filled = try FilledTask(
      both, ["text": .text("a red [mask] on a table"), "picture": .picture(grid)])
    #expect(
      filled.outcome
        == .text([[.words("a red "), .mask, .words(" on a table")], [.picture(grid)]]))
    let caption = try task("<mask> <break> {picture}", ["picture"])
    #expect(
      try FilledTask(caption, ["picture": .picture(grid)]).outcome
        == .text([[.mask], [.picture(grid)]]))
    let drawn = try task("a photo of {text} <break> <draw>", ["text"])
    #expect(
      try FilledTask(drawn, ["text": .text("[mask]")]).outcome
        == .picture(prompt: "a photo of [mask]", behind: []))
  }

  @Test func aDrawnPictureHasItsWordsLastAndTheRestBeforeThem() throws {
    let values: [String: SlotValue] = ["text": .text("a cat"), "picture": .picture(grid)]
    #expect(
      try FilledTask(task("edit it <break> {picture} <break> {text} <break> <draw>"), values)
        .outcome
        == .picture(prompt: "a cat", behind: [.text("edit it "), .image(grid)]))
    #expect(
      try FilledTask(task("{text} <break> {picture} <break> <draw>"), values).outcome
        == .picture(prompt: "", behind: [.text("a cat"), .image(grid)]))
  }

  @Test func anAreaIsARectangleOfThePictureBeforeIt() throws {
    let slots = slots + [TaskTemplate.Slot(name: "area", kind: .area, title: "Area")]
    func task(_ layout: String) throws -> TaskTemplate {
      try TaskTemplate(name: "x", title: "x", slots: slots, layout: layout)
    }
    let redraw = try task("{text} <break> {picture} <break> {area}")
    #expect(redraw.draws && !redraw.takesBlank)
    let area = CodeRectangle(x: 0, y: 0, width: 1, height: 1)
    let filled = try FilledTask(
      redraw, ["text": .text("a cat"), "picture": .picture(grid), "area": .area(area)])
    #expect(filled.outcome == .area(prompt: "a cat", area, of: grid))
    #expect(filled.drawn?.base == .rectangle(area, of: grid))
    let values: [String: SlotValue] = ["text": .text("a"), "picture": .picture(grid)]
    #expect(
      refusal { _ = try FilledTask(redraw, values) } == "The slot \"area\" (area) is not filled.")
    #expect(
      refusal { _ = try FilledTask(redraw, values.merging(["area": .text("1")]) { $1 }) }
        == "The slot \"area\" takes a rectangle such as 20,30 90,110.")
    for layout in [
      "{picture} <break> {text} <break> {area}", "{area} <break> {text} <break> {picture}",
      "{text} <mask> <break> {picture} <break> {area}",
      "{text} <break> {picture} <break> {area} <break> <draw>",
    ] {
      #expect(refusal { _ = try task(layout) }?.contains("an area elsewhere") == true, "\(layout)")
    }
    #expect(
      refusal { _ = try task("{text} {area} <break> {picture}") }?.contains("beside words") == true)
  }

  @Test func wordsSideBySideAreOneText() throws {
    let two = try TaskTemplate(
      name: "x", title: "x",
      slots: ["a", "b"].map { TaskTemplate.Slot(name: $0, kind: .text, title: $0) },
      layout: "{a} {b}, <mask>")
    let values: [String: SlotValue] = ["a": .text("red"), "b": .text("apple")]
    #expect(try FilledTask(two, values).outcome == .text([[.words("red apple, "), .mask]]))
  }

  @Test func fillingWronglyIsRefusedInASentence() throws {
    let both = try task("{text} <break> {picture}")
    let picture = SlotValue.picture(grid)
    func why(_ values: [String: SlotValue]) -> String? {
      refusal { _ = try FilledTask(both, values) }
    }
    #expect(why(["text": .text("[mask]")]) == "The slot \"picture\" (image) is not filled.")
    #expect(
      why(["text": picture, "picture": picture]) == "The slot \"text\" takes words.")
    #expect(
      why(["text": .text("[mask]"), "picture": picture, "x": picture])
        == "There is no slot \"x\"; the task has text, picture.")
    for (words, count) in [("apple", 0), ("[mask] and [mask]", 2)] {
      #expect(
        why(["text": .text(words), "picture": picture])
          == "The words must have one [mask], where words are to be found; they have \(count).")
    }
  }
}
