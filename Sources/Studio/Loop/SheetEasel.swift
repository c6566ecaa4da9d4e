import Generation
import History
import Imaging
import Tokens

/// The computing thread's state of a sheet: its variants are written together, at full speed.
final class SheetEasel {
  let engine: any PictureEngine
  let painter: Painter
  private var current: Work?

  /// A sheet in work.
  private struct Work {
    let order: Order
    let plan: SheetPlan
    let writing: any SheetWriting
    let start: Double
    /// Turns of the base's knobs that are repeated, and those heard so far.
    var replaying: [KnobChange]
    var heard: [KnobChange] = []
    var images: [Image?]
    var isStopped = false
    /// The variant that is decoded next, when, and when the journal was written.
    var next = 0
    var previewed: Double
    var journalled: Double
  }

  /// Previews take a tenth of the time: one tile after the other is decoded.
  private static let previewShare = 0.1
  /// What a studio that is killed may lose.
  private static let journalInterval = 0.25

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
      painter.archivist.put(.begin(order, model: engine.facts))
      let now = painter.clock.seconds()
      current = Work(
        order: order, plan: plan, writing: writing, start: now,
        replaying: order.replaying.knobChanges, images: plan.variants.map { _ in nil },
        previewed: now, journalled: now)
    } catch {
      painter.mailbox.post(.sheetEnded(order.job, nil, seconds: 0, failure: "\(error)"))
    }
  }

  /// Ends a sheet at its next code; what is written stays.
  func stop(_ job: JobID) {
    if current?.order.job == job { current?.isStopped = true }
  }

  /// Turns the knobs by hand, which ends a replay.
  func retune(_ job: JobID, _ knobs: Knobs) {
    guard current?.order.job == job else { return }
    current?.replaying = []
    turn(to: knobs)
  }

  /// Turns the knobs of the base; each variant hears them as its axes demand.
  private func turn(to knobs: Knobs) {
    guard let work = current, let all = work.plan.knobs(turnedTo: knobs) else { return }
    for (index, knobs) in all.enumerated() { work.writing.turn(index, to: knobs) }
    let change = KnobChange(position: work.writing.codes[0].count, knobs: knobs)
    current?.heard.removeAll { $0.position == change.position }
    current?.heard.append(change)
  }

  /// Writes one code of each variant, or ends the sheet.
  func serve(isEnding: Bool) {
    guard let work = current else { return }
    if work.isStopped || isEnding { return finish(isComplete: false) }
    repeatTurns()
    guard work.writing.advance() else { return finish(isComplete: true) }
    report()
  }

  /// Repeats a turn that the history knows.
  private func repeatTurns() {
    guard let work = current, !work.replaying.isEmpty else { return }
    let position = work.writing.codes[0].count
    if let change = work.replaying.first(where: { $0.position == position }) {
      turn(to: change.knobs)
    }
  }

  /// Shows the next tile and journals the sheet so far, each when it is time.
  private func report() {
    guard var work = current else { return }
    let now = painter.clock.seconds()
    let codes = work.writing.codes[work.next]
    // A tile with less than a row of codes shows nothing yet.
    if now >= work.previewed, codes.count >= engine.facts.gridSide {
      work.images[work.next] = engine.preview(of: codes)
        .written(codes.count, of: engine.facts.gridSide)
      let cost = painter.clock.seconds() - now
      work.previewed = now + cost / SheetEasel.previewShare
      var images: [Image?] = work.images.map { _ in nil }
      images[work.next] = work.images[work.next]
      work.next = (work.next + 1) % work.images.count
      painter.mailbox.post(
        .sheetProgressed(
          work.order.job, snapshot(of: work.writing, images), seconds: now - work.start))
    }
    if now - work.journalled >= SheetEasel.journalInterval {
      work.journalled = now
      painter.archivist.put(.journal(work.order.job, record(work)))
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
    var file: [UInt8]?
    if isComplete && work.order.verdict != .draft {
      file = files(work.plan, tiles(work.plan, snapshot))?.png
    }
    painter.archivist.put(
      .close(work.order.job, record(work), isComplete: isComplete, file: file))
    painter.mailbox.post(
      .sheetEnded(
        work.order.job, snapshot, seconds: painter.clock.seconds() - work.start, failure: nil))
  }

  private func snapshot(of writing: any SheetWriting, _ images: [Image?]) -> SheetSnapshot {
    SheetSnapshot(codes: writing.codes, changes: writing.changes, images: images)
  }

  /// What the history keeps: the codes of one variant after those of another.
  private func record(_ work: Work) -> Snapshot {
    Snapshot(
      codes: work.writing.codes.flatMap { $0 }, steering: Steering(knobChanges: work.heard))
  }

  private func pixels(_ codes: [CodeIndex]) -> Image {
    engine.image(of: codes).written(codes.count, of: engine.facts.gridSide)
  }

  /// Makes a tile a run of its own, with a file where it is kept.
  func record(_ tile: SheetTileID, _ picture: Picture, _ verdict: Run.Verdict, parent: Run.ID?) {
    var file: [UInt8]?
    if verdict == .kept, let image = picture.image {
      do {
        file = try engine.file(of: picture.request, steering: picture.steering, image: image)
      } catch {
        painter.mailbox.post(.said(StudioState.Message(text: "\(error)", isError: true)))
      }
    }
    painter.archivist.put(
      .recordTile(tile, picture, verdict, model: engine.facts, parent: parent, file: file))
  }
}

/// Sheets of the history, and sheets as files.
extension SheetEasel {
  /// Shows the tiles of a sheet of the history.
  func open(_ job: JobID, _ entry: HistoryEntry) {
    guard let plan = entry.sheet else { return }
    var snapshot = snapshot(of: entry, plan)
    snapshot.recorded = recorded(of: entry, plan, snapshot)
    painter.mailbox.post(.sheetEnded(job, snapshot, seconds: 0, failure: nil))
  }

  /// The entries that tiles of a sheet have become: its children with their request and codes.
  private func recorded(
    of entry: HistoryEntry, _ plan: SheetPlan, _ snapshot: SheetSnapshot
  ) -> [Int: RunSummary] {
    let store = painter.archivist.store
    let children = (try? store.runs(store.children(of: entry.id).map(\.id))) ?? []
    var result: [Int: RunSummary] = [:]
    for child in children.map(HistoryEntry.init) {
      let variant = plan.variants.indices.first { variant in
        child.request == plan.variants[variant]
          && child.run.codes == snapshot.codes[variant].map(\.rawValue)
      }
      if let variant { result[variant] = child.run.summary }
    }
    return result
  }

  /// A sheet of the history as one picture; nil where it is none or another model wrote it.
  func image(of entry: HistoryEntry) -> Image? {
    guard let plan = entry.sheet, entry.run.modelHash == engine.facts.hash else { return nil }
    return SheetFile.image(plan, tiles(plan, snapshot(of: entry, plan)))
  }

  /// The file of a sheet of the history that has none.
  func file(of entry: HistoryEntry) -> [UInt8]? {
    entry.sheet.flatMap { files($0, tiles($0, snapshot(of: entry, $0)))?.png }
  }

  /// Writes a sheet's files where its user wants them.
  func save(_ sheet: Sheet, to path: String) {
    guard let file = files(sheet.plan, sheet.tiles) else { return }
    painter.archivist.put(.saveSheet(file, path: path))
  }

  private func snapshot(of entry: HistoryEntry, _ plan: SheetPlan) -> SheetSnapshot {
    let all = entry.run.codes.map(CodeIndex.init(rawValue:))
    let count = all.count / plan.variants.count
    let codes = plan.variants.indices.map { Array(all[$0 * count..<($0 + 1) * count]) }
    var snapshot = SheetSnapshot(
      codes: codes, changes: plan.changes(entry.changes), images: codes.map(pixels))
    if plan.isRanked, entry.run.state == .finished {
      snapshot.scores = engine.scores(of: codes, by: plan.base.prompt)
    }
    return snapshot
  }

  private func tiles(_ plan: SheetPlan, _ snapshot: SheetSnapshot) -> [Sheet.Tile] {
    var sheet = Sheet(job: JobID(0), plan: plan, codeCount: engine.facts.codeCount)
    sheet.take(snapshot)
    if plan.isRanked { sheet.rank() }
    return sheet.tiles
  }

  private func files(_ plan: SheetPlan, _ tiles: [Sheet.Tile]) -> SheetFile? {
    do {
      return try SheetFile(plan, tiles, engine: engine)
    } catch {
      painter.mailbox.post(.said(StudioState.Message(text: "\(error)", isError: true)))
      return nil
    }
  }
}
