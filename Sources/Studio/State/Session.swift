import Foundation
import History
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
    // The pictures of a form are not kept; what it drew is in the history.
    form = state.form.flatMap { $0.sources.isEmpty ? $0 : nil }.map {
      Form(task: $0.task.name, words: $0.words.map(\.text))
    }
  }

  /// Reads what the last studio left; nil where there is nothing that can be read.
  package static func left(in folder: String) -> Session? {
    guard let data = FileManager.default.contents(atPath: path(in: folder)),
      let session = try? JSONDecoder().decode(Session.self, from: data),
      session.version == version, session.knobs.flaw == nil
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
    self.form = form
    field = firstField
  }
}
