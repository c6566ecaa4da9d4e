/// A line in the prompt's region that words are written into.
package enum PromptField: Hashable, Sendable {
  /// What the picture shall show.
  case prompt
  /// What it shall lead away from.
  case negative
}

/// The tokens of a line's words: asked for at a revision, told later.
struct TokenCount: Hashable, Sendable {
  var revision: Int
  var tokens: Int?
}

extension StudioState {
  /// The lines of the prompt's region from top to bottom; the negative one only where it is used.
  var fields: [PromptField] {
    field == .negative || !negative.text.isEmpty ? [.prompt, .negative] : [.prompt]
  }

  /// The words of a line.
  subscript(field: PromptField) -> PromptEditor {
    get {
      switch field {
      case .prompt: prompt
      case .negative: negative
      }
    }
    set {
      switch field {
      case .prompt: prompt = newValue
      case .negative: negative = newValue
      }
    }
  }

  /// The words of the line that is written.
  var editor: PromptEditor {
    get { self[field] }
    set { self[field] = newValue }
  }

  /// What stands in a line while it is empty.
  func placeholder(of field: PromptField) -> String {
    switch field {
    case .prompt: "what the picture shall show"
    case .negative: "what it shall lead away from"
    }
  }

  /// What stands before a line's words; nothing where the line is alone.
  func label(of field: PromptField) -> String {
    switch field {
    case .prompt: ""
    case .negative: hearsNegative ? "not: " : "not (unheard at CFG 1): "
    }
  }

  /// Whether there is guidance, which alone hears a negative prompt.
  var hearsNegative: Bool {
    settings.guidance != 1 || settings.knobs.schedules.guidanceScale != nil
  }
}
