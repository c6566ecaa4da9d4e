import Foundation
import Terminal
import Tokens

/// What the model thought of the token under the cursor, in numbers.
enum TokenNumbersView {
  static func draw(
    on canvas: inout Canvas, _ pane: CellArea, _ inspection: Inspection, _ state: StudioState,
    _ glyphs: Glyphs
  ) {
    let theme = state.theme
    let side = state.facts?.gridSide ?? 1
    let (row, column) = (inspection.position / side + 1, inspection.position % side + 1)
    let title =
      "token \(inspection.position + 1) of \(inspection.picture.total)  "
      + "row \(row), column \(column)"
    canvas.caption(title, of: pane, row: pane.row - 1, style: theme[.title])
    guard let token = inspection.token else {
      canvas.write(
        "looking at the tokens", column: pane.column + 2, row: pane.row, style: theme[.muted])
      return
    }
    let lines = lines(token, inspection.picture.knobs(at: inspection.position), inspection.tokens)
    for (row, line) in lines.prefix(pane.rows).enumerated() {
      canvas.write(line.title, column: pane.column + 2, row: pane.row + row, style: theme[.muted])
      let used = canvas.write(
        line.text, column: pane.column + 15, row: pane.row + row, style: theme[.text],
        limit: pane.columns - 16)
      drawBar(line.level, on: &canvas, pane, row, from: pane.column + 16 + used, theme, glyphs)
    }
  }

  private struct Line {
    let title: String
    let text: String
    var level: Float?
  }

  private static func lines(
    _ token: TokenInspection, _ knobs: Knobs, _ tokens: [TokenInspection]?
  ) -> [Line] {
    func level(_ value: KeyPath<TokenInspection, Float>) -> Float {
      let most = (tokens ?? []).map { $0[keyPath: value] }.max() ?? 0
      return most > 0 ? token[keyPath: value] / most : 0
    }
    let plausible =
      count(token.plausibleCount, "code") + (knobs.contrastive == nil ? " if on" : "")
    return [
      Line(title: "probability", text: percent(token.probability), level: token.probability),
      Line(title: "rank", text: "\(token.rank)"),
      Line(
        title: "entropy", text: String(format: "%.2f nats", token.entropy),
        level: level(\.entropy)),
      Line(title: "top-p set", text: count(token.nucleusCount, "code")),
      Line(title: "CD-K set", text: plausible),
      Line(
        title: knobs.contrastive == nil ? "guidance" : "CD-K moved",
        text: String(format: "%.2f nats", token.guidanceStrength),
        level: level(\.guidanceStrength)),
    ]
  }

  private static func drawBar(
    _ level: Float?, on canvas: inout Canvas, _ pane: CellArea, _ row: Int, from column: Int,
    _ theme: Theme, _ glyphs: Glyphs
  ) {
    let start = max(column, pane.column + 26)
    guard let level, pane.endColumn - start > 11 else { return }
    let bar = glyphs.bar(level, columns: 10)
    let used = canvas.write(
      bar.full, column: start, row: pane.row + row, style: theme[.sliderFill])
    canvas.write(
      bar.empty, column: start + used, row: pane.row + row, style: theme[.sliderEmpty])
  }

  private static func count(_ number: Int, _ word: String) -> String {
    "\(number) \(word)\(number == 1 ? "" : "s")"
  }

  /// `41.7 %`; as many digits as tell it from nothing.
  static func percent(_ share: Float) -> String {
    let percent = Double(share) * 100
    if percent >= 0.1 || percent == 0 { return String(format: "%.1f %%", percent) }
    return percent < 0.001 ? "< 0.001 %" : String(format: "%.3f %%", percent)
  }
}
