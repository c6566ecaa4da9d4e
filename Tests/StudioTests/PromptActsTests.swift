import Foundation
import History
import Studio
import Terminal
import Testing

/// What the keys of write mode do besides editing: undo, earlier prompts, completion, one's editor.
@Suite struct PromptActsTests {
  private let reducer = ReducerTests()

  /// A studio in write mode with an empty prompt and two earlier ones.
  private func writing() throws -> StudioState {
    var state = try reducer.settled()
    _ = reduce(into: &state, .promptsRead(["red apple, 3D icon", "blue boat", "green pear"]))
    press("i Ctrl-U", &state)
    return state
  }

  private func press(_ keys: String, _ state: inout StudioState) {
    for key in keys.split(separator: " ") { reducer.press(String(key), &state) }
  }

  private func type(_ text: String, _ state: inout StudioState) {
    for letter in text { _ = reduce(into: &state, .terminal(.key(Key(.character(letter))))) }
  }

  @Test func undoTakesARunOfTypingBackAndCountsTheTokensAnew() throws {
    var state = try writing()
    type("red", &state)
    let effects = reducer.press("Ctrl-_", &state)
    #expect(state.prompt.text == "" && effects.first == .count("", revision: state.promptRevision))
    press("Ctrl-_", &state)
    #expect(state.prompt.text == StudioState.firstPrompt, "Ctrl-U is taken back as well")
    press("Alt-_ Alt-_", &state)
    #expect(state.prompt.text == "red")
    press("Alt-_", &state)
    #expect(state.message == .init(text: "there is no such change of the prompt", isError: true))
  }

  @Test func loadingIsUndoneInThePromptToo() throws {
    var state = try writing()
    type("red", &state)
    press("Esc l i Ctrl-_", &state)
    #expect(state.prompt.text == "red")
  }

  @Test func upWalksToEarlierPromptsAndDownBack() throws {
    var state = try writing()
    type("tea", &state)
    press("Up", &state)
    #expect(state.prompt.text == "red apple, 3D icon")
    press("Up Up", &state)
    #expect(state.prompt.text == "green pear")
    press("Up", &state)
    #expect(state.message?.text == "this is the first prompt")
    press("Down Down", &state)
    #expect(state.prompt.text == "red apple, 3D icon")
    press("Down", &state)
    #expect(state.prompt.text == "tea")
    press("Down", &state)
    #expect(state.prompt.text == "tea" && state.message == nil)
    press("Up Up Ctrl-_", &state)
    #expect(state.prompt.text == "tea", "a walk is one step")
  }

  @Test func upMovesInsideThePromptBeforeItWalks() throws {
    var state = try writing()
    type("one", &state)
    press("Ctrl-J", &state)
    type("two", &state)
    press("Up", &state)
    #expect(state.prompt.text == "one\ntwo" && state.prompt.cursor == 3)
    press("Up", &state)
    #expect(state.prompt.text == "red apple, 3D icon")
  }

  @Test func typingEndsAWalk() throws {
    var state = try writing()
    press("Up", &state)
    type("!", &state)
    #expect(state.promptWalk == nil)
    press("Up", &state)
    #expect(state.prompt.text == "red apple, 3D icon")
    press("Down", &state)
    #expect(state.prompt.text == "red apple, 3D icon!")
  }

  @Test func drawnPromptsComeFirstAndOnlyOnce() throws {
    var state = try writing()
    type("blue boat", &state)
    press("Enter", &state)
    #expect(state.pastPrompts == ["blue boat", "red apple, 3D icon", "green pear"])
    _ = reduce(into: &state, .promptsRead(["old one", "blue boat"]))
    #expect(state.pastPrompts.last == "old one" && state.pastPrompts.count == 4)
  }

  @Test func earlierPromptsAreSearchedByWords() throws {
    var state = try writing()
    press("Ctrl-R", &state)
    type("boat", &state)
    press("Enter", &state)
    #expect(state.popup == nil && state.prompt.text == "blue boat")
    press("Ctrl-_ Ctrl-R Esc", &state)
    #expect(state.popup == nil && state.prompt.text == "")
  }

  @Test func tabCompletesWithTheMostFrequentWordFirst() throws {
    var state = try writing()
    type("red ap", &state)
    press("Tab", &state)
    #expect(state.prompt.text == "red apple")
    #expect(state.completion?.words.map(\.word) == ["apple", "apples", "app"])
    press("Tab", &state)
    #expect(state.prompt.text == "red apples")
    press("Tab Tab", &state)
    #expect(state.prompt.text == "red ap", "behind the last word comes what was typed")
    press("BackTab", &state)
    #expect(state.prompt.text == "red app")
    type(",", &state)
    #expect(state.completion == nil && state.prompt.text == "red app,")
    press("Ctrl-_ Ctrl-_", &state)
    #expect(state.prompt.text == "red ap", "all of one word's completions are one step")
  }

  @Test func tabInTheMiddleLeavesTheRest() throws {
    var state = try writing()
    type("bo, 3D icon", &state)
    press("Home Right Right Tab", &state)
    #expect(state.prompt.text == "boat, 3D icon" && state.prompt.cursor == 4)
  }

  @Test(arguments: [
    ("", "Tab completes the word before the cursor; there is none"),
    ("qu", "no other word of the training captions begins with “qu”"),
  ])
  func whatCannotBeCompletedIsSaid(_ text: String, _ sentence: String) throws {
    var state = try writing()
    type(text, &state)
    press("Tab", &state)
    #expect(state.message == .init(text: sentence, isError: true) && state.prompt.text == text)
  }

  @Test func aCaptionByChanceIsDrawnAndUndone() throws {
    var state = try writing()
    type("tea", &state)
    press("Esc", &state)
    #expect(reducer.press("*", &state) == [.drawLot])
    let effects = reduce(into: &state, .lotDrawn(5))
    #expect(state.prompt.text == "green pear, 3D icon")
    #expect(effects.contains { if case .draw = $0 { true } else { false } })
    press("u", &state)
    #expect(state.prompt.text == "tea")
  }

  @Test func aModelWithoutWordsSaysSo() throws {
    var state = try writing()
    var facts = FakeEngine.facts
    facts.lexicon = .init()
    _ = reduce(into: &state, .modelLoaded(facts))
    type("astronaut ", &state)
    #expect(!StudioView.draw(state).text.contains("no caption holds"))
    press("Backspace Tab", &state)
    #expect(state.message?.text.contains("words.tsv") == true)
    press("Esc", &state)
    #expect(reducer.press("*", &state) == [])
    #expect(state.message?.text.contains("captions.txt") == true)
  }

  @Test func unknownWordsAreUnderlinedOnceTheyAreWritten() throws {
    var state = try writing()
    let row = state.size.rows - 4
    type("red astronaut", &state)
    #expect(!StudioView.draw(state)[6, row].style.attributes.contains(.underline))
    type(" on __colour__", &state)
    let screen = StudioView.draw(state)
    #expect(screen.line(row).hasPrefix("│ red astronaut on __colour__"))
    let underlined = (0..<state.size.columns).filter {
      screen[$0, row].style.attributes.contains(.underline)
    }
    #expect(underlined == Array(6..<15) + [16, 17])
    #expect(screen.text.contains("no caption holds “astronaut” or “on”"))
  }

  @Test func onesOwnEditorIsAskedForWithThePrompt() throws {
    var state = try writing()
    type("tea", &state)
    #expect(reducer.press("Ctrl-X", &state) == [.editElsewhere("tea")])
    _ = reduce(into: &state, .edited("green tea"))
    #expect(state.prompt.text == "green tea")
    press("Ctrl-_", &state)
    #expect(state.prompt.text == "tea")
  }
}

/// Prompts in whole studios.
@Suite struct PromptScriptTests {
  let studio = TestStudio()

  @Test func onesOwnEditorChangesThePrompt() throws {
    defer { studio.remove() }
    let text = try studio.play(
      "wait idle\nkey Ctrl-X\nwait idle", editor: "sed -i s/red/green/")["last"]?.text
    #expect(text?.contains("green apple, 3D icon") == true)
  }

  @Test(arguments: [("false", "“false” ended with 1"), ("no-such-editor", "was not found")])
  func anEditorThatFailsLeavesThePrompt(_ editor: String, _ sentence: String) throws {
    defer { studio.remove() }
    let text = try studio.play(
      "wait idle\nkey Ctrl-X\nwait idle", size: "160x50", editor: editor)["last"]?.text
    #expect(text?.contains(sentence) == true && text?.contains("red apple, 3D icon") == true)
  }

  @Test func earlierPromptsOutliveTheStudio() throws {
    defer { studio.remove() }
    _ = try studio.play("wait idle\nkey Ctrl-U\ntype blue boat\nkey Enter\nwait idle")
    let screens = try studio.play(
      "wait idle\nkey Ctrl-U Up\nsave-screen one\nkey Up\nsave-screen two\nwait idle")
    #expect(screens["one"]?.line(26).hasPrefix("│ blue boat") == true)
    #expect(screens["two"]?.line(26).hasPrefix("│ red apple, 3D icon") == true)
  }
}
