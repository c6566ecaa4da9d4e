import Foundation
import Generation
import History
import Tokens

extension StudioState {
  /// Why nothing can be drawn now, as a sentence.
  var refusal: String? {
    switch model {
    case .loading: return "the model is still being loaded"
    case .failed(let reason): return reason
    case .ready(let facts):
      let isFromPicture = drawnForm?.base != nil
      guard isFromPicture || askedPrompt.contains(where: { !$0.isWhitespace }) else {
        return emptySlot
      }
      return tooLong(firstField, "the prompt", facts)
        ?? tooLong(.negative, "the negative prompt", facts)
    }
  }

  /// What is still to be filled in, as a sentence.
  private var emptySlot: String {
    guard let form else { return "the prompt is empty; write what the picture shall show" }
    if let slot = form.awaited.keys.min() { return "“\(slot)” is still being read" }
    if let place = form.undrawnSlot {
      let key = keyMap.keys(of: "fill-slot").first ?? ":fill-slot"
      return "“\(form.task.slots[place].name)” is empty; \(key) fills it"
    }
    return "a slot of the form is empty; write what shall stand in it"
  }

  private func tooLong(_ field: PromptField, _ name: String, _ facts: ModelFacts) -> String? {
    guard let tokens = tokenCounts[field]?.tokens, tokens > facts.promptLimit else { return nil }
    return "\(name) has \(tokens) tokens; \(facts.name) takes at most \(facts.promptLimit)"
  }

  /// What a form that draws comes to; nil without one, or while a slot is empty.
  var drawnForm: (prompt: String, base: DrawingBase?)? {
    form?.drawn(gridSide: facts?.gridSide ?? 1).map { ($0.prompt, $0.base?.cleaned) }
  }

  /// The words that a picture is asked for with: the prompt, or those of a form that draws.
  var askedPrompt: String {
    guard let form, form.task.draws else { return prompt.text }
    return drawnForm?.prompt ?? ""
  }

  /// Draws what is asked for; a draft of just that becomes an entry instead.
  mutating func draw() -> [Effect] {
    if let form, !form.task.draws { return ask(form) }
    if let refusal { return refuse(refusal) }
    let leaving = leaveInspector()
    if let template { return leaving + draw(template) }
    if let looking = lookUp(then: .draw) { return leaving + looking }
    guard let request = requestNow() else { return leaving }
    rememberPrompt(self[firstField].text)
    if let writing, writing.order.request == request, writing.order.isPlain, !writing.isStopping {
      guard writing.order.verdict == .draft else {
        return leaving + say(Message(text: "this picture is being written; n takes the next seed"))
      }
      return leaving + adopt(writing.order)
    }
    guard !waits(request) else {
      return leaving + say(Message(text: "this picture waits already; n takes the next seed"))
    }
    if let entry = shownEntry, entry.request == request, entry.steering.isEmpty, entry.sheet == nil,
      entry.run.state == .finished, shown?.isComplete == true
    {
      return leaving + adopt(entry)
    }
    return leaving + order(request, .undecided, parent: pinSource(), task: drawnTask)
  }

  /// Whether a picture waits to be drawn that is the same code for code.
  private func waits(_ request: GenerationRequest) -> Bool {
    waiting.contains { $0.isPlain && $0.request == request }
  }

  /// The task that a drawn picture is filed under.
  var drawnTask: String {
    form.flatMap { $0.task.draws ? $0.task.name : nil } ?? RunSummary.pictureTask
  }

  /// Draws the settings of this moment as a draft in place of a draft that is still being written.
  ///
  /// What was shown before a row of drafts is pinned as A by itself.
  mutating func redraft() -> [Effect] {
    guard refusal == nil, template == nil else { return [] }
    if let looking = lookUp(then: .drawAgain) { return looking }
    guard let request = requestNow(), request != newestDrawn else { return [] }
    if let shown, shown.verdict != .draft, shown.isComplete { pinned = shown }
    return dropDrafts() + order(request, .draft, parent: pinSource(), task: drawnTask)
  }

  /// Draws other words: a draft of them where turning is instant, else the picture in work anew.
  mutating func drawAgain() -> [Effect] {
    settings.turning == .instant ? redraft() : startAgain()
  }

  /// Starts the picture that is being written again, with the words as they are now.
  ///
  /// What there is of it becomes a draft, so that the history keeps one entry for one wish.
  private mutating func startAgain() -> [Effect] {
    guard refusal == nil, template == nil, let stale = writing, !stale.isStopping,
      stale.order.isPlain
    else { return [] }
    if let looking = lookUp(then: .drawAgain) { return looking }
    guard let request = requestNow(), !waits(request),
      request.words != stale.order.request.words
        || request.documents != stale.order.request.documents
    else { return [] }
    writing?.isStopping = true
    lastJob = JobID(lastJob.rawValue + 1)
    let order = Order(
      job: lastJob, request: request, turning: settings.turning, verdict: stale.order.verdict,
      parent: pinSource(), task: drawnTask)
    queue.insert(order, at: 0)
    let run = shown?.job == stale.order.job ? shown?.run : nil
    let demotion = run.map { edit([$0], .judge(.draft)) } ?? []
    return [.stop(stale.order.job)] + demotion + (waiting.isEmpty ? [] : [rememberedQueue])
  }

  /// Ends the drafts that another one makes stale.
  mutating func dropDrafts() -> [Effect] {
    queue.removeAll { $0.verdict == .draft }
    guard let writing, writing.order.verdict == .draft, !writing.isStopping else { return [] }
    self.writing?.isStopping = true
    return [.stop(writing.order.job)]
  }

  /// Stops the words that are being found or a folder that is being read, else the picture that is being
  /// written; the next in the queue follows.
  mutating func stop() -> [Effect] {
    if isAsking || isReadingBank && writing == nil { return [.stopAsking] }
    guard let writing, !writing.isStopping else {
      return say(Message(text: "nothing is being written; Esc, then q, quits"))
    }
    self.writing?.isStopping = true
    return [.stop(writing.order.job)]
  }

  /// Writes one token of a picture that waits for keys.
  mutating func step() -> [Effect] {
    guard settings.turning == .byKey else {
      return refuse("a key writes a token only where turning is “\(Turning.byKey.name)”")
    }
    if writing?.isPaused == true { return refuse("the picture is held; P goes on") }
    let start = writing == nil ? draw() : []
    return start + (writing.map { [.step($0.order.job)] } ?? [])
  }

  /// Puts an order into the queue and draws it at once where nothing else is written.
  mutating func order(
    _ request: GenerationRequest, _ verdict: Run.Verdict, replaying steering: Steering = Steering(),
    branch: Branch? = nil, parent: Run.ID? = nil, sheet: SheetPlan? = nil,
    task: String = RunSummary.pictureTask
  ) -> [Effect] {
    lastJob = JobID(lastJob.rawValue + 1)
    let turning = steering.isEmpty ? settings.turning : .live
    return order(
      Order(
        job: lastJob, request: request, replaying: steering, branch: branch, turning: turning,
        verdict: verdict, parent: parent, sheet: sheet, task: task))
  }

  /// Puts an order into the queue and draws it at once where nothing else is written.
  mutating func order(_ order: Order) -> [Effect] {
    guard let writing else {
      // What a killed studio left waiting stands behind what is asked for now.
      queue.insert(order, at: 0)
      return startNext()
    }
    queue.append(order)
    guard order.verdict != .draft else { return [] }
    let ahead = queue.count - (writing.isStopping ? 1 : 0)
    if ahead > 0 { message = Message(text: "queued behind \(ahead == 1 ? "one" : "\(ahead)")") }
    return [rememberedQueue]
  }

  /// Begins the first of the queue, unless something is being written.
  mutating func startNext() -> [Effect] {
    guard writing == nil, !queue.isEmpty, let facts else { return [] }
    var order = queue.removeFirst()
    order.keepsPixels = preferences.keepPixels
    writing = Progress(order: order, replaced: shown)
    if let plan = order.sheet { return start(plan, order, facts) }
    stage = stage.forPicture
    selected = nil
    showsPinned = false
    shown = Picture(
      job: order.job, request: order.request, codes: order.branch?.kept ?? [],
      total: facts.codeCount, image: order.verdict == .draft ? shown?.image : nil,
      steering: order.replaying.prefix(order.branch?.position ?? 0), verdict: order.verdict,
      replayed: order.replayed?.run)
    return [.draw(order)]
  }

  /// Begins a sheet; one that waited in the queue behind another has no tiles any more.
  private mutating func start(_ plan: SheetPlan, _ order: Order, _ facts: ModelFacts) -> [Effect] {
    if sheet?.job != order.job {
      sheet = Sheet(job: order.job, plan: plan, codeCount: facts.codeCount)
      stage = .sheet
    }
    selected = nil
    return [.draw(order)]
  }

  /// The request of the prompt and the settings as they are, behind documents that were found.
  mutating func requestNow(behind documents: [ReferenceDocument]? = nil) -> GenerationRequest? {
    do {
      return try request(behind: documents ?? foundDocuments())
    } catch {
      message = Message(text: "\(error)", isError: true)
      return nil
    }
  }

  /// The same behind other documents.
  ///
  /// - Throws: `GenerationError`.
  func request(behind documents: [ReferenceDocument]) throws -> GenerationRequest {
    try GenerationRequest(
      prompt: askedPrompt, negativePrompt: negative.text, seed: settings.seed,
      variationSeed: settings.variationSeed, knobs: settings.knobs, documents: documents,
      base: drawnForm?.base)
  }

  /// The request whose picture is the newest there is, or will be once the queue is drawn.
  private var newestDrawn: GenerationRequest? {
    if let last = queue.last { return last.isPlain ? last.request : nil }
    if let writing {
      return writing.isStopping || !writing.order.isPlain ? nil : writing.order.request
    }
    guard let shown, shown.isComplete, !shown.codes.isEmpty, shown.steering.isEmpty else {
      return nil
    }
    return shown.request
  }

  /// Makes the draft that is being written an entry.
  private mutating func adopt(_ order: Order) -> [Effect] {
    writing?.order.verdict = .undecided
    if shown?.job == order.job { shown?.verdict = .undecided }
    return [.adopt(order.job)]
  }

  /// Makes the draft that is shown an entry, or says that the picture is there already.
  private mutating func adopt(_ entry: HistoryEntry) -> [Effect] {
    guard entry.run.verdict == .draft else {
      return say(Message(text: "this is that picture; n takes the next seed"))
    }
    shown?.verdict = .undecided
    return edit([entry.id], .promote)
  }
}
