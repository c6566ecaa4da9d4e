extension StudioState {
  /// Changes the line that is written; a pause in typing draws it where turning is instant, and
  /// starts the picture in work again elsewhere.
  mutating func edit(_ change: (inout PromptEditor) -> Void) -> [Effect] {
    let before = editor.text
    change(&editor)
    guard editor.text != before else { return [] }
    promptWalk = nil
    completion = nil
    let counting = count(field)
    let isDrawn = settings.turning == .instant || writing != nil
    return isDrawn && isHeard(field)
      ? [counting, .awaitPause(revision: promptRevision)] : [counting]
  }

  /// Whether another picture would come of a change of the line.
  private func isHeard(_ field: PromptField) -> Bool {
    switch field {
    case .prompt: true
    case .negative: hearsNegative
    case .slot: form?.task.draws == true
    }
  }

  /// Obeys the editing keys.
  mutating func editPrompt(_ act: Command.Act) -> [Effect] {
    let columns = PromptLines(Layout(self).prompt, self).words(of: field)?.columns ?? 1
    let row = editor.place(columns: columns).row
    switch act {
    case .up where row == 0: return goToField(-1) ? [] : walkPrompts(1)
    case .down where row == editor.rows(columns: columns).count - 1:
      return promptWalk == nil && goToField(1) ? [] : walkPrompts(-1)
    case .undoEdit: return stepThroughEdits { $0.undo() }
    case .redoEdit: return stepThroughEdits { $0.redo() }
    default: return edit { $0.obey(act, columns) }
    }
  }

  /// Takes a step back or forth among the changes of the prompt.
  private mutating func stepThroughEdits(_ step: (inout PromptEditor) -> Bool) -> [Effect] {
    var isDone = false
    let effects = edit { isDone = step(&$0) }
    let name = field == .prompt ? "the prompt" : field == .negative ? "the negative prompt" : "it"
    return isDone ? effects : refuse("there is no such change of \(name)")
  }

  /// Puts another prompt in place of this one.
  mutating func replacePrompt(_ text: String) -> [Effect] {
    guard text != prompt.text else { return [] }
    prompt.replace(with: text)
    promptWalk = nil
    return [count(.prompt)]
  }

  /// Asks for the tokens of a line that has changed.
  mutating func count(_ field: PromptField) -> Effect {
    promptRevision += 1
    tokenCounts[field] = TokenCount(revision: promptRevision)
    return .count(self[field].text, revision: promptRevision)
  }

  /// Takes a count, unless the line has changed since.
  mutating func count(_ tokens: Int, revision: Int) -> [Effect] {
    let counted = tokenCounts.first { $0.value.revision == revision }
    if let counted { tokenCounts[counted.key]?.tokens = tokens }
    return []
  }

  /// Draws the prompt after a pause in typing, unless typing went on.
  mutating func drawAfterTyping(revision: Int) -> [Effect] {
    revision == promptRevision ? drawAgain() : []
  }
}

extension PromptEditor {
  /// Obeys an editing key; others mean nothing.
  fileprivate mutating func obey(_ act: Command.Act, _ columns: Int) {
    switch act {
    case .newLine: insert("\n")
    case .deleteBackward: deleteBackward()
    case .deleteForward: deleteForward()
    case .deleteWord: deleteWordBackward()
    case .deleteToStart: deleteToLineStart()
    case .deleteToEnd: deleteToLineEnd()
    case .left: move(by: -1)
    case .right: move(by: 1)
    case .wordLeft: moveWordBackward()
    case .wordRight: moveWordForward()
    case .lineStart: moveToLineStart()
    case .lineEnd: moveToLineEnd()
    case .up: moveRows(-1, columns: columns)
    case .down: moveRows(1, columns: columns)
    default: break
    }
  }
}
