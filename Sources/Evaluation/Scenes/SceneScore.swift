package import Scenes

/// How often pictures of one kind of prompt show what was asked for.
package struct SceneScore: Codable, Sendable {
  /// A picture that was read otherwise than asked for.
  package struct Miss: Codable, Sendable {
    /// What was asked for.
    package var prompt: String
    /// What was read.
    package var read: String
  }

  /// The kind.
  package var kind: SceneKind
  /// Whether the combinations were trained on.
  package var combinations: SceneComposer.Split
  /// Scenes as they were rendered: how well the reader reads.
  package var clean = Proportion()
  /// The same scenes through the image tokenizer: what a faultless model would reach.
  package var ceiling = Proportion()
  /// Pictures that the model drew; nil when none was asked to.
  package var drawn: Proportion?
  /// The rendered scenes that were misread.
  package var cleanMisses: [Miss] = []
  /// The scenes misread after the tokenizer.
  package var ceilingMisses: [Miss] = []
  /// The drawn pictures that show something else.
  package var drawnMisses: [Miss] = []

  init(_ kind: SceneKind, _ combinations: SceneComposer.Split) {
    self.kind = kind
    self.combinations = combinations
  }
}
