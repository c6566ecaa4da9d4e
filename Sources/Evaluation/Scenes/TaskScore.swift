package import Scenes

/// How often a model does a task about composed scenes right.
package struct TaskScore: Codable, Sendable {
  /// The task.
  package var task: SceneTask
  /// Answers, or pictures, that are right.
  package var right = Proportion()
  /// Edited pictures that are as they were beside what was to change; nil for tasks without such.
  package var kept: Proportion?
  /// Pictures that would be read as right if the model were faultless; nil for words.
  package var ceiling: Proportion?
  /// The share of the commonest right answer, 0…1: what always saying it reaches; nil for pictures.
  package var commonest: Double?

  init(_ task: SceneTask) { self.task = task }
}
