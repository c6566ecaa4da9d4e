import History
import Terminal

/// The words that came of a task: under the picture that they are about, or alone in its place.
enum AnswerView {
  /// More rows would leave too little of the picture.
  private static let mostRows = 3

  /// The rows under the picture that the words take.
  static func rows(_ state: StudioState, columns: Int) -> Int {
    guard let run = state.shownAnswer, run.codeCount > 0 else { return 0 }
    return min(mostRows, PromptEditor(text(of: run)).rows(columns: columns).count)
  }

  /// Draws the words; false where a picture is to be drawn beside them.
  static func draw(
    on canvas: inout Canvas, _ layout: Layout, _ state: StudioState, _ glyphs: Glyphs
  ) {
    guard let run = state.shownAnswer else { return }
    let area = run.codeCount > 0 ? layout.answer : layout.preview.inset(columns: 2, rows: 1)
    guard !area.isEmpty else { return }
    let editor = PromptEditor(text(of: run))
    let rows = editor.rows(columns: area.columns)
    let first = run.codeCount > 0 ? 0 : max(0, (area.rows - rows.count) / 2)
    for (row, range) in rows.prefix(area.rows).enumerated() {
      var line = String(editor.characters[range])
      if row == area.rows - 1, rows.count > area.rows { line += " \(glyphs.ellipsis)" }
      canvas.write(
        glyphs.fitted(line, columns: area.columns), column: area.column,
        row: area.row + first + row, style: state.theme[.text])
    }
  }

  private static func text(of run: RunSummary) -> String {
    run.answer.isEmpty ? "(no words came)" : run.answered
  }
}

extension StudioState {
  /// The answered task whose entry is looked at.
  var shownAnswer: RunSummary? {
    guard !showsPinned, let run = shown?.run else { return nil }
    let summary = history?[run] ?? (entry?.id == run ? entry?.run.summary : nil)
    return summary.flatMap { $0.isAnswer ? $0 : nil }
  }
}
