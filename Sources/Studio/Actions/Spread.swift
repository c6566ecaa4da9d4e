import Generation
import History
import Tokens

/// Sheets are made here: over a knob, between the values of one, of whatever a plan says.
extension StudioState {
  /// Spreads the active knob over eight values; on a sheet, narrows the one that it compares.
  mutating func spread() -> [Effect] {
    if stage == .sheet, let sheet { return narrow(sheet) }
    if let entry = shownEntry, let plan = entry.sheet {
      return reopen(plan, of: entry)
    }
    return spread(activeKnob, over: activeKnob.spread(in: settings))
  }

  private mutating func spread(_ knob: Knob, over values: [String]) -> [Effect] {
    if let refusal { return refuse(refusal) }
    guard let subject = knob.subject else {
      let why = knob == .turning ? "draws no other picture" : "may change nothing that is found"
      return refuse("\(knob.name) \(why); Tab chooses a knob to compare")
    }
    if knob == .guidance, settings.guidance == nil {
      return refuse("CFG has no effect under CD-K; turn CD-K off first")
    }
    // The counts are compared of the same documents.
    let count = knob == .documents ? GenerationRequest.documentCounts.upperBound : nil
    if let looking = lookUp(count, then: .spread) { return looking }
    guard let request = requestNow(behind: foundDocuments(count)) else { return [] }
    return compare { try SheetPlan(of: request, [ComparisonAxis(subject, values)]) }
  }

  /// Draws candidates of which the model itself says how well they fit the words.
  mutating func drawBest() -> [Effect] {
    if let refusal { return refuse(refusal) }
    if let looking = lookUp(then: .drawBest) { return looking }
    guard let request = requestNow() else { return [] }
    return compare { try SheetPlan(best: Knob.spreadCount, of: request) }
  }

  /// Draws a plan, or says why there is none.
  mutating func compare(
    _ verdict: Run.Verdict = .undecided, _ plan: () throws -> SheetPlan
  ) -> [Effect] {
    do {
      return draw(try plan(), verdict)
    } catch {
      return refuse("\(error)")
    }
  }

  /// Draws a sheet in the picture's place; one of just that plan is shown again.
  mutating func draw(_ plan: SheetPlan, _ verdict: Run.Verdict) -> [Effect] {
    guard let facts else { return [] }
    let leaving = leaveInspector()
    var plan = plan
    if let base = plan.base.base {
      plan.task = base == drawnForm?.base ? drawnTask : sheet?.plan.task
    }
    if sheet?.plan == plan, sheet?.isComplete == true || writing?.order.job == sheet?.job {
      stage = .sheet
      return leaving
    }
    let effects = leaving + dropStale()
    let drawing = order(plan.base, verdict, parent: pinSource(), sheet: plan)
    sheet = Sheet(job: lastJob, plan: plan, codeCount: facts.codeCount)
    stage = .sheet
    showsPinned = false
    return effects + drawing
  }

  /// Ends what a sheet makes stale: drafts, and a sheet that is still being written.
  private mutating func dropStale() -> [Effect] {
    queue.removeAll { $0.verdict == .draft || $0.sheet != nil }
    guard let writing, !writing.isStopping,
      writing.order.verdict == .draft || writing.order.sheet != nil
    else { return [] }
    self.writing?.isStopping = true
    return [.stop(writing.order.job)]
  }

  /// Spreads the sheet's knob over values between the neighbours of the tile under the cursor.
  private mutating func narrow(_ sheet: Sheet) -> [Effect] {
    guard let axis = sheet.plan.axes.first, let knob = Knob(axis.subject) else {
      return refuse("there is nothing between the tiles of this sheet; Enter adopts one")
    }
    let request = sheet.tile.picture.request
    if knob == .seed {
      // A seed has no neighbours; variation leads away from it by degrees.
      let values = Knob.variation.spread(in: settings)
      return compare { try SheetPlan(of: request, [ComparisonAxis(.variation, values)]) }
    }
    let place = sheet.tile.variant % axis.values.count
    guard let values = knob.narrowed(axis.values, around: place) else {
      return refuse("\(axis.subject.rawValue) has no finer values between these")
    }
    return compare { try SheetPlan(of: request, [ComparisonAxis(axis.subject, values)]) }
  }

  /// Shows a sheet of the history tile by tile.
  mutating func reopen(_ plan: SheetPlan, of entry: HistoryEntry) -> [Effect] {
    let leaving = leaveInspector()
    if sheet?.run == entry.id {
      stage = .sheet
      return leaving
    }
    guard let facts, facts.hash == entry.run.modelHash else {
      return refuse("another model wrote the codes of #\(entry.id.rawValue)")
    }
    guard writing == nil else { return refuse("a picture is being written; Ctrl-C stops it") }
    lastJob = JobID(lastJob.rawValue + 1)
    var sheet = Sheet(job: lastJob, plan: plan, codeCount: facts.codeCount)
    sheet.run = entry.id
    self.sheet = sheet
    stage = .sheet
    return leaving + [.openSheet(lastJob, entry)]
  }
}
