import Foundation
import History
import Imaging
import Tokens

/// Where a studio was left, so that the next one goes on there: a small JSON beside the history.
///
///     FOLDER/session.json   {"version": 1, "prompt": "red apple", "seed": 7, "knobs": {…}, …}
package struct Session: Codable, Hashable, Sendable {
  var version = Session.version
  /// The words.
  var prompt: String
  /// Words to lead away from; nil for none.
  var negative: String?
  var knobs: Knobs
  var seed: UInt64
  var variationSeed: UInt64
  /// What was looked at before a picture; nil for none.
  var documents: DocumentChoice?
  /// The run that was looked at; nil where it was the newest.
  var looked: Int64?
  /// The newest run there was.
  var newest: Int64?
  var filter: HistoryFilter
  /// What was typed after `/`.
  var search: String
  /// The task that was being filled in, if any.
  var form: Form?

  /// A form as far as it is filled in.
  package struct Form: Codable, Hashable, Sendable {
    /// The task's name.
    var task: String
    /// The words of each slot.
    var words: [String]
    /// The knobs, where the task has its own.
    var knobs: Knobs?
    /// What was drawn by hand for its slots, by their names.
    var sketches: [String: Sketch.Content]?
    /// What was being drawn.
    var sketch: Sketch?
    /// The runs whose pictures stand in its slots.
    var pictures: [String: Int64]?

    /// What is to be remembered of a form: an edit of a picture is not, whose results are in the
    /// history, but what was drawn by hand is.
    init?(_ form: TaskForm, _ settings: DrawSettings) {
      let isDrawn = !form.sketches.isEmpty || form.sketch != nil
      guard isDrawn || form.sources.isEmpty else { return nil }
      task = form.task.name
      words = form.words.map(\.text)
      knobs = form.knobsBefore == nil ? nil : settings.knobs
      sketches = form.sketches.isEmpty ? nil : form.sketches
      sketch = form.sketch?.kept
      let runs = form.sources.compactMapValues { $0.run?.rawValue }
      pictures = runs.isEmpty ? nil : runs
    }
  }

  /// The format written here; files of others are left alone.
  static let version = 1

  /// What is to be remembered of a studio.
  init(_ state: StudioState) {
    prompt = state.prompt.text
    negative = state.negative.text.isEmpty ? nil : state.negative.text
    knobs = state.form?.knobsBefore ?? state.settings.knobs
    seed = state.settings.seed.rawValue
    variationSeed = state.settings.variationSeed.rawValue
    documents = state.settings.documents == DocumentChoice() ? nil : state.settings.documents
    looked = state.selected?.rawValue
    newest = [state.history?.runs.first?.id, state.shown?.run].compactMap { $0?.rawValue }.max()
    filter = state.search.filter
    search = state.search.words.text
    form = state.form.flatMap { Form($0, state.settings) }
  }

  /// Reads what the last studio left; nil where there is nothing that can be read.
  package static func left(in folder: String) -> Session? {
    guard let data = FileManager.default.contents(atPath: path(in: folder)),
      let session = try? JSONDecoder().decode(Session.self, from: data),
      session.version == version, session.knobs.flaw == nil, session.form?.knobs?.flaw == nil
    else { return nil }
    return session
  }

  /// Leaves it for the next studio; a session that cannot be written is not worth a sentence.
  package func leave(in folder: String) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(self) else { return }
    try? data.write(to: URL(fileURLWithPath: Session.path(in: folder)), options: .atomic)
  }

  private static func path(in folder: String) -> String { "\(folder)/session.json" }
}

extension StudioState {
  /// Goes on where the last studio was left: prompt, knobs, seeds, search and what was looked at.
  mutating func restore(_ session: Session) {
    prompt = PromptEditor(session.prompt)
    negative = PromptEditor(session.negative ?? "")
    settings.knobs = session.knobs
    settings.seed = Seed(session.seed)
    settings.variationSeed = Seed(session.variationSeed)
    settings.documents = session.documents ?? DocumentChoice()
    if !Knob.shown(in: settings).contains(activeKnob) { activeKnob = .guidance }
    search.words = PromptEditor(session.search)
    search.filter = session.filter
    restored = session
    if let left = session.form { restore(left) }
  }

  /// Opens a form again, unless its task has become another meanwhile.
  private mutating func restore(_ left: Session.Form) {
    guard let task = tasks.first(where: { $0.name == left.task }),
      task.slots.count == left.words.count
    else { return }
    var form = TaskForm(task)
    form.words = left.words.map { PromptEditor($0) }
    if task.knobs != nil, let knobs = left.knobs {
      form.knobsBefore = settings.knobs
      settings.knobs = knobs
    }
    form.sketches = left.sketches?.filter { $0.value.lies(within: Self.mostPoints) } ?? [:]
    self.form = form
    field = firstField
  }

  /// More than any model's grid has in a row.
  private static let mostPoints = 4096

  /// Goes on with the drawings and the pictures of the form that the last studio left, once a model is
  /// there.
  mutating func refillForm(_ facts: ModelFacts) -> [Effect] {
    guard let left = restored?.form, let form, form.task.name == left.task else { return [] }
    if let sketch = left.sketch, sketch.fits(form.task, codes: facts.gridSide) {
      mode = .browse
      self.form?.sketch = sketch
    }
    let scribbles = form.task.slots.filter { $0.kind.isPicture && form.sketches[$0.name] != nil }
    let drawn = scribbles.flatMap { slot in
      read(Self.source(form.sketches[slot.name] ?? Sketch.Content(), facts), into: slot.name)
    }
    return drawn
      + (left.pictures ?? [:]).sorted { $0.key < $1.key }.map { slot, run in
        .read(Run.ID(rawValue: run), .fill(slot))
      }
  }

  /// Puts a picture of the history back into a slot of the form.
  mutating func fill(_ slot: String, with entry: HistoryEntry) -> [Effect] {
    guard let form, form.sources[slot] == nil, form.awaited[slot] == nil,
      form.task.slots.contains(where: { $0.name == slot }), let picture = entry.picture,
      picture.codes.count == facts?.codeCount, entry.run.modelHash == facts?.hash
    else { return [] }
    self.form?.sources[slot] = picture
    pinned = self.form?.source
    return facts.map { [.drawDocuments([grid(of: picture, $0)])] } ?? []
  }

  /// Takes the pixels of a picture in the form that was left.
  mutating func show(_ image: Image, of grid: CodeGrid) {
    for (slot, picture) in form?.sources ?? [:] where picture.image == nil {
      guard picture.codes == grid.codes else { continue }
      form?.sources[slot]?.image = image
      if pinned?.run == picture.run { pinned?.image = image }
    }
  }

  private func grid(of picture: Picture, _ facts: ModelFacts) -> CodeGrid {
    CodeGrid(height: facts.gridSide, width: facts.gridSide, codes: picture.codes)
  }
}
