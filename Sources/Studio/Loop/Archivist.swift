import Foundation
import History
import Tokens

/// The thread that keeps the history: a slow disk never holds up a key or a token.
final class Archivist: Sendable {
  /// What it is told to do.
  enum Task: Sendable {
    case begin(Order, model: ModelFacts)
    case journal(JobID, Snapshot)
    case close(JobID, Snapshot, isComplete: Bool, file: [UInt8]?)
    case adopt(JobID, file: [UInt8]?)
    case edit(HistoryEdit, files: [Run.ID: [UInt8]])
    case takeBack(Int)
    case recordTile(
      SheetTileID, Picture, Run.Verdict, model: ModelFacts, parent: Run.ID?, file: [UInt8]?)
    case saveSheet(SheetFile, path: String)
    case decide(Run.ID, Run.Verdict)
    case list(HistorySearch)
    case listMore(HistorySearch, before: Run.ID)
    case read(Run.ID, Reading)
    case readPrompts
    case readDetails(Run.ID, Reading)
    case readDifference(Run.ID, Run.ID)
    case readTags
    case view(Run.ID)
    case export(ExportForm, [Run.ID], path: String, files: [Run.ID: [UInt8]])
    case importPicture(path: String)
    case hearOthers
    case readQueue
    case remember([Order], drawing: JobID?)
    case save(SettingsFile, key: [String], literal: String)
    case answer(Question, String, model: ModelFacts, codes: [CodeIndex], file: [UInt8]?)
    case listFiles(String)
    case end(@Sendable () -> Void)
  }

  let store: HistoryStore
  let mailbox: Mailbox
  let date: @Sendable () -> Date
  private let inbox: Inbox<Task>

  init(store: HistoryStore, mailbox: Mailbox, date: @escaping @Sendable () -> Date) {
    self.store = store
    self.mailbox = mailbox
    self.date = date
    inbox = Inbox { mailbox.wake() }
  }

  /// Begins to work, with the first page of a search.
  func start(_ search: HistorySearch) {
    let thread = Thread { [self] in work() }
    thread.name = "history"
    thread.start()
    put(.readQueue)
    put(.list(search))
    put(.readPrompts)
  }

  /// Adds a task, from any thread.
  func put(_ task: Task) { inbox.put(task) }

  /// Whether nothing is left to do.
  var isIdle: Bool { inbox.isIdle }

  /// Tasks put so far.
  var messageCount: Int { inbox.count }

  private func work() {
    let ledger = Ledger(self)
    // What was deleted long ago goes for good at a start; should that fail, the next one tries again.
    _ = try? store.forgetDeleted(before: date() - HistoryStore.rememberedDeletions)
    while true {
      let tasks = inbox.take(within: nil)
      for (at, task) in tasks.enumerated() where !task.isStale(before: tasks[(at + 1)...]) {
        if case .end(let done) = task {
          store.leave()
          return done()
        }
        do {
          try ledger.perform(task)
        } catch {
          mailbox.post(.said(StudioState.Message(text: "\(error)", isError: true)))
        }
      }
    }
  }
}

extension Archivist.Task {
  /// Whether a later task asks the same anew: typing and scrolling go faster than reading.
  fileprivate func isStale(before later: ArraySlice<Archivist.Task>) -> Bool {
    later.contains { task in
      switch (self, task) {
      case (.list, .list), (.listMore, .list), (.listFiles, .listFiles): true
      case (.read(_, .look), .read(_, .look)): true
      default: false
      }
    }
  }
}
