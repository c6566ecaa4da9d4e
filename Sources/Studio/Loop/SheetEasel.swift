import Generation
import History
import Imaging
import Tokens

/// The computing thread's state of a sheet: its variants are written together, at full speed.
final class SheetEasel {
  private let engine: any PictureEngine
  private let painter: Painter
  private var current: Work?

  /// A sheet in work.
  private struct Work {
    let order: Order
    let plan: SheetPlan
    let writing: any SheetWriting
    let start: Double
    var images: [Image?]
    var isStopped = false
    /// The variant that is decoded next, and when.
    var next = 0
    var previewed: Double
  }

  /// Previews take a tenth of the time: one tile after the other is decoded.
  private static let previewShare = 0.1

  init(_ engine: any PictureEngine, _ painter: Painter) {
    self.engine = engine
    self.painter = painter
  }

  /// Whether a sheet is in work.
  var isBusy: Bool { current != nil }

  /// Begins a sheet.
  func begin(_ order: Order, _ plan: SheetPlan) {
    do {
      let writing = try engine.beginSheet(plan.variants)
      let now = painter.clock.seconds()
      current = Work(
        order: order, plan: plan, writing: writing, start: now,
        images: plan.variants.map { _ in nil }, previewed: now)
    } catch {
      painter.mailbox.post(.sheetEnded(order.job, nil, seconds: 0, failure: "\(error)"))
    }
  }

  /// Ends a sheet at its next code; what is written stays.
  func stop(_ job: JobID) {
    if current?.order.job == job { current?.isStopped = true }
  }

  /// Turns the knobs of the base; each variant hears them as its axes demand.
  func retune(_ job: JobID, _ knobs: Knobs) {
    guard let work = current, work.order.job == job,
      let all = work.plan.knobs(turnedTo: knobs)
    else { return }
    for (index, knobs) in all.enumerated() { work.writing.turn(index, to: knobs) }
  }

  /// Writes one code of each variant, or ends the sheet.
  func serve(isEnding: Bool) {
    guard let work = current else { return }
    if work.isStopped || isEnding { return finish(isComplete: false) }
    guard work.writing.advance() else { return finish(isComplete: true) }
    report()
  }

  /// Shows the next tile as far as it is written, when it is time.
  private func report() {
    guard var work = current else { return }
    let now = painter.clock.seconds()
    if now >= work.previewed {
      let codes = work.writing.codes[work.next]
      work.images[work.next] = pixels(codes)
      let cost = painter.clock.seconds() - now
      work.previewed = now + cost / SheetEasel.previewShare
      var images: [Image?] = work.images.map { _ in nil }
      images[work.next] = work.images[work.next]
      work.next = (work.next + 1) % work.images.count
      painter.mailbox.post(
        .sheetProgressed(
          work.order.job, snapshot(of: work.writing, images), seconds: now - work.start))
    }
    current = work
  }

  private func finish(isComplete: Bool) {
    guard let work = current else { return }
    current = nil
    let images: [Image?] = work.writing.codes.map(pixels)
    var snapshot = snapshot(of: work.writing, images)
    if isComplete && work.plan.isRanked {
      snapshot.scores = engine.scores(of: snapshot.codes, by: work.plan.base.prompt)
    }
    painter.mailbox.post(
      .sheetEnded(
        work.order.job, snapshot, seconds: painter.clock.seconds() - work.start, failure: nil))
  }

  private func snapshot(of writing: any SheetWriting, _ images: [Image?]) -> SheetSnapshot {
    SheetSnapshot(codes: writing.codes, changes: writing.changes, images: images)
  }

  private func pixels(_ codes: [CodeIndex]) -> Image {
    engine.image(of: codes).written(codes.count, of: engine.facts.gridSide)
  }

  /// Makes a tile a run of its own, with a file where it is kept.
  func record(_ tile: SheetTileID, _ picture: Picture, _ verdict: Run.Verdict) {
    var file: [UInt8]?
    if verdict == .kept, let image = picture.image {
      do {
        file = try engine.file(of: picture.request, steering: picture.steering, image: image)
      } catch {
        painter.mailbox.post(.said(StudioState.Message(text: "\(error)", isError: true)))
      }
    }
    painter.archivist.put(
      .recordTile(tile, picture, verdict, model: engine.facts, file: file))
  }
}
