import Generation
import History
import Imaging

extension StudioState {
  /// Takes what an order has written so far.
  mutating func advance(_ job: JobID, _ snapshot: Snapshot, _ seconds: Double) -> [Effect] {
    guard writing?.order.job == job else { return [] }
    writing?.written = snapshot.codes.count
    writing?.seconds = seconds
    fill(job, with: snapshot)
    return []
  }

  /// Takes the end of an order and begins the next.
  mutating func end(_ job: JobID, _ snapshot: Snapshot?, _ seconds: Double, _ failure: String?)
    -> [Effect]
  {
    if let snapshot { fill(job, with: snapshot) }
    if let snapshot, let order = writing?.order, order.job == job { compare(snapshot, to: order) }
    if let writing, writing.order.job == job {
      if snapshot == nil, shown?.job == job { shown = writing.replaced }
      let count = max((snapshot?.codes.count ?? 0) - writing.given, 0)
      lastSpeed = Speed(rate: seconds > 0 ? Double(count) / seconds : nil, seconds: seconds)
      self.writing = nil
    }
    if let failure { message = Message(text: failure, isError: true) }
    let next = startNext()
    // An order that the model refused has no run to take it out of the history's queue.
    return (writing == nil ? ring(after: seconds) : []) + next
      + (failure == nil ? [] : [rememberedQueue])
  }

  /// Calls whoever has looked away by now.
  private func ring(after seconds: Double) -> [Effect] {
    let patience = preferences.bellAfter
    guard patience > 0, seconds >= patience else { return [] }
    guard !isFocused else { return [.terminal(.bell)] }
    let words = shown?.request.prompt ?? "the picture"
    return [.terminal(.bell), .terminal(.notify("leon", "drawn: \(words)"))]
  }

  /// Gives the pictures of an order their row in the history.
  mutating func record(_ job: JobID, as run: Run.ID) -> [Effect] {
    if shown?.job == job { shown?.run = run }
    if pinned?.job == job { pinned?.run = run }
    if sheet?.job == job { sheet?.run = run }
    if inspection?.picture.job == job { inspection?.picture.run = run }
    return []
  }

  private mutating func fill(_ job: JobID, with snapshot: Snapshot) {
    if shown?.job == job { shown?.take(snapshot) }
    if inspection?.picture.job == job { inspection?.picture.take(snapshot) }
  }
}

extension Picture {
  /// Takes what an order has written.
  fileprivate mutating func take(_ snapshot: Snapshot) {
    // A picture only grows; what comes late is older.
    guard snapshot.codes.count >= codes.count else { return }
    codes = snapshot.codes
    steering = snapshot.steering
    if let image = snapshot.image { self.image = image }
  }
}
