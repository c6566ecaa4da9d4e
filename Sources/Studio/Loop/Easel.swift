import Foundation
import Generation
import History
import Imaging
import Tokens

/// The computing thread's own state: the engine and the picture in work.
final class Easel {
  private let engine: any PictureEngine
  private let painter: Painter
  private var current: Work?
  private var ending: (@Sendable () -> Void)?

  /// A picture in work.
  private struct Work {
    var order: Order
    let writing: any PictureWriting
    let start: Double
    var turning: Turning
    /// Tokens that keys have asked for.
    var allowance = 0
    var isStopped = false
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
  }

  /// Hears what has come, then writes one token or waits; false at the end.
  func serve() -> Bool {
    hear(patience == 0 ? painter.inbox.takeAll() : painter.inbox.take(within: patience))
    if let work = current, work.isStopped || ending != nil { finish(isComplete: false) }
    if let ending, current == nil {
      painter.archivist.put(.end(ending))
      return false
    }
    if current != nil, isDue { writeToken() }
    return true
  }

  /// Seconds until something is to be done; nil waits for a message.
  private var patience: Double? {
    guard let work = current else { return nil }
    if work.isStopped { return 0 }
    if work.turning == .byKey { return work.allowance > 0 ? 0 : nil }
    return max(0, work.due - painter.clock.seconds())
  }

  private var isDue: Bool {
    guard let work = current else { return false }
    if work.turning == .byKey { return work.allowance > 0 }
    return painter.clock.seconds() >= work.due
  }

  private func hear(_ tasks: [Painter.Task]) {
    for task in tasks {
      switch task {
      case .draw(let order): begin(order)
      case .retune(let job, let knobs): change(job) { $0.writing.knobs = knobs }
      case .pace(let job, let turning): change(job) { $0.turning = turning }
      case .step(let job): change(job) { $0.allowance += 1 }
      case .adopt(let job):
        change(job) { $0.order.verdict = .undecided }
        painter.archivist.put(.adopt(job))
      case .stop(let job): change(job) { $0.isStopped = true }
      case .count(let prompt, let revision):
        painter.mailbox.post(.counted(revision: revision, tokens: engine.tokenCount(prompt)))
      case .open(let entry, let path): open(entry, path)
      case .judge(let entry, let verdict):
        painter.archivist.put(.judge(entry.id, verdict, file: missingFile(of: entry, verdict)))
      case .rate(let entry, let rating):
        if entry.run.verdict == .draft {
          let file = missingFile(of: entry, .undecided)
          painter.archivist.put(.judge(entry.id, .undecided, file: file))
        }
        painter.archivist.put(.rate(entry.id, rating))
      case .end(let done): ending = done
      }
    }
  }

  private func change(_ job: JobID, _ body: (inout Work) -> Void) {
    guard var work = current, work.order.job == job else { return }
    body(&work)
    current = work
  }

  /// The state orders the next picture only once it has heard of the end of the last.
  private func begin(_ order: Order) {
    precondition(current == nil, "two pictures at once")
    do {
      let writing = try engine.begin(order.request, replaying: order.replaying)
      painter.archivist.put(
        .begin(order, modelHash: engine.facts.hash, codeCount: engine.facts.codeCount))
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
          work.order.job, Snapshot(codes: writing.codes, changes: writing.changes)))
    }
  }

  private func finish(isComplete: Bool) {
    guard let work = current else { return }
    current = nil
    let seconds = painter.clock.seconds() - work.start
    let snapshot = snapshot(of: work.writing)
    var file: [UInt8]?
    if isComplete, work.order.verdict != .draft, let image = snapshot.image {
      file = fileBytes(work.order.request, snapshot.changes, image)
    }
    painter.archivist.put(
      .close(work.order.job, snapshot, isComplete: isComplete, file: file))
    painter.mailbox.post(.ended(work.order.job, snapshot, seconds: seconds, failure: nil))
  }

  private func snapshot(of writing: any PictureWriting) -> Snapshot {
    let codes = writing.codes
    return Snapshot(codes: codes, changes: writing.changes, image: pixels(codes))
  }

  private func pixels(_ codes: [CodeIndex]) -> Image {
    engine.image(of: codes).written(codes.count, of: engine.facts.gridSide)
  }

  /// Shows a run: its file where there is one, else its codes where this model can read them.
  private func open(_ entry: HistoryEntry, _ path: String?) {
    if let path, let data = FileManager.default.contents(atPath: path),
      let image = try? PNG.decode([UInt8](data))
    {
      painter.mailbox.post(.opened(entry.id, image))
    } else if entry.run.modelHash == engine.facts.hash, let picture = entry.picture {
      painter.mailbox.post(.opened(entry.id, pixels(picture.codes)))
    } else {
      let sentence = "#\(entry.id.rawValue) has no picture file and another model wrote its codes"
      painter.mailbox.post(.said(StudioState.Message(text: sentence, isError: true)))
    }
  }

  /// The file that a draft needs when it becomes an entry.
  private func missingFile(of entry: HistoryEntry, _ verdict: Run.Verdict) -> [UInt8]? {
    guard entry.run.picture == nil, entry.run.state == .finished, verdict != .tossed,
      entry.run.modelHash == engine.facts.hash, let picture = entry.picture
    else { return nil }
    return fileBytes(picture.request, picture.changes, pixels(picture.codes))
  }

  private func fileBytes(
    _ request: GenerationRequest, _ changes: [KnobChange], _ image: Image
  ) -> [UInt8]? {
    do {
      return try engine.file(of: request, changes: changes, image: image)
    } catch {
      painter.mailbox.post(.said(StudioState.Message(text: "\(error)", isError: true)))
      return nil
    }
  }
}
