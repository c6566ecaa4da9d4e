extension StudioState {
  /// Changes the prompt; where turning is instant, a pause in typing draws it.
  mutating func edit(_ change: (inout PromptEditor) -> Void) -> [Effect] {
    let before = prompt.text
    change(&prompt)
    guard prompt.text != before else { return [] }
    promptRevision += 1
    promptTokens = nil
    let counting = Effect.count(prompt.text, revision: promptRevision)
    return settings.turning == .instant
      ? [counting, .awaitPause(revision: promptRevision)] : [counting]
  }

  /// Obeys the editing keys.
  mutating func editPrompt(_ act: Command.Act) -> [Effect] {
    let columns = Layout(self).promptColumns
    return edit { prompt in
      switch act {
      case .newLine: prompt.insert("\n")
      case .deleteBackward: prompt.deleteBackward()
      case .deleteForward: prompt.deleteForward()
      case .deleteWord: prompt.deleteWordBackward()
      case .deleteToStart: prompt.deleteToLineStart()
      case .deleteToEnd: prompt.deleteToLineEnd()
      case .left: prompt.move(by: -1)
      case .right: prompt.move(by: 1)
      case .wordLeft: prompt.moveWordBackward()
      case .wordRight: prompt.moveWordForward()
      case .lineStart: prompt.moveToLineStart()
      case .lineEnd: prompt.moveToLineEnd()
      case .up: prompt.moveRows(-1, columns: columns)
      case .down: prompt.moveRows(1, columns: columns)
      default: break
      }
    }
  }

  /// Puts another prompt in place of this one.
  mutating func replacePrompt(_ text: String) -> [Effect] {
    guard text != prompt.text else { return [] }
    prompt = PromptEditor(text)
    promptRevision += 1
    promptTokens = nil
    return [.count(text, revision: promptRevision)]
  }

  /// Takes a count, unless the prompt has changed since.
  mutating func count(_ tokens: Int, revision: Int) -> [Effect] {
    if revision == promptRevision { promptTokens = tokens }
    return []
  }

  /// Draws a draft of the prompt after a pause in typing, unless typing went on.
  mutating func drawAfterTyping(revision: Int) -> [Effect] {
    guard revision == promptRevision, settings.turning == .instant, refusal == nil else {
      return []
    }
    return redraft()
  }
}
