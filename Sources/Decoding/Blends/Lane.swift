/// One of the parallel prompts of a request; all lanes go through the model in one step.
package enum Lane: Hashable, Sendable {
  /// The prompt as written.
  case full
  /// The mask token in the place of the text.
  case unconditional
}
