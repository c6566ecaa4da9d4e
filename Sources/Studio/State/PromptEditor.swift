import Terminal

/// The words of the prompt and the cursor in them; knows characters as people count them.
package struct PromptEditor: Hashable, Sendable {
  /// The text, one element a character.
  package private(set) var characters: [Character] = []
  /// The characters before the cursor.
  package private(set) var cursor = 0
  private var log = EditLog()

  /// More than any model takes; a paste beyond it is cut.
  package static let mostCharacters = 4000

  /// Makes an editor with the cursor behind the text.
  package init(_ text: String = "") {
    characters = Array(text.prefix(PromptEditor.mostCharacters))
    cursor = characters.count
  }

  /// The whole text.
  package var text: String { String(characters) }

  /// Puts text at the cursor; a mark that joins the character before it becomes one with it.
  ///
  /// Letters typed one after the other are one step to undo, a longer text is one of its own.
  package mutating func insert(_ text: String) {
    change(text.count == 1 ? .typing : .other) { $0.put(text) }
  }

  /// Puts another text in place of this one, with the cursor behind it.
  package mutating func replace(with text: String) { replace(with: text, as: .other) }

  mutating func replace(with text: String, as stroke: EditLog.Stroke) {
    change(stroke) { $0.moment = PromptEditor(text).moment }
  }

  /// Puts a text in place of some characters, with the cursor behind it.
  mutating func replace(_ range: Range<Int>, with text: String, as stroke: EditLog.Stroke) {
    change(stroke) { editor in
      editor.remove(range)
      editor.put(text)
    }
  }

  /// Deletes the character before the cursor.
  package mutating func deleteBackward() {
    guard cursor > 0 else { return }
    change(.deleting) { $0.remove($0.cursor - 1..<$0.cursor) }
  }

  /// Deletes the character under the cursor.
  package mutating func deleteForward() {
    guard cursor < characters.count else { return }
    change(.deleting) { $0.remove($0.cursor..<$0.cursor + 1) }
  }

  /// Deletes back to the beginning of a word.
  package mutating func deleteWordBackward() {
    change(.other) { $0.remove($0.wordStart..<$0.cursor) }
  }

  /// Deletes back to the beginning of the line.
  package mutating func deleteToLineStart() {
    change(.other) { $0.remove($0.lineStart..<$0.cursor) }
  }

  /// Deletes to the end of the line.
  package mutating func deleteToLineEnd() {
    change(.other) { $0.remove($0.cursor..<$0.lineEnd) }
  }

  /// Takes the last step back; false where there is none.
  package mutating func undo() -> Bool {
    guard let before = log.back(from: moment) else { return false }
    moment = before
    return true
  }

  /// Does again what was taken back; false where nothing was.
  package mutating func redo() -> Bool {
    guard let after = log.forth(from: moment) else { return false }
    moment = after
    return true
  }

  /// Moves by characters.
  package mutating func move(by count: Int) { go(to: cursor + count) }

  /// Moves to the beginning of the word before the cursor.
  package mutating func moveWordBackward() { go(to: wordStart) }

  /// Moves behind the word after the cursor.
  package mutating func moveWordForward() {
    var at = cursor
    while at < characters.count && !characters[at].isPartOfWord { at += 1 }
    while at < characters.count && characters[at].isPartOfWord { at += 1 }
    go(to: at)
  }

  /// Moves to the beginning of the line.
  package mutating func moveToLineStart() { go(to: lineStart) }

  /// Moves to the end of the line.
  package mutating func moveToLineEnd() { go(to: lineEnd) }

  /// Moves up or down among the rows of a pane `columns` wide, staying near the same column.
  package mutating func moveRows(_ count: Int, columns: Int) {
    let rows = rows(columns: columns)
    let place = place(columns: columns)
    let target = rows[min(max(place.row + count, 0), rows.count - 1)]
    var used = 0
    var at = target.lowerBound
    while at < target.upperBound && characters[at] != "\n" && used < place.column {
      used += CellWidth.of(characters[at])
      at += 1
    }
    go(to: at)
  }

  private var moment: EditLog.Moment {
    get { EditLog.Moment(characters: characters, cursor: cursor) }
    set { (characters, cursor) = (newValue.characters, newValue.cursor) }
  }

  /// Changes the text so that it can be undone.
  private mutating func change(_ stroke: EditLog.Stroke, _ body: (inout PromptEditor) -> Void) {
    let before = moment
    body(&self)
    if characters != before.characters { log.note(before, stroke) }
  }

  private mutating func go(to place: Int) {
    let place = min(max(place, 0), characters.count)
    if place != cursor { log.pause() }
    cursor = place
  }

  private mutating func put(_ text: String) {
    let room = PromptEditor.mostCharacters - characters.count
    let kept = text.filter { $0 == "\n" || CellWidth.of($0) > 0 || $0.joins }.prefix(room)
    let before = String(characters[..<cursor]) + kept
    characters = Array(before + String(characters[cursor...]))
    cursor = min(before.count, characters.count)
  }

  /// Moves to a row and a column of cells among `rows(columns:)`, or as near as there is text.
  package mutating func move(toRow row: Int, column: Int, _ columns: Int) {
    let rows = rows(columns: columns)
    let target = rows[min(max(row, 0), rows.count - 1)]
    var used = 0
    cursor = target.lowerBound
    while cursor < target.upperBound && characters[cursor] != "\n"
      && used + CellWidth.of(characters[cursor]) <= column
    {
      used += CellWidth.of(characters[cursor])
      cursor += 1
    }
  }

  private mutating func remove(_ range: Range<Int>) {
    characters.removeSubrange(range)
    cursor = range.lowerBound
  }

  private var wordStart: Int {
    var at = cursor
    while at > 0 && !characters[at - 1].isPartOfWord { at -= 1 }
    while at > 0 && characters[at - 1].isPartOfWord { at -= 1 }
    return at
  }

  private var lineStart: Int { (characters[..<cursor].lastIndex(of: "\n") ?? -1) + 1 }

  private var lineEnd: Int { characters[cursor...].firstIndex(of: "\n") ?? characters.count }
}

extension PromptEditor {
  /// The text broken into rows at spaces and newlines; the character a row breaks at ends it.
  ///
  /// - Parameter columns: The width, at least 1.
  /// - Returns: The characters of each row; at least one row, and one more after a newline.
  package func rows(columns: Int) -> [Range<Int>] {
    var rows: [Range<Int>] = []
    var start = 0
    var used = 0
    var lastSpace: Int?
    var at = 0
    while at < characters.count {
      if characters[at] == "\n" {
        rows.append(start..<at + 1)
        (start, used, lastSpace, at) = (at + 1, 0, nil, at + 1)
        continue
      }
      let width = CellWidth.of(characters[at])
      if used + width > max(columns, 2) && at > start {
        let end = characters[at] == " " ? at + 1 : lastSpace.map { $0 + 1 } ?? at
        rows.append(start..<end)
        (start, used, lastSpace, at) = (end, 0, nil, end)
        continue
      }
      if characters[at] == " " { lastSpace = at }
      used += width
      at += 1
    }
    return rows + [start..<characters.count]
  }

  /// Where the cursor stands among `rows(columns:)`; the column counts cells.
  package func place(columns: Int) -> (row: Int, column: Int) {
    let rows = rows(columns: columns)
    let row = rows.lastIndex { $0.lowerBound <= cursor } ?? 0
    let before = characters[rows[row].lowerBound..<cursor]
    return (row, min(before.reduce(0) { $0 + CellWidth.of($1) }, max(columns, 2)))
  }
}

extension Character {
  fileprivate var isPartOfWord: Bool { isLetter || isNumber || self == "_" }

  /// Whether it is a mark or joiner that was typed apart from its letter.
  fileprivate var joins: Bool {
    unicodeScalars.allSatisfy { $0.properties.generalCategory == .nonspacingMark }
      || self == "\u{200D}" || self == "\u{FE0F}"
  }
}
