/// What an editor can take back and do again: its text before each step.
struct EditLog: Hashable, Sendable {
  /// A text and its cursor.
  struct Moment: Hashable, Sendable {
    var characters: [Character]
    var cursor: Int
  }

  /// What changed the text; strokes of one kind in a row are one step, but for `.other`.
  enum Stroke: Hashable, Sendable {
    case typing, deleting, completing, walking, other
  }

  private var past: [Moment] = []
  private var future: [Moment] = []
  private var last: Stroke?

  /// Steps that are remembered; older ones are forgotten.
  private static let most = 200

  /// Remembers the moment before a change.
  mutating func note(_ before: Moment, _ stroke: Stroke) {
    future = []
    defer { last = stroke }
    guard stroke != last || stroke == .other else { return }
    past.append(before)
    if past.count > EditLog.most { past.removeFirst() }
  }

  /// Ends a row of strokes: the next one is a step of its own.
  mutating func pause() { last = nil }

  /// The moment before the last step; nil where there is none.
  mutating func back(from now: Moment) -> Moment? {
    guard let moment = past.popLast() else { return nil }
    future.append(now)
    last = nil
    return moment
  }

  /// The moment that was taken back last; nil where there is none.
  mutating func forth(from now: Moment) -> Moment? {
    guard let moment = future.popLast() else { return nil }
    past.append(now)
    last = nil
    return moment
  }
}
