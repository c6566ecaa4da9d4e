/// The negative prompt: words that a picture is led away from.
extension StudioState {
  /// Opens the line of the negative prompt, or goes back from it to the prompt.
  mutating func toggleNegative() -> [Effect] {
    if let form, !form.task.draws {
      return refuse("words are asked for; only a picture is led away from something")
    }
    let isThere = mode == .write && field == .negative
    field = isThere ? firstField : .negative
    mode = .write
    guard field == .negative, !hearsNegative else { return [] }
    return say(Message(text: "at CFG 1 a negative prompt has no effect; turn CFG up, or CD-K on"))
  }

  /// Goes to the line below or above; false where there is none.
  mutating func goToField(_ step: Int) -> Bool {
    let fields = writtenFields
    let place = (fields.firstIndex(of: field) ?? 0) + step
    guard fields.indices.contains(place) else { return false }
    field = fields[place]
    completion = nil
    return true
  }

  /// Leaves the prompt's region; an empty line of a negative prompt goes with it.
  mutating func leavePrompt() -> [Effect] {
    mode = .browse
    if field == .negative, negative.text.isEmpty { field = firstField }
    return []
  }

  /// Puts other words in place of prompt and negative prompt.
  mutating func replaceWords(_ words: PromptWords) -> [Effect] {
    var effects: [Effect] = []
    if words.negative != negative.text {
      negative.replace(with: words.negative)
      if words.negative.isEmpty { field = firstField }
      effects.append(count(.negative))
    }
    return replacePrompt(words.prompt) + effects
  }

  /// Prompt and negative prompt as they are.
  var words: PromptWords { PromptWords(prompt: prompt.text, negative: negative.text) }
}

/// What a picture is asked for with in words.
package struct PromptWords: Hashable, Sendable {
  /// What it shall show.
  package let prompt: String
  /// What it shall lead away from; empty for nothing.
  package let negative: String
}
