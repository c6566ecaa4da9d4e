import Foundation
import History
import Terminal

/// Everything about an entry, or what sets two apart.
enum DetailsView {
  static func draw(on canvas: inout Canvas, _ state: StudioState) {
    let glyphs = Glyphs(isUnicode: state.capabilities.isUnicode)
    switch state.popup {
    case .details(let details, let first):
      TextBox(
        title: title(of: details.entry), paragraphs: paragraphs(details, glyphs), firstRow: first
      ).draw(on: &canvas, state)
    case .difference(let a, let b, let first):
      TextBox(
        title: "\(title(of: a)) and \(title(of: b))", paragraphs: differences(a, b, glyphs),
        firstRow: first
      ).draw(on: &canvas, state)
    default: break
    }
  }

  private static func title(of entry: HistoryEntry) -> String { "#\(entry.id.rawValue)" }

  // MARK: one entry

  private static func paragraphs(_ details: EntryDetails, _ glyphs: Glyphs) -> [TextBox.Paragraph] {
    let run = details.entry.run
    var result: [TextBox.Paragraph] = []
    func add(_ name: String, _ text: String, _ role: ColorRole = .popup) {
      if !text.isEmpty { result.append(TextBox.Paragraph(name: name, text: text, role: role)) }
    }
    add("title", run.title)
    add("prompt", run.prompt)
    add("negative", details.entry.request?.negativePrompt ?? "")
    add("answer", run.answer)
    for axis in details.entry.sheet?.axes ?? [] {
      add("compares", "\(axis.subject.rawValue): \(axis.values.joined(separator: ", "))")
    }
    add("state", state(of: run, glyphs), run.summary.role == .text ? .popup : run.summary.role)
    add("tags", run.tags.joined(separator: ", "))
    add("notes", run.notes)
    add("knobs", details.entry.knobWords)
    add("seed", details.entry.seedWords)
    for (place, document) in (details.entry.request?.documents ?? []).reversed().enumerated() {
      add(place == 0 ? "documents" : "", "\(document)")
    }
    add("turned", details.entry.turnedWords)
    add("model", "\(run.model.isEmpty ? "unknown" : run.model) \(run.modelHash.prefix(12))")
    add("asked for", date(run.createdAt))
    add("took", seconds(run))
    add("taken from", details.parent.map { line(of: $0, glyphs) } ?? "")
    for (place, child) in details.children.enumerated() {
      add(place == 0 ? "gave" : "", line(of: child, glyphs))
    }
    add("imported", run.origin ?? "")
    add("file", details.path ?? "none")
    add("kept as", details.keptPath ?? "")
    return result
  }

  private static func line(of run: RunSummary, _ glyphs: Glyphs) -> String {
    "\(run.label(glyphs)) \(run.words)"
  }

  private static func state(of run: Run, _ glyphs: Glyphs) -> String {
    var parts = [run.verdict.rawValue]
    if run.state != .finished {
      parts.append("\(run.state.rawValue) \(run.codes.count)/\(run.codeCount)")
    }
    if let rating = run.rating { parts.append("rated \(rating)") }
    if run.isFavourite { parts.append("favourite") }
    return parts.joined(separator: ", ")
  }

  private static func seconds(_ run: Run) -> String {
    guard let closed = run.closedAt, run.origin == nil else { return "" }
    return String(format: "%.1f s", closed.timeIntervalSince(run.createdAt))
  }

  private static func date(_ date: Date) -> String {
    date.formatted(.iso8601.dateSeparator(.dash).dateTimeSeparator(.space).timeSeparator(.colon))
  }

  // MARK: two entries

  private static func differences(
    _ a: HistoryEntry, _ b: HistoryEntry, _ glyphs: Glyphs
  ) -> [TextBox.Paragraph] {
    var result = [
      TextBox.Paragraph(name: "A", text: line(of: a.run.summary, glyphs), role: .pinA),
      TextBox.Paragraph(name: "B", text: line(of: b.run.summary, glyphs), role: .pinB),
    ]
    let words = WordDifference(a.run.prompt, b.run.prompt)
    if words.isEmpty {
      result.append(TextBox.Paragraph(name: "prompt", text: "the same words"))
    }
    for (name, list, role) in [
      ("only A says", words.onlyA, ColorRole.pinA), ("only B says", words.onlyB, .pinB),
    ] where !list.isEmpty {
      result.append(
        TextBox.Paragraph(name: name, text: list.joined(separator: " "), role: role))
    }
    guard let first = a.picture, let second = b.picture else { return result }
    let knobs = ComparisonView.words(first, second, prompts: false)
    result.append(TextBox.Paragraph(name: "knobs", text: knobs.isEmpty ? "the same" : knobs))
    let isSameModel = a.run.modelHash == b.run.modelHash
    let isEmpty = first.codes.isEmpty || second.codes.isEmpty
    let codes = isSameModel ? ComparisonView.codes(first, second) : "of two models share no meaning"
    result.append(
      TextBox.Paragraph(name: "codes", text: isEmpty ? "one of them has none" : codes))
    return result
  }
}
