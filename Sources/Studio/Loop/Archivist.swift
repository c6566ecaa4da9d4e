import Foundation
import Generation
import History
import Tokens

/// The thread that keeps the history: a slow disk never holds up a key or a token.
final class Archivist: Sendable {
  /// What it is told to do.
  enum Task: Sendable {
    case begin(Order, modelHash: String, codeCount: Int)
    case journal(JobID, Snapshot)
    case close(JobID, Snapshot, isComplete: Bool, file: [UInt8]?)
    case judge(Run.ID, Run.Verdict, file: [UInt8]?)
    case rate(Run.ID, Int?)
    case adopt(JobID)
    case save(SettingsFile, key: String, literal: String)
    case read
    case end(@Sendable () -> Void)
  }

  private let inbox: Inbox<Task>
  private let mailbox: Mailbox
  private let store: HistoryStore
  private let date: @Sendable () -> Date

  /// The newest runs that the pane holds.
  private static let shown = 500

  init(store: HistoryStore, mailbox: Mailbox, date: @escaping @Sendable () -> Date) {
    self.store = store
    self.mailbox = mailbox
    self.date = date
    inbox = Inbox { mailbox.wake() }
  }

  /// Begins to work.
  func start() {
    let thread = Thread { [self] in work() }
    thread.name = "history"
    thread.start()
    put(.read)
  }

  /// Adds a task, from any thread.
  func put(_ task: Task) { inbox.put(task) }

  /// Whether nothing is left to do.
  var isIdle: Bool { inbox.isIdle }

  private func work() {
    var rows: [JobID: Run.ID] = [:]
    // What was deleted long ago goes for good at a start; should that fail, the next one tries again.
    _ = try? store.forgetDeleted(before: date() - HistoryStore.rememberedDeletions)
    while true {
      for task in inbox.take(within: nil) {
        if case .end(let done) = task { return done() }
        do {
          try perform(task, &rows)
        } catch {
          mailbox.post(.said(StudioState.Message(text: "\(error)", isError: true)))
        }
      }
    }
  }

  private func perform(_ task: Task, _ rows: inout [JobID: Run.ID]) throws {
    switch task {
    case .begin(let order, let hash, let count):
      let run = try store.begin(newRun(order, hash, count), at: date())
      rows[order.job] = run
      mailbox.post(.recorded(order.job, run))
    case .journal(let job, let snapshot):
      guard let run = rows[job] else { return }
      try store.journal(
        run, codes: snapshot.codes.map(\.rawValue),
        knobChanges: HistoryJSON.text(snapshot.steering))
      return
    case .close(let job, let snapshot, let isComplete, let file):
      // The row stays known: a draft may be adopted in the moment in which it ends.
      try close(rows[job], snapshot, isComplete, file)
    case .judge(let run, let verdict, let file):
      try store.judge(run, verdict)
      if let file { try store.attach(file, to: run) }
    case .rate(let run, let rating): try store.rate(run, rating)
    case .adopt(let job):
      guard let run = rows[job] else { return }
      try store.judge(run, .undecided)
    case .save(let file, let key, let literal):
      try file.set([key], to: literal)
      return
    case .read: mailbox.post(.promptsRead(try store.prompts(StudioState.mostPastPrompts)))
    case .end: break
    }
    try tell()
  }

  private func newRun(_ order: Order, _ hash: String, _ count: Int) throws -> NewRun {
    NewRun(
      prompt: order.request.prompt, request: try HistoryJSON.text(order.request),
      seed: order.request.seed.rawValue, modelHash: hash, codeCount: count,
      verdict: order.verdict, parent: order.parent)
  }

  private func close(_ run: Run.ID?, _ snapshot: Snapshot, _ isComplete: Bool, _ file: [UInt8]?)
    throws
  {
    guard let run else { return }
    defer { try? tell() }
    try store.close(
      run, as: isComplete ? .finished : .partial, codes: snapshot.codes.map(\.rawValue),
      knobChanges: HistoryJSON.text(snapshot.steering), picture: file, at: date())
  }

  private func tell() throws {
    let counts = try store.counts()
    mailbox.post(
      .historyRead(
        try store.newest(Archivist.shown).map(HistoryEntry.init),
        StudioState.HistoryCounts(all: counts.all, kept: counts.kept)))
  }
}
