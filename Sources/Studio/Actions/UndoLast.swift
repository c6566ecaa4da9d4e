extension StudioState {
  /// Remembers how to take an act back.
  mutating func remember(_ title: String, _ way: Undo.Way) {
    undoStack.append(Undo(title: title, way: way))
    if undoStack.count > Undo.most { undoStack.removeFirst() }
  }

  /// Takes the last act back.
  mutating func undo() -> [Effect] {
    guard let last = undoStack.popLast() else { return refuse("nothing to undo") }
    message = Message(text: "undone: \(last.title)")
    switch last.way {
    case .edit(let number): return [.takeBack(number)]
    case .order(let order, let place): return putBack(order, at: place)
    case .tile(let id, let verdict): return decide(on: id, verdict)
    case .adoption(let old, let words, let picture):
      (settings, shown) = (old, picture)
      if sheet != nil { stage = .sheet }
      if !Knob.shown(in: settings).contains(activeKnob) { activeKnob = .guidance }
      return replaceWords(words)
    case .settings(let old, let words):
      settings = old
      if !Knob.shown(in: settings).contains(activeKnob) { activeKnob = .guidance }
      return replaceWords(words)
    case .sketch(let sketch): return reopen(sketch)
    }
  }
}
