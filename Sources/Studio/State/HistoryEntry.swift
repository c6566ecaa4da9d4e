import Foundation
package import Generation
package import History
import Tokens

/// A run as the history pane and the commands use it: its JSON read.
package struct HistoryEntry: Hashable, Sendable, Identifiable {
  /// The row.
  package let run: Run
  /// What was asked for; nil where a later leon wrote it.
  package let request: GenerationRequest?
  /// What was done by hand while it was written.
  package let steering: Steering

  /// Reads a row.
  package init(_ run: Run) {
    self.run = run
    request = try? JSONDecoder().decode(GenerationRequest.self, from: Data(run.request.utf8))
    let record = try? JSONDecoder().decode(Steering.self, from: Data(run.knobChanges.utf8))
    steering = record ?? Steering()
  }

  /// The knobs turned while it was written.
  package var changes: [KnobChange] { steering.knobChanges }

  /// The row's number.
  package var id: Run.ID { run.id }

  /// The picture without its pixels.
  package var picture: Picture? {
    guard let request else { return nil }
    return Picture(
      run: run.id, request: request, codes: run.codes.map(CodeIndex.init(rawValue:)),
      total: run.codeCount, steering: steering, verdict: run.verdict)
  }
}

/// Writes requests and knob changes as the history keeps them.
enum HistoryJSON {
  static func text(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}
