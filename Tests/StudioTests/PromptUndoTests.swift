import Studio
import Testing

@Suite struct PromptUndoTests {
  /// An editor into which the words were typed letter by letter.
  private func typed(_ words: String, after text: String = "") -> PromptEditor {
    var editor = PromptEditor(text)
    for letter in words { editor.insert(String(letter)) }
    return editor
  }

  @Test func aRunOfTypingIsOneStep() {
    var editor = typed(" apple", after: "red")
    #expect(editor.undo() && editor.text == "red" && editor.cursor == 3)
    #expect(editor.redo() && editor.text == "red apple" && editor.cursor == 9)
    let done = editor.redo()
    #expect(!done)
  }

  @Test func movingAndDeletingBeginStepsOfTheirOwn() {
    var editor = typed("ab")
    editor.move(by: -1)
    editor.insert("x")
    editor.deleteBackward()
    editor.deleteBackward()
    #expect(editor.text == "b")
    #expect(editor.undo() && editor.text == "axb")
    #expect(editor.undo() && editor.text == "ab")
    #expect(editor.undo() && editor.text == "")
    let done = editor.undo()
    #expect(!done)
  }

  @Test func everyPasteIsAStep() {
    var editor = PromptEditor()
    editor.insert("one two ")
    editor.insert("three")
    #expect(editor.undo() && editor.text == "one two ")
    #expect(editor.undo() && editor.text == "")
  }

  @Test func changingTheTextForgetsWhatWasTakenBack() {
    var editor = typed("ab")
    let done = editor.undo()
    #expect(done)
    editor.insert("c")
    #expect(!editor.redo() && editor.text == "c")
  }

  @Test func whatChangedNothingIsNoStep() {
    var editor = PromptEditor("a")
    editor.insert("\u{7}")
    editor.deleteToLineEnd()
    let done = editor.undo()
    #expect(!done)
  }

  @Test func twoHundredStepsAreRemembered() {
    var editor = PromptEditor()
    for number in 0..<300 { editor.insert("\(number % 10) ") }
    var steps = 0
    while editor.undo() { steps += 1 }
    #expect(steps == 200)
  }
}
