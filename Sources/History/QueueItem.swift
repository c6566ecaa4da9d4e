package import Foundation

/// An order that waits to be drawn.
package struct QueueItem: Hashable, Sendable, Identifiable {
  /// The row's number.
  package struct ID: Hashable, Sendable, RawRepresentable {
    /// Counted from 1.
    package let rawValue: Int64

    /// Wraps a row number.
    package init(rawValue: Int64) { self.rawValue = rawValue }
  }

  /// The row's number.
  package let id: ID
  /// What is to be drawn.
  package let order: QueuedOrder
  /// Whether a living studio draws it at the moment.
  package let isTaken: Bool
  /// When it was asked for.
  package let createdAt: Date
}

/// What is known of a picture that is to be drawn later.
package struct QueuedOrder: Hashable, Sendable {
  /// The words of the request.
  package var prompt: String
  /// The whole request as JSON.
  package var request: String
  /// The name of the task.
  package var task: String
  /// What the run begins with.
  package var verdict: Run.Verdict
  /// The run that it is taken from.
  package var parent: Run.ID?
  /// The comparison that it belongs to.
  package var comparison: Comparison.ID?
  /// What else a replay needs, as JSON.
  package var replay: String

  /// Makes an order.
  package init(
    prompt: String, request: String, task: String = "picture", verdict: Run.Verdict = .undecided,
    parent: Run.ID? = nil, comparison: Comparison.ID? = nil, replay: String = ""
  ) {
    self.prompt = prompt
    self.request = request
    self.task = task
    self.verdict = verdict
    self.parent = parent
    self.comparison = comparison
    self.replay = replay
  }
}
