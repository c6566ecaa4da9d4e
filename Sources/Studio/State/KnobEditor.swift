import Terminal

/// A line in which the value of a knob is typed.
package struct KnobEditor: Hashable, Sendable {
  /// Whose value.
  package let knob: Knob
  /// What is typed.
  package var line: PromptEditor
  /// Why it is no value; nil until it was tried.
  package var flaw: String?
  /// Whether the next letter takes the place of the value that was there.
  private var isFresh = true

  /// Begins with a value, which the first letter replaces.
  init(_ knob: Knob, text: String) {
    self.knob = knob
    line = PromptEditor(text)
  }

  /// The line after a key.
  func pressed(_ key: Key) -> KnobEditor {
    var next = self
    next.isFresh = false
    next.flaw = nil
    switch key.code {
    case .backspace: next.line.deleteBackward()
    case .delete: next.line.deleteForward()
    case .left: next.line.move(by: -1)
    case .right: next.line.move(by: 1)
    case .home: next.line.moveToLineStart()
    case .end: next.line.moveToLineEnd()
    case .character("u") where key.modifiers == .control: next.line.deleteToLineStart()
    case .character(let character) where key.modifiers.isDisjoint(with: [.control, .alt]):
      if isFresh { next.line = PromptEditor() }
      next.line.insert(String(character))
    default: break
    }
    return next
  }
}
