/// The six kinds of composed prompts (GenEval, arXiv 2310.11513).
package enum SceneKind: String, Codable, CaseIterable, Sendable {
  /// "a star".
  case single
  /// "a star and a key".
  case two
  /// "three stars".
  case counting
  /// "a red star".
  case colour
  /// "a star to the left of a key", "a star in the top left corner".
  case position
  /// "a red star and a blue key".
  case attribution

  /// Whether a combination is the one that prompts of this kind are asked about.
  func isAbout(_ combination: SceneCombination) -> Bool {
    switch (self, combination) {
    case (.single, .ground), (.two, .pair), (.counting, .four), (.colour, .colour),
      (.position, .relation), (.attribution, .colour):
      true
    default: false
    }
  }
}
