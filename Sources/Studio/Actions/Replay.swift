import Generation
import History
import Tokens

/// Writing a picture again, with every knob turned and every code taken where they were.
extension StudioState {
  /// Writes the picture that is looked at again, as a draft; the picture itself is pinned as A.
  mutating func replay() -> [Effect] {
    guard let run = hereSummary else { return refuse(Self.nothingLookedAt) }
    guard run.state != .pending else {
      return refuse("#\(run.id.rawValue) is still being written; R writes it again afterwards")
    }
    guard !run.isAnswer else {
      return refuse("#\(run.id.rawValue) is words; R writes pictures again")
    }
    if let shownEntry, shownEntry.id == run.id { return replay(shownEntry) }
    return [.read(run.id, .replay)]
  }

  /// Writes an entry again, once it was read.
  mutating func replay(_ entry: HistoryEntry) -> [Effect] {
    let name = "#\(entry.id.rawValue)"
    guard let facts else { return refuse(refusal ?? "the model is still being loaded") }
    guard let request = entry.request else {
      return refuse("\(name) was written by another leon and cannot be written again")
    }
    guard entry.sheet == nil else {
      return refuse("\(name) is a sheet; m opens it, and R writes single pictures again")
    }
    guard entry.run.modelHash == facts.hash else {
      let model = entry.run.model.isEmpty ? "another model" : entry.run.model
      return refuse("\(model) wrote \(name); \(facts.name) cannot write it again")
    }
    let effects = leaveInspector() + dropDrafts()
    if let shown, shown.run == entry.id, shown.isComplete { pinned = shown }
    lastJob = JobID(lastJob.rawValue + 1)
    return effects
      + order(
        Order(
          job: lastJob, request: request, replaying: entry.onward, turning: settings.turning,
          verdict: .draft,
          replayed: Replayed(run: entry.id, codes: entry.run.codes.map(CodeIndex.init(rawValue:))),
          task: entry.run.task))
  }

  /// Says whether a picture that was written again is the same.
  mutating func compare(_ snapshot: Snapshot, to order: Order) {
    guard let before = order.replayed, !before.codes.isEmpty else { return }
    let name = "#\(before.run.rawValue)"
    let pairs = zip(before.codes, snapshot.codes).enumerated()
    if let other = pairs.first(where: { $0.element.0 != $0.element.1 })?.offset {
      let text = "this is not \(name): token \(other + 1) differs, as on another processor"
      message = Message(text: text, isError: true)
    } else if snapshot.codes.count >= before.codes.count {
      message = Message(text: "\(name) again, code for code")
    }
  }
}
