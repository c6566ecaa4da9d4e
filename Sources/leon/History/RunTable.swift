import Foundation
import History
import Imaging
import Studio
import Terminal

/// Entries in columns, a line each.
///
///     #216  kept    4*  2026-11-24 10:12  leon-mini  red apple, 3D icon  [fruit]
struct RunTable {
  private let runs: [RunSummary]
  private static let widest = 60

  init(_ runs: [RunSummary]) { self.runs = runs }

  /// The lines; one sentence where there is nothing.
  var lines: [String] {
    if runs.isEmpty { return ["no entry is found"] }
    let rows = runs.map(Self.cells)
    let widths = rows[0].indices.map { column in
      rows.map { CellWidth.of($0[column]) }.max() ?? 0
    }
    return rows.map { row in
      zip(row, widths).map { $0 + String(repeating: " ", count: max(0, $1 - CellWidth.of($0))) }
        .joined(separator: "  ").trimmingTrailingSpaces
    }
  }

  private static func cells(_ run: RunSummary) -> [String] {
    [
      "#\(run.id.rawValue)", verdict(run),
      (run.rating.map(String.init) ?? "-") + (run.isFavourite ? "*" : ""),
      RunPage.text(run.createdAt), run.model.isEmpty ? run.modelHash : run.model,
      clipped(run.title.isEmpty ? run.prompt : "\(run.title): \(run.prompt)"),
      run.tags.isEmpty ? "" : "[\(run.tags.joined(separator: ", "))]",
    ].map(\.oneLine)
  }

  private static func verdict(_ run: RunSummary) -> String {
    if run.deletedAt != nil { return "deleted" }
    guard run.state != .finished, run.codeCount > 0 else { return run.verdict.rawValue }
    return "\(run.state.rawValue) \(100 * run.written / run.codeCount)%"
  }

  private static func clipped(_ text: String) -> String {
    guard CellWidth.of(text) > widest else { return text }
    return CellWidth.prefix(of: text, columns: widest - 1) + "…"
  }
}

/// One entry with all that is known of it.
struct RunPage {
  private let run: Run
  private let entry: HistoryEntry
  private let store: HistoryStore

  init(_ run: Run, _ store: HistoryStore) {
    self.run = run
    entry = HistoryEntry(run)
    self.store = store
  }

  /// The lines, what is not known left out.
  ///
  /// - Throws: `HistoryError`.
  var lines: [String] {
    get throws {
      let facts = try plainFacts + pathFacts + familyFacts
      return facts.compactMap { name, value in
        guard let value, !value.isEmpty else { return nil }
        return name.padding(toLength: 12, withPad: " ", startingAt: 0) + value
      }
    }
  }

  private var plainFacts: [(String, String?)] {
    [
      ("entry", "#\(run.id.rawValue)  \(run.verdict.rawValue), \(run.state.rawValue)"),
      ("prompt", run.prompt.oneLine), ("title", run.title.oneLine), ("answer", run.answer.oneLine),
      ("task", run.task), ("knobs", entry.knobWords), ("seed", entry.seedWords),
      ("turned", entry.turnedWords), ("model", "\(run.model) \(run.modelHash)"),
      ("codes", "\(run.written) of \(run.codeCount)"), ("rating", run.rating.map(String.init)),
      ("favourite", run.isFavourite ? "yes" : nil), ("tags", run.tags.joined(separator: ", ")),
      ("asked for", Self.text(run.createdAt)), ("deleted", run.deletedAt.map(Self.text)),
      ("notes", run.notes.printable),
    ]
  }

  private var pathFacts: [(String, String?)] {
    let missing = run.picture == nil ? nil : "its file was removed; leon history export draws it"
    return [
      ("picture", store.picturePath(of: run) ?? missing),
      ("kept as", store.keptPath(of: run.summary)),
      ("imported", run.origin),
    ]
  }

  private var familyFacts: [(String, String?)] {
    get throws {
      func numbers(_ runs: [RunSummary]) -> String {
        runs.map { "#\($0.id.rawValue)" }.joined(separator: " ")
      }
      return [
        ("taken from", numbers(try store.ancestors(of: run.id))),
        ("children", numbers(try store.children(of: run.id))),
        ("sheet", run.comparison.map { "\($0.rawValue)" }),
      ]
    }
  }

  /// A moment by the clock of the wall, such as 2026-11-24 10:12.
  static func text(_ date: Date) -> String {
    let parts = Calendar(identifier: .gregorian)
      .dateComponents([.year, .month, .day, .hour, .minute], from: date)
    return String(
      format: "%04d-%02d-%02d %02d:%02d", parts.year ?? 0, parts.month ?? 0, parts.day ?? 0,
      parts.hour ?? 0, parts.minute ?? 0)
  }

  /// Shows a picture's file where standard output is a terminal.
  static func showPicture(_ path: String?) {
    guard Console.isTerminal, let path, let image = try? Image.load(path: path),
      let printer = PicturePrinter()
    else { return }
    Console.write(printer.bytes(image))
  }
}

extension String {
  /// Without what would break a line or command the terminal.
  fileprivate var oneLine: String {
    String(String.UnicodeScalarView(unicodeScalars.map { Self.isControl($0) ? " " : $0 }))
  }

  /// The same, but line ends stay.
  fileprivate var printable: String {
    String(
      String.UnicodeScalarView(
        unicodeScalars.map { $0 != "\n" && Self.isControl($0) ? " " : $0 }))
  }

  fileprivate var trimmingTrailingSpaces: String {
    String(reversed().drop { $0 == " " }.reversed())
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 32 || (127..<160).contains(scalar.value)
  }
}
