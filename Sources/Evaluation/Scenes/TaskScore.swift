package import Scenes

/// How often a model does a task about composed scenes right.
package struct TaskScore: Codable, Sendable {
  /// The task.
  package var task: SceneTask
  /// Answers, or pictures, that are right.
  package var right: Proportion
  /// The mean of how much of each is right, see `TaskJudge`; nil for tasks right or wrong as a whole.
  package var mean: Estimate?
  /// Edited pictures that are as they were beside what was to change; nil for tasks without such.
  package var kept: Proportion?
  /// True pictures that are right after the image tokenizer, what a faultless model would reach; nil
  /// for words.
  package var ceiling: Proportion?
  /// The mean of the same.
  package var ceilingMean: Estimate?
  /// The share of the commonest right answer, 0…1: what always saying it reaches; nil for pictures.
  package var commonest: Double?

  /// Counts what came.
  init(_ task: SceneTask, of samples: [TaskEvaluation.Sample]) {
    self.task = task
    let verdicts = samples.map(\.verdict)
    right = verdicts.right
    mean = verdicts.mean
    let kept = samples.compactMap(\.isKept)
    if !kept.isEmpty { self.kept = Proportion(right: kept.count { $0 }, of: kept.count) }
    let ceilings = samples.compactMap(\.ceiling)
    if !ceilings.isEmpty { (ceiling, ceilingMean) = (ceilings.right, ceilings.mean) }
    let truths = samples.compactMap { sample in
      sample.document.truth.map { AnswerForm.normal(TaskJudge.conclusion(of: $0)) }
    }
    commonest = Dictionary(grouping: truths) { $0 }.values.map(\.count).max()
      .map { Double($0) / Double(truths.count) }
  }
}
