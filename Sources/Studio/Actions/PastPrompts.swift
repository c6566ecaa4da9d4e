import Terminal

/// Earlier prompts: walked with the arrows, searched in a list.
extension StudioState {
  /// Prompts that are remembered; the history keeps all.
  static let mostPastPrompts = 1000

  /// Takes the prompts of the history; what was asked for meanwhile comes first.
  mutating func recall(_ prompts: [String]) -> [Effect] {
    let known = Set(pastPrompts)
    pastPrompts += prompts.filter { !known.contains($0) }
    return []
  }

  /// Remembers a prompt that was asked for.
  mutating func rememberPrompt(_ text: String) {
    guard text != pastPrompts.first else { return }
    pastPrompts.removeAll { $0 == text }
    pastPrompts.insert(text, at: 0)
    if pastPrompts.count > Self.mostPastPrompts { pastPrompts.removeLast() }
  }

  /// Puts an earlier or later prompt in place of this one: 1 is earlier, −1 later.
  mutating func walkPrompts(_ step: Int) -> [Effect] {
    var walk = promptWalk ?? PromptWalk(from: self[firstField].text, through: pastPrompts)
    guard let text = walk.step(step) else {
      guard step > 0 else { return [] }
      return refuse(walk.prompts.isEmpty ? "no earlier prompt" : "this is the first prompt")
    }
    field = firstField
    let effects = edit { $0.replace(with: text, as: .walking) }
    promptWalk = walk
    return effects
  }

  /// The earlier prompts that hold all the words typed.
  func pastPrompts(_ choice: ListChoice) -> [String] {
    let words = choice.filter.text.lowercased().split(separator: " ")
    guard !words.isEmpty else { return pastPrompts }
    return pastPrompts.filter { prompt in
      let text = prompt.lowercased()
      return words.allSatisfy { text.contains($0) }
    }
  }

  /// Obeys a key in the list of earlier prompts; the one chosen takes the prompt's place.
  mutating func pressInPastPrompts(_ key: Key, _ choice: ListChoice) -> [Effect] {
    let prompts = pastPrompts(choice)
    switch choice.press(key, of: prompts.count) {
    case .goOn(let next): popup = .pastPrompts(next)
    case .leave: popup = nil
    case .take(let row):
      popup = nil
      field = firstField
      return edit { $0.replace(with: prompts[row]) }
    }
    return []
  }
}
