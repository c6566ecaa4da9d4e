import Foundation
import Generation
import History
import Tokens

/// The history thread's own state: which order has which row, what is searched, what can be taken
/// back.
final class Ledger {
  let archivist: Archivist
  private var rows: [JobID: Run.ID] = [:]
  /// The rows of the orders that wait.
  private var items: [JobID: QueueItem.ID] = [:]
  private var search = HistorySearch()
  private var query = HistoryQuery()
  private var undos: [Int: HistoryUndo] = [:]
  /// Changes when another studio has written something.
  private var versionOfOthers: Int?

  var store: HistoryStore { archivist.store }

  /// Lines that are read at once: the pane shows some twenty, the gallery up to a hundred.
  static let page = 200

  init(_ archivist: Archivist) {
    self.archivist = archivist
    query.includesLastDraft = true
  }

  /// Does what it is told.
  func perform(_ task: Archivist.Task) throws {
    switch task {
    case .begin(let order, let model): try begin(order, model)
    case .journal(let job, let snapshot):
      guard let run = rows[job] else { return }
      try store.journal(
        run, codes: snapshot.codes.map(\.rawValue),
        knobChanges: HistoryJSON.text(snapshot.steering))
    case .close(let job, let snapshot, let isComplete, let file):
      // The row stays known: a draft may be adopted in the moment in which it ends.
      try close(rows[job], snapshot, isComplete, file)
    case .adopt(let job, let file):
      guard let run = rows[job] else { return }
      try store.edit([run], .promote)
      if let file { try store.attach(file, to: run) }
      try tell([run], recounting: true)
    case .edit(let edit, let files): try carryOut(edit, files)
    case .takeBack(let number): try takeBack(number)
    case .recordTile(let tile, let picture, let verdict, let model, let parent, let file):
      try record(tile, picture, verdict, model, parent, file)
    case .saveSheet(let file, let path):
      say(try RunExport(store: store, files: [:]).write(file, to: path))
    case .decide(let run, let verdict):
      try store.edit([run], .judge(verdict))
      try tell([run], recounting: true)
    case .list(let search): try list(search)
    case .listMore(let search, let run):
      guard search.revision == self.search.revision else { return }
      let page = try store.page(of: query, Ledger.page, before: run)
      post(.listedMore(page, revision: search.revision))
      try note(page.runs)
    case .read(let run, let reading): post(.entryRead(HistoryEntry(try store.run(run)), reading))
    case .readPrompts: post(.promptsRead(try store.prompts(StudioState.mostPastPrompts)))
    case .readDetails(let run, let reading):
      post(.detailsRead(try details(of: run), reading))
    case .readDifference(let a, let b):
      post(.differenceRead(HistoryEntry(try store.run(a)), HistoryEntry(try store.run(b))))
    case .readTags:
      post(.tagsRead(try store.tags().map { TagCount(name: $0.name, count: $0.count) }))
    case .view(let run): try view(run)
    case .export(let form, let runs, let path, let files):
      say(try RunExport(store: store, files: files).write(runs, as: form, to: path))
    case .importPicture(let path): try importPicture(path)
    case .hearOthers: try hearOthers()
    case .readQueue: post(.queueRead(try store.takeAll()))
    case .remember(let orders, let job): try remember(orders, drawing: job)
    case .save(let file, let key, let literal): try file.set(key, to: literal)
    case .answer(let question, let words, let model, let codes, let file):
      try record(question, words, model, codes, file)
    case .listFiles(let path):
      post(.filesListed(FileListing.paths(beginningWith: path), for: path))
    case .end: break
    }
  }

  // MARK: pictures that are written

  private func begin(_ order: Order, _ model: ModelFacts) throws {
    var run = try newRun(order, model)
    run.order = items.removeValue(forKey: order.job) ?? order.item
    let id = try store.begin(run, at: archivist.date())
    rows[order.job] = id
    post(.recorded(order.job, id))
    try tell([id] + (order.parent.map { [$0] } ?? []), recounting: order.verdict != .draft)
  }

  /// Makes the history's queue that of this studio: new orders are added, those that are gone leave.
  private func remember(_ orders: [Order], drawing: JobID?) throws {
    let jobs = Set(orders.map(\.job))
    for order in orders where items[order.job] == nil {
      let item =
        try order.item ?? store.enqueue(queued(order), at: archivist.date(), isTaken: true)
      items[order.job] = item
    }
    for (job, item) in items where !jobs.contains(job) && job != drawing {
      try store.cancel(item)
      items[job] = nil
    }
    try store.arrange(orders.compactMap { items[$0.job] })
  }

  private func queued(_ order: Order) throws -> QueuedOrder {
    QueuedOrder(
      prompt: order.request.prompt,
      request: try order.sheet.map { try HistoryJSON.text(SheetRecord($0)) }
        ?? HistoryJSON.text(order.request),
      task: order.sheet == nil ? order.task : Ledger.sheetTask, verdict: order.verdict,
      parent: order.parent, replay: try HistoryJSON.text(order.record))
  }

  func newRun(_ order: Order, _ model: ModelFacts) throws -> NewRun {
    var run = NewRun(
      prompt: order.request.prompt, request: try HistoryJSON.text(order.request),
      seed: order.request.seed.rawValue, modelHash: model.hash, codeCount: model.codeCount,
      verdict: order.verdict, parent: order.parent)
    (run.model, run.task) = (model.name, order.task)
    if !order.record.isEmpty { run.replay = try HistoryJSON.text(order.record) }
    if let plan = order.sheet { try describe(plan, in: &run) }
    return run
  }

  func close(_ run: Run.ID?, _ snapshot: Snapshot, _ isComplete: Bool, _ file: [UInt8]?)
    throws
  {
    guard let run else { return }
    defer {
      try? tell([run], recounting: false)
      if let whole = try? store.run(run) { post(.entryRead(HistoryEntry(whole), .refresh)) }
    }
    try store.close(
      run, as: isComplete ? .finished : .partial, codes: snapshot.codes.map(\.rawValue),
      knobChanges: HistoryJSON.text(snapshot.steering), picture: file, at: archivist.date())
  }

  // MARK: edits

  private func carryOut(_ order: HistoryEdit, _ files: [Run.ID: [UInt8]]) throws {
    // The state has shown it already: what failed is shown as it is.
    defer { try? tell(order.runs, recounting: true) }
    var edit = order.edit
    if case .delete = edit { edit = .delete(at: archivist.date()) }
    undos[order.number] = try store.edit(order.runs, edit)
    undos[order.number - Undo.most] = nil
    for (run, file) in files.sorted(by: { $0.key < $1.key }) { try store.attach(file, to: run) }
    guard case .judge(.kept) = edit, order.runs.count == 1, let run = order.runs.first,
      let path = try store.keptPath(of: store.summary(run))
    else { return }
    say("#\(run.rawValue) kept: \(path)")
  }

  private func takeBack(_ number: Int) throws {
    guard let undo = undos.removeValue(forKey: number) else { return }
    defer { try? tell(undo.runs, recounting: true) }
    try store.undo(undo)
  }

  // MARK: single entries

  private func details(of run: Run.ID) throws -> EntryDetails {
    let entry = HistoryEntry(try store.run(run))
    return EntryDetails(
      entry: entry, path: store.picturePath(of: entry.run),
      keptPath: store.keptPath(of: entry.run.summary),
      parent: entry.run.parent.flatMap { try? store.summary($0) },
      children: try store.children(of: run))
  }

  private func view(_ run: Run.ID) throws {
    let summary = try store.summary(run)
    guard let path = store.keptPath(of: summary) ?? store.picturePath(of: summary) else {
      throw FileRefusal("#\(run.rawValue) has no picture file yet")
    }
    try SystemViewer.open(path)
    say("#\(run.rawValue) was handed to the system's viewer")
  }

  private func importPicture(_ path: String) throws {
    let picture = try PictureImport(path: UserPath.expanded(path))
    let (run, sentence) = try picture.take(into: store, at: archivist.date())
    say(sentence)
    try tell([run], recounting: true)
    post(.imported(run))
  }

  func say(_ sentence: String) {
    post(.said(StudioState.Message(text: sentence)))
  }

  // MARK: lists

  private func list(_ search: HistorySearch) throws {
    self.search = search
    do {
      query = try search.query(in: .current)
    } catch {
      return post(.searchRefused("\(error)", revision: search.revision))
    }
    versionOfOthers = try store.versionOfOthers()
    let page = try store.page(of: query, Ledger.page)
    post(.listed(page, try counts(), revision: search.revision))
    if !search.isPlain { post(.matched(try store.count(query), revision: search.revision)) }
    try note(page.runs)
  }

  /// Says what became of some runs, as far as the search is concerned.
  func tell(_ runs: [Run.ID], recounting: Bool) throws {
    var narrow = query
    narrow.runs = query.runs.isEmpty ? Set(runs) : query.runs.intersection(runs)
    let present =
      narrow.runs.isEmpty ? [] : try store.page(of: narrow, max(runs.count, 1)).runs
    let found = Set(present.map(\.id))
    var change = HistoryChange(
      revision: search.revision, present: present, gone: runs.filter { !found.contains($0) })
    change.notes = try notes(of: present)
    change.counts = recounting ? try counts() : nil
    post(.changed(change))
    try hearOthers()
  }

  /// Shows what other studios have done since it was looked at last, as far as a page goes.
  private func hearOthers() throws {
    let version = try store.versionOfOthers()
    defer { versionOfOthers = version }
    guard let before = versionOfOthers, before != version else { return }
    let page = try store.page(of: query, Ledger.page)
    var change = HistoryChange(revision: search.revision, present: page.runs)
    change.notes = try notes(of: page.runs)
    change.counts = try counts()
    post(.changed(change))
  }

  /// Requests are read after the lines, which are there sooner without them.
  private func note(_ runs: [RunSummary]) throws {
    let notes = try notes(of: runs)
    if !notes.isEmpty { post(.noted(notes)) }
  }

  private func notes(of runs: [RunSummary]) throws -> [Run.ID: String] {
    guard !runs.isEmpty else { return [:] }
    let entries = try store.runs(runs.map(\.id)).map(HistoryEntry.init)
    return Dictionary(uniqueKeysWithValues: entries.map { ($0.id, $0.knobNote) })
  }

  private func counts() throws -> StudioState.HistoryCounts {
    let counts = try store.counts()
    return StudioState.HistoryCounts(all: counts.all, kept: counts.kept)
  }

  func post(_ action: StudioAction) { archivist.mailbox.post(action) }
}
