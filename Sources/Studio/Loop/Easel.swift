import Foundation
import Generation
import History
import Imaging
import Tokens

/// The computing thread's own state: the engine and the picture in work.
final class Easel {
  let engine: any PictureEngine
  let painter: Painter
  private(set) var current: Work?
  /// The last picture that was written or looked at: a branch cuts its cache instead of filling
  /// another.
  var resting: Resting?
  /// Alternatives that are still to be decoded.
  var imagining: Imagining?
  /// Runs whose thumbnails the gallery waits for.
  private var waitingThumbnails: ArraySlice<Run.ID> = []
  /// The run whose pixels are wanted: scrolling goes faster than decoding, and the last one counts.
  private var wanted: (entry: HistoryEntry, path: String?)?
  /// Seconds that the last preview took.
  private var previewCost = 0.0
  /// The path of a bank that is to be opened once nothing is written.
  var wantedBank: String?
  /// Whether the studio has told anything: its first picture goes before its bank.
  private var hasHeard = false
  private var ending: (@Sendable () -> Void)?
  /// Pictures of the user's own, for edits of them.
  var originals = Originals()
  let sheets: SheetEasel

  /// A picture in work.
  struct Work {
    var order: Order
    let writing: any PictureWriting
    /// When it was begun, later by the time in which it was held.
    var start: Double
    var turning: Turning
    /// Tokens that keys have asked for.
    var allowance = 0
    var isStopped = false
    /// Since when it is held.
    var pausedAt: Double?
    /// When the next token and the next preview are due, and when the last journal was written.
    var due: Double
    var previewDue: Double
    var journalled: Double
  }

  /// At most eight previews a second.
  private static let previewInterval = 0.125
  /// The part of the time that previews take at full speed: a decoded picture costs some 10 ms.
  private static let previewShare = 0.04
  /// What a studio that is killed may lose.
  private static let journalInterval = 0.25

  init(_ engine: any PictureEngine, _ painter: Painter) {
    self.engine = engine
    self.painter = painter
    sheets = SheetEasel(engine, painter)
    wantedBank = painter.bank
  }

  /// Hears what has come, then writes one token or waits; false at the end.
  func serve() -> Bool {
    hear(patience == 0 ? painter.inbox.takeAll() : painter.inbox.take(within: patience))
    if let work = current, work.isStopped || ending != nil { finish(isComplete: false) }
    sheets.serve(isEnding: ending != nil)
    if let ending, current == nil {
      painter.archivist.put(.end(ending))
      return false
    }
    if let wanted { open(wanted.entry, wanted.path) }
    wanted = nil
    imagineOne()
    if isFreeForBank { openWantedBank() }
    if current != nil, isDue { writeToken() }
    // One a turn: a page of them does not hold up the picture that is being written.
    if let run = waitingThumbnails.popFirst() { showThumbnail(of: run) }
    return true
  }

  /// Seconds until something is to be done; nil waits for a message.
  private var patience: Double? {
    if imagining != nil || !waitingThumbnails.isEmpty { return 0 }
    if sheets.isBusy || isFreeForBank { return 0 }
    guard let work = current else { return nil }
    if work.isStopped { return 0 }
    if work.pausedAt != nil { return nil }
    if work.turning == .byKey { return work.allowance > 0 ? 0 : nil }
    return max(0, work.due - painter.clock.seconds())
  }

  private var isFreeForBank: Bool {
    wantedBank != nil && hasHeard && current == nil && !sheets.isBusy
  }

  private var isDue: Bool {
    guard let work = current, work.pausedAt == nil else { return false }
    if work.turning == .byKey { return work.allowance > 0 }
    return painter.clock.seconds() >= work.due
  }

  private func hear(_ tasks: [Painter.Task]) {
    hasHeard = hasHeard || !tasks.isEmpty
    for (place, task) in tasks.enumerated() {
      switch task {
      case .draw(let order): begin(order)
      case .retune(let job, let knobs, let seed):
        change(job) { work in
          work.writing.knobs = knobs
          work.writing.seed = seed
        }
      case .pace(let job, let turning): change(job) { $0.turning = turning }
      case .step(let job): change(job) { $0.allowance += 1 }
      case .adopt(let job):
        change(job) { $0.order.verdict = .undecided }
        painter.archivist.put(.adopt(job, file: file(of: job)))
      case .pause(let job, let isPaused): pause(job, isPaused)
      case .survey(let origin): survey(origin)
      case .imagine(let origin, let position, let codes, let revision):
        imagining = Imagining(
          origin: origin, position: position, codes: codes[...], revision: revision)
      case .stop(let job):
        change(job) { $0.isStopped = true }
        sheets.stop(job)
      case .retuneSheet(let job, let knobs): sheets.retune(job, knobs)
      case .recordTile(let tile, let picture, let verdict, let parent):
        sheets.record(tile, picture, verdict, parent: parent)
      case .openSheet(let job, let entry): sheets.open(job, entry)
      case .saveSheet(let sheet, let path): sheets.save(sheet, to: path)
      case .fill(let source, let number): fill(source, number: number)
      case .ask(let question):
        answer(question, isStopped: tasks[(place + 1)...].contains(where: \.stopsAsking))
      case .lookUp(let query): lookUp(query)
      case .openBank(let path): wantedBank = path
      case .drawDocuments(let pictures): draw(pictures)
      case .stopAsking: break  // What it was to stop has ended.
      case .count(let prompt, let revision):
        painter.mailbox.post(.counted(revision: revision, tokens: engine.tokenCount(prompt)))
      case .open(let entry, let path): wanted = (entry, path)
      case .edit(let order): edit(order)
      case .thumbnails(let runs): waitingThumbnails = runs[...]
      case .export(let form, let runs, let path): export(form, runs, path)
      case .takeBack(let number): painter.archivist.put(.takeBack(number))
      case .end(let done): ending = done
      }
    }
  }

  private func change(_ job: JobID, _ body: (inout Work) -> Void) {
    guard var work = current, work.order.job == job else { return }
    body(&work)
    current = work
  }

  /// Holds the picture in work, shown and journalled as far as it is, or goes on with it.
  private func pause(_ job: JobID, _ isPaused: Bool) {
    let now = painter.clock.seconds()
    change(job) { work in
      if let since = work.pausedAt, !isPaused {
        work.start += now - since
        work.due = now
        work.pausedAt = nil
      } else if work.pausedAt == nil, isPaused {
        work.pausedAt = now
        (work.previewDue, work.journalled) = (-.infinity, -.infinity)
        report(&work, now)
      }
    }
  }

  /// The state orders the next picture only once it has heard of the end of the last.
  private func begin(_ order: Order) {
    precondition(current == nil && !sheets.isBusy, "two pictures at once")
    if let plan = order.sheet { return sheets.begin(order, plan) }
    do {
      let writing = try writing(for: order)
      painter.archivist.put(
        .begin(order, model: engine.facts))
      let now = painter.clock.seconds()
      current = Work(
        order: order, writing: writing, start: now, turning: order.turning, due: now,
        previewDue: now + patience(order.turning), journalled: now)
    } catch {
      painter.mailbox.post(.ended(order.job, nil, seconds: 0, failure: "\(error)"))
    }
  }

  private func writeToken() {
    guard var work = current else { return }
    let goesOn = work.writing.advance()
    let now = painter.clock.seconds()
    if case .paced(let rate) = work.turning, painter.clock.waits {
      work.due = max(work.due + 1 / Double(rate), now - 1 / Double(rate))
    }
    work.allowance -= work.turning == .byKey ? 1 : 0
    if goesOn {
      report(&work, now)
      current = work
      return
    }
    current = work
    finish(isComplete: true)
  }

  /// Shows and journals the picture so far, each when it is time.
  private func report(_ work: inout Work, _ now: Double) {
    if painter.showsGrowth, now >= work.previewDue || work.turning == .byKey {
      painter.mailbox.post(
        .progressed(
          work.order.job, preview(of: work.writing, work.order), seconds: now - work.start))
      previewCost = painter.clock.seconds() - now
      work.previewDue = now + patience(work.turning)
    }
    // Before a wait for keys all of it is written down: nobody knows how long that is.
    let waits = work.turning == .byKey && work.allowance <= 0
    if waits || now - work.journalled >= Easel.journalInterval {
      work.journalled = now
      let writing = work.writing
      painter.archivist.put(
        .journal(
          work.order.job, Snapshot(codes: writing.codes, steering: writing.steering)))
    }
  }

  /// Seconds to the next preview; where a pace is kept there is time between two tokens.
  private func patience(_ turning: Turning) -> Double {
    turning.isPaced
      ? Easel.previewInterval : max(Easel.previewInterval, previewCost / Easel.previewShare)
  }

  private func finish(isComplete: Bool) {
    guard let work = current else { return }
    current = nil
    resting = Resting(
      request: work.order.request, writing: work.writing,
      order: isComplete ? work.order : nil)
    let seconds = (work.pausedAt ?? painter.clock.seconds()) - work.start
    let snapshot = snapshot(of: work.writing, work.order)
    if isComplete, let image = snapshot.image, work.order.changesItsPicture {
      originals.remember(image, codes: snapshot.codes)
    }
    var file: [UInt8]?
    if isComplete, work.order.verdict != .draft, let image = snapshot.image {
      file = fileBytes(work.order.request, snapshot.steering, image)
    }
    painter.archivist.put(
      .close(work.order.job, snapshot, isComplete: isComplete, file: file))
    painter.mailbox.post(.ended(work.order.job, snapshot, seconds: seconds, failure: nil))
  }

  /// The file of a draft that ended in the moment in which it was adopted.
  private func file(of job: JobID) -> [UInt8]? {
    guard let resting, let order = resting.order, order.job == job else { return nil }
    let snapshot = snapshot(of: resting.writing, order)
    return snapshot.image.flatMap { fileBytes(resting.request, snapshot.steering, $0) }
  }

  private func snapshot(of writing: any PictureWriting, _ order: Order) -> Snapshot {
    snapshot(of: writing, order, engine.image)
  }

  private func preview(of writing: any PictureWriting, _ order: Order) -> Snapshot {
    snapshot(of: writing, order, engine.preview)
  }

  private func snapshot(
    of writing: any PictureWriting, _ order: Order, _ decode: ([CodeIndex]) -> Image
  ) -> Snapshot {
    let (codes, grid) = (writing.codes, engine.facts.gridSide)
    let decoded = decode(codes)
    let image = originals.kept(in: decoded, codes: codes, of: order, grid: grid) ?? decoded
    return Snapshot(
      codes: codes, steering: writing.steering, image: image.written(codes.count, of: grid))
  }

  func pixels(_ codes: [CodeIndex]) -> Image {
    engine.image(of: codes).written(codes.count, of: engine.facts.gridSide)
  }

  func fileBytes(
    _ request: GenerationRequest, _ steering: Steering, _ image: Image
  ) -> [UInt8]? {
    do {
      return try engine.file(of: request, steering: steering, image: image)
    } catch {
      painter.mailbox.post(.said(StudioState.Message(text: "\(error)", isError: true)))
      return nil
    }
  }
}
