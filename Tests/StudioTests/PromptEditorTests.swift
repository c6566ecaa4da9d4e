import Studio
import Testing

@Suite struct PromptEditorTests {
  @Test func insertsAndDeletesAtTheCursor() {
    var editor = PromptEditor("red aple")
    editor.move(by: -2)
    editor.insert("p")
    #expect(editor.text == "red apple" && editor.cursor == 7)
    editor.deleteBackward()
    editor.deleteForward()
    #expect(editor.text == "red ape" && editor.cursor == 6)
  }

  @Test func charactersAreWhatPeopleCount() {
    var editor = PromptEditor("👨‍👩‍👧é")
    #expect(editor.cursor == 2)
    editor.deleteBackward()
    editor.deleteBackward()
    #expect(editor.text.isEmpty)
    editor.insert("e")
    editor.insert("\u{301}")
    #expect(editor.text == "é" && editor.cursor == 1)
  }

  @Test func controlCharactersAreLeftOutAndNewlinesKept() {
    var editor = PromptEditor()
    editor.insert("a\u{1B}[31m\u{7}b\nc")
    #expect(editor.text == "a[31mb\nc")
  }

  @Test func pasteOfAMegabyteIsCut() {
    var editor = PromptEditor("x")
    editor.insert(String(repeating: "word ", count: 200_000))
    #expect(editor.characters.count == PromptEditor.mostCharacters)
    #expect(editor.cursor == editor.characters.count)
  }

  @Test func movesByWords() {
    var editor = PromptEditor("red apple, 3D icon")
    editor.moveWordBackward()
    #expect(editor.cursor == 14)
    editor.moveWordBackward()
    editor.moveWordBackward()
    #expect(editor.cursor == 4)
    editor.moveWordForward()
    #expect(editor.cursor == 9)
    editor.deleteWordBackward()
    #expect(editor.text == "red , 3D icon")
  }

  @Test func linesBeginAndEndAtNewlines() {
    var editor = PromptEditor("one\ntwo three\nfour")
    editor.moveRows(-1, columns: 40)
    #expect(editor.place(columns: 40) == (1, 4))
    editor.moveToLineStart()
    #expect(editor.cursor == 4)
    editor.moveToLineEnd()
    #expect(editor.cursor == 13)
    editor.deleteToLineStart()
    #expect(editor.text == "one\n\nfour")
    editor.moveRows(1, columns: 40)
    editor.deleteToLineEnd()
    #expect(editor.text == "one\n\n")
  }

  @Test func rowsBreakAtSpacesAndLongWordsAnywhere() {
    let editor = PromptEditor("red apple pie abcdefghijk")
    let rows = editor.rows(columns: 9).map { String(editor.characters[$0]) }
    #expect(rows == ["red apple ", "pie ", "abcdefghi", "jk"])
  }

  @Test func wideCharactersTakeTwoColumns() {
    var editor = PromptEditor("日本語")
    #expect(editor.rows(columns: 4).count == 2)
    editor.move(by: -1)
    #expect(editor.place(columns: 10) == (0, 4))
    #expect(editor.place(columns: 4) == (1, 0))
  }

  @Test(arguments: [0, 1, 2, 7]) func everyRowBelongsToTheText(_ columns: Int) {
    let editor = PromptEditor("a bb\n\nccc 日本 dddd🍎 e")
    let rows = editor.rows(columns: columns)
    #expect(rows.first?.lowerBound == 0 && rows.last?.upperBound == editor.characters.count)
    for (a, b) in zip(rows, rows.dropFirst()) { #expect(a.upperBound == b.lowerBound) }
  }
}
