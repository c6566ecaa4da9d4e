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
  private var ending: (@Sendable () -> Void)?
  private let sheets: SheetEasel

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
    /// When the next token is due, the last preview was shown and the last journal written.
    var due: Double
    var previewed: Double
    var journalled: Double
  }

  /// At most eight previews a second: a decoded picture costs some 10 ms, a sixel one 3 ms more.
  private static let previewInterval = 0.125
  /// What a studio that is killed may lose.
  private static let journalInterval = 0.25

  init(_ engine: any PictureEngine, _ painter: Painter) {
    self.engine = engine
    self.painter = painter
    sheets = SheetEasel(engine, painter)
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
    imagineOne()
    if current != nil, isDue { writeToken() }
    // One a turn: a page of them does not hold up the picture that is being written.
    if let run = waitingThumbnails.popFirst() { showThumbnail(of: run) }
    return true
  }

  /// Seconds until something is to be done; nil waits for a message.
  private var patience: Double? {
    if imagining != nil || !waitingThumbnails.isEmpty { return 0 }
    if sheets.isBusy { return 0 }
    guard let work = current else { return nil }
    if work.isStopped { return 0 }
    if work.pausedAt != nil { return nil }
    if work.turning == .byKey { return work.allowance > 0 ? 0 : nil }
    return max(0, work.due - painter.clock.seconds())
  }

  private var isDue: Bool {
    guard let work = current, work.pausedAt == nil else { return false }
    if work.turning == .byKey { return work.allowance > 0 }
    return painter.clock.seconds() >= work.due
  }

  private func hear(_ tasks: [Painter.Task]) {
    for task in tasks {
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
      case .recordTile(let tile, let picture, let verdict):
        sheets.record(tile, picture, verdict)
      case .ask(let question): answer(question)
      case .count(let prompt, let revision):
        painter.mailbox.post(.counted(revision: revision, tokens: engine.tokenCount(prompt)))
      case .open(let entry, let path): open(entry, path)
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
        (work.previewed, work.journalled) = (-.infinity, -.infinity)
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
        previewed: now, journalled: now)
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
    if now - work.previewed >= Easel.previewInterval || work.turning == .byKey {
      work.previewed = now
      painter.mailbox.post(
        .progressed(work.order.job, snapshot(of: work.writing), seconds: now - work.start))
    }
    if now - work.journalled >= Easel.journalInterval {
      work.journalled = now
      let writing = work.writing
      painter.archivist.put(
        .journal(
          work.order.job, Snapshot(codes: writing.codes, steering: writing.steering)))
    }
  }

  private func finish(isComplete: Bool) {
    guard let work = current else { return }
    current = nil
    resting = Resting(
      request: work.order.request, writing: work.writing,
      job: isComplete ? work.order.job : nil)
    let seconds = (work.pausedAt ?? painter.clock.seconds()) - work.start
    let snapshot = snapshot(of: work.writing)
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
    guard let resting, resting.job == job else { return nil }
    let snapshot = snapshot(of: resting.writing)
    return snapshot.image.flatMap { fileBytes(resting.request, snapshot.steering, $0) }
  }

  private func snapshot(of writing: any PictureWriting) -> Snapshot {
    let codes = writing.codes
    return Snapshot(codes: codes, steering: writing.steering, image: pixels(codes))
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
