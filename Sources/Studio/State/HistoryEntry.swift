import Foundation
package import Generation
package import History
import Tokens

/// A run as the history pane and the commands use it: its JSON read.
package struct HistoryEntry: Hashable, Sendable, Identifiable {
  /// The row.
  package internal(set) var run: Run
  /// What was asked for; nil where a later leon wrote it.
  package let request: GenerationRequest?
  /// What was done by hand while it was written.
  package let steering: Steering
  /// What was to be done by itself, when it was begun.
  private let plan: Steering
  /// What is compared, where it is a sheet.
  package let sheet: SheetPlan?

  /// Reads a row.
  package init(_ run: Run) {
    self.run = run
    request = HistoryJSON.request(run.request)
    steering = HistoryJSON.steering(run.knobChanges)
    plan = HistoryJSON.steering(run.replay)
    sheet = SheetRecord.plan(in: run.request)
  }

  /// The knobs turned while it was written.
  package var changes: [KnobChange] { steering.knobChanges }

  /// What is done by itself to write it to its end: a plan holds until a hand has turned something.
  var onward: Steering { plan.prefix(run.codes.count) == steering ? plan : steering }

  /// The row's number.
  package var id: Run.ID { run.id }

  /// The picture without its pixels; a sheet's codes are those of its tiles.
  package var picture: Picture? {
    guard let request else { return nil }
    let hasCodes = !isImported && sheet == nil
    return Picture(
      run: run.id, request: request,
      codes: hasCodes ? run.codes.map(CodeIndex.init(rawValue:)) : [],
      total: hasCodes ? run.codeCount : 0, steering: steering, verdict: run.verdict)
  }

  /// Whether it is a picture without codes.
  package var isImported: Bool { run.codes.isEmpty && run.state == .finished }

  /// How it was guided, in a word or two; a star where knobs were turned meanwhile.
  package var knobNote: String {
    if let sheet { return sheet.isRanked ? sheet.title : "sheet of \(sheet.variants.count)" }
    if run.summary.isAnswer { return run.task }
    guard let request, !isImported else { return "" }
    let settings = DrawSettings(knobs: steering.knobChanges.last?.knobs ?? request.knobs)
    let knob =
      settings.scales != nil
      ? Knob.textGuidance : settings.contrast == nil ? Knob.guidance : Knob.contrastive
    let task = run.task == RunSummary.pictureTask ? "" : "\(run.task)  "
    return "\(task)\(knob.title) \(knob.text(in: settings))\(steering.isEmpty ? "" : "*")"
  }
}

/// Writes and reads requests and what was done by hand as the history keeps them.
enum HistoryJSON {
  static func text(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  /// Nil for what a later leon wrote.
  static func request(_ text: String) -> GenerationRequest? {
    try? JSONDecoder().decode(GenerationRequest.self, from: Data(text.utf8))
  }

  /// Empty for what is none.
  static func steering(_ text: String) -> Steering {
    (try? JSONDecoder().decode(Steering.self, from: Data(text.utf8))) ?? Steering()
  }
}
