/// One of the parallel prompts of a request; all lanes go through the model in one step.
package enum Lane: Hashable, Sendable {
  /// The prompt as written.
  case full
  /// The picture that an edit is about, without the words that say what to do.
  case picture
  /// The mask token in the place of the text.
  case unconditional
}
