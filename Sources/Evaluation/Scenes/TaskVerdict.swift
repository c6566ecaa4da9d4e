/// What is thought of one answer, or of one picture.
package struct TaskVerdict: Sendable {
  /// Whether it counts as right.
  package var isRight: Bool
  /// How much of it is right, 0…1; nil for tasks that are right or wrong as a whole.
  package var share: Double?
  /// The pixels of a segmentation map by class; nil for other tasks.
  var tally: ClassTally?

  /// Right or wrong as a whole.
  init(_ isRight: Bool) { self.isRight = isRight }

  /// Right from a share on.
  init(share: Double, rightFrom least: Double) {
    isRight = share >= least
    self.share = share
  }
}

extension [TaskVerdict] {
  /// The mean share, nil without shares; of segmentation maps the mean over classes of all together.
  var mean: Estimate? {
    let tallies = compactMap(\.tally)
    if !tallies.isEmpty {
      return Estimate(
        ClassTally.meanIntersectionOverUnion(tallies),
        Interval(bootstrapOf: tallies.count) { indices in
          ClassTally.meanIntersectionOverUnion(indices.map { tallies[$0] })
        }, count: tallies.count)
    }
    let shares = compactMap(\.share)
    return shares.isEmpty ? nil : Estimate(meanOf: shares)
  }

  /// How many are right.
  var right: Proportion { Proportion(right: count { $0.isRight }, of: count) }
}
