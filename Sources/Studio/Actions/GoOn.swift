import Generation
import History
import Tokens

/// Going on from a token another way, and back again.
extension StudioState {
  /// Goes on from the token cursor: with the alternative chosen, the knobs and the seed as they are.
  ///
  /// The result is a child of the picture.
  mutating func goOn() -> [Effect] {
    guard let inspection else { return [] }
    let picture = inspection.picture
    guard inspection.alternative == nil || inspection.choice != nil else { return [] }
    guard let order = order(from: inspection) else { return [] }
    var effects = makeEntry(of: picture)
    if let writing, writing.order.job == picture.job, !writing.isStopping {
      self.writing?.isStopping = true
      effects.append(.stop(writing.order.job))
    }
    if picture.isComplete { pinned = picture }
    stage = .picture
    queue.removeAll { $0.verdict == .draft }
    queue.insert(order, at: 0)
    let isWaiting = writing != nil
    return effects + (isWaiting ? [rememberedQueue] : startNext())
  }

  /// The order of a branch; nil with a sentence where it would be the same picture again.
  private mutating func order(from inspection: Inspection) -> Order? {
    let picture = inspection.picture
    let code = inspection.choice?.code
    let isSameSeed =
      picture.seed(at: inspection.position) == settings.seed
      && picture.request.variationSeed == settings.variationSeed
    if isSameSeed, code == nil, isSame(from: inspection.position, picture) {
      _ = refuse("the same would come; Tab takes an alternative, ] turns a knob, n another seed")
      return nil
    }
    lastJob = JobID(lastJob.rawValue + 1)
    var order = Order(
      job: lastJob, request: picture.request, turning: settings.turning, verdict: .undecided,
      parent: picture.run, task: picture.run.flatMap(task) ?? RunSummary.pictureTask)
    if isSameSeed {
      order.replaying = picture.steering.prefix(inspection.position)
      order.branch = Branch(
        origin: picture.origin, position: inspection.position, code: code, knobs: settings.knobs,
        seed: settings.seed)
    } else {
      order.request.seed = settings.seed
      order.request.variationSeed = settings.variationSeed
      order.request.knobs = settings.knobs
      // Another seed would not draw the codes that stay.
      for (place, kept) in picture.codes.prefix(inspection.position).enumerated() {
        order.replaying.give(kept, at: place)
      }
      if let code { order.replaying.give(code, at: inspection.position) }
    }
    return order
  }

  /// Whether going on from a place of a whole picture with the knobs as they are changes nothing.
  private func isSame(from position: Int, _ picture: Picture) -> Bool {
    picture.isComplete
      && (position..<picture.total).allSatisfy {
        picture.knobs(at: $0) == settings.knobs && picture.seed(at: $0) == settings.seed
          && picture.steering.forcedCode(at: $0) == nil
      }
  }

  /// A draft that something is taken from becomes an entry.
  mutating func makeEntry(of picture: Picture) -> [Effect] {
    guard picture.verdict == .draft else { return [] }
    if shown?.run == picture.run, shown?.job == picture.job { shown?.verdict = .undecided }
    if let writing, writing.order.job == picture.job {
      self.writing?.order.verdict = .undecided
      return [.adopt(writing.order.job)]
    }
    return picture.run.map { edit([$0], .promote) } ?? []
  }

  /// Goes back to the picture that this one was taken from, at the token where they part.
  mutating func goBack() -> [Effect] {
    guard let picture = inspection?.picture ?? visible else {
      return refuse("there is no picture yet; Enter draws one")
    }
    guard let parent = parent(of: picture) else {
      return refuse("this picture was taken from no other")
    }
    return [.read(parent, .goBack)]
  }

  /// What a run is filed under; nil where that is no picture's task.
  private func task(of run: Run.ID) -> String? {
    let summary = history?[run] ?? (entry?.id == run ? entry?.run.summary : nil)
    return summary.flatMap { $0.isAnswer ? nil : $0.task }
  }

  private func parent(of picture: Picture) -> Run.ID? {
    if let order = writing?.order, order.job == picture.job { return order.parent }
    guard let run = picture.run else { return nil }
    return history?[run]?.parent ?? (entry?.id == run ? entry?.run.parent : nil)
  }

  /// Goes on to go back, once the picture that this one was taken from is read.
  mutating func goBack(to entry: HistoryEntry) -> [Effect] {
    guard let picture = inspection?.picture ?? visible, parent(of: picture) == entry.id else {
      return []
    }
    if let plan = entry.sheet { return reopen(plan, of: entry) }
    guard let before = entry.picture else {
      return refuse("#\(entry.id.rawValue) was written by another leon and cannot be shown")
    }
    let order = writing?.order.job == picture.job ? writing?.order : nil
    var effects = leaveInspector()
    if let order, writing?.isStopping == false {
      writing?.isStopping = true
      effects.append(.stop(order.job))
    }
    return effects + inspect(again: before, of: entry, at: parting(before, picture))
  }

  private func parting(_ a: Picture, _ b: Picture) -> Int {
    zip(a.codes, b.codes).enumerated().first { $0.element.0 != $0.element.1 }?.offset
      ?? min(a.codes.count, b.codes.count) - 1
  }
}
